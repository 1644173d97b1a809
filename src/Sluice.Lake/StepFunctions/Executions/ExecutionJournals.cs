using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Sluice.Lake.Storage;

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

    /// <summary>The journal of an execution that has not ended, to go on with.</summary>
    public Journal<JournalEntry> Open(string arn, out IReadOnlyList<JournalEntry> entries) => Journal<JournalEntry>.Open(PathOf(arn), out entries);

    /// <summary>What an execution was started with, and its history.</summary>
    public (ExecutionHeader Header, IReadOnlyList<HistoryEvent> Events) Read(string arn)
    {
        var entries = Journal<JournalEntry>.ReadAll(PathOf(arn));
        return (entries[0].Execution!, entries.Select(static entry => entry.Event).OfType<HistoryEvent>().ToList()); // the first line is the header
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
