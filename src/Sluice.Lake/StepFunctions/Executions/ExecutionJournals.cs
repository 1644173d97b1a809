using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Sluice.Lake.Hosting;
using Sluice.Lake.Storage;
using Sluice.Lake.Time;

namespace Sluice.Lake.StepFunctions.Executions;

/// <summary>The executions' journals: a file for each.</summary>
internal sealed class ExecutionJournals(string folder)
{
    private readonly string folder = Directory.CreateDirectory(folder).FullName;

    /// <summary>The journal of an execution that starts, with its first line.</summary>
    public Journal<JournalEntry> Create(ExecutionHeader header)
    {
        var path = PathOf(header.ExecutionArn);
        File.Delete(path); // a start that a kill interrupted before anybody knew of it
        var journal = Journal<JournalEntry>.Open(path, out _);
        try
        {
            journal.Append(new JournalEntry { Note = JournalEntry.Header, Execution = header });
            return journal;
        }
        catch
        {
            journal.Dispose();
            throw;
        }
    }

    /// <summary>
    /// The journal of an execution that has not ended, to go on with. One that cannot be read becomes that of an execution that failed,
    /// and what there was is kept beside it.
    /// </summary>
    public Journal<JournalEntry> Open(ExecutionRecord record, LakeTime time, LakeLog log, out IReadOnlyList<JournalEntry> entries)
    {
        var path = PathOf(record.ExecutionArn);
        string problem;
        try
        {
            var journal = Journal<JournalEntry>.Open(path, out entries);
            if (entries is [{ Execution: not null }, ..])
            {
                return journal;
            }

            journal.Dispose();
            problem = $"its journal, kept as {path}.unreadable, does not begin with the execution.";
        }
        catch (InvalidDataException exception)
        {
            problem = $"its journal, kept as {path}.unreadable, has a line that is none: {exception.InnerException?.Message}";
        }

        log.Error($"The execution {record.ExecutionArn} ends as FAILED. What it has done cannot be read: {problem}");
        Replace(path, record, time.Now, $"What the execution has done cannot be read: {problem}");
        return Journal<JournalEntry>.Open(path, out entries);
    }

    /// <summary>What an execution was started with, and its history.</summary>
    public (ExecutionHeader Header, IReadOnlyList<HistoryEvent> Events) Read(string arn)
    {
        var entries = Journal<JournalEntry>.ReadAll(PathOf(arn));
        return (entries[0].Execution!, entries.Select(static entry => entry.Event).OfType<HistoryEvent>().ToList()); // the first line is the header
    }

    private static void Replace(string path, ExecutionRecord record, DateTimeOffset now, string cause)
    {
        File.Copy(path, $"{path}.unreadable", overwrite: true);
        File.WriteAllLines($"{path}.first", File.ReadLines(path).Take(1)); // if it is one, it is the execution
        var header = First($"{path}.first") ?? new ExecutionHeader
        {
            ExecutionArn = record.ExecutionArn,
            Name = record.Name,
            StateMachineArn = record.StateMachineArn,
            StateMachineName = record.StateMachineArn.Split(':')[^1],
            RoleArn = "",
            Definition = "{}",
            RevisionId = "",
            DefinitionDate = record.StartDate,
            Input = "{}",
            StartDate = record.StartDate,
        };
        var body = EventBody.ExecutionFailed(ErrorNames.Runtime, cause);
        var end = new HistoryEvent { Id = 1, PreviousEventId = 0, Timestamp = now, Type = body.Type, DetailsName = body.DetailsName, Details = body.Details };
        using (var journal = Journal<JournalEntry>.Open($"{path}.new", out _))
        {
            journal.Rewrite([new JournalEntry { Note = JournalEntry.Header, Execution = header }, new JournalEntry { Event = end }]);
        }

        File.Move($"{path}.new", path, overwrite: true);
        File.Delete($"{path}.first");
    }

    private static ExecutionHeader? First(string path)
    {
        try
        {
            return Journal<JournalEntry>.ReadAll(path).FirstOrDefault()?.Execution;
        }
        catch (InvalidDataException)
        {
            return null;
        }
    }

    // Names of executions may differ by case only, and file systems may not.
    private string PathOf(string arn)
    {
        var parts = arn.Split(':');
        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(arn)).AsSpan(0, 4));
        var name = string.Concat(parts[^1].Select(static character => char.IsAsciiLetterOrDigit(character) || character is '-' or '_' ? character : '_'));
        return Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"{name}-{hash}.jsonl"));
    }
}
