using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Sluice.Lake.Protocol;
using Sluice.Lake.StepFunctions.Data;
using Sluice.Lake.StepFunctions.Integrations;
using Sluice.Lake.Storage;

namespace Sluice.Lake.StepFunctions.Executions;

/// <summary>
/// All executions: a journal for each, and one list of them, so that a start of the lake reads the list and the journals of
/// those that have not ended. An execution's journal is there before it is in the list; its end is in the journal first.
/// </summary>
internal sealed class ExecutionStore : IAsyncDisposable
{
    private readonly Lock gate = new();
    private readonly string folder;
    private readonly Journal<ExecutionRecord> list;
    private readonly Dictionary<string, ExecutionRecord> records = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Running> running = new(StringComparer.Ordinal);
    private long lastNumber;

    public ExecutionStore(string folder)
    {
        this.folder = Directory.CreateDirectory(Path.Combine(folder, "executions")).FullName;
        list = Journal<ExecutionRecord>.Open(Path.Combine(folder, "executions.jsonl"), out var entries);
        foreach (var entry in entries)
        {
            records[entry.ExecutionArn] = entry;
            lastNumber = Math.Max(lastNumber, entry.Number);
        }
    }

    /// <summary>Called for each event after it is on disk, in the order of an execution's events. Must not take long.</summary>
    public event Action<string, HistoryEvent>? EventWritten;

    /// <summary>
    /// Told of an execution that has ended, after its journal says so and before the list does. Where that is cut off by a kill, or
    /// the answer is false because the lake goes down, the next start tells it again: an end is told at least once.
    /// </summary>
    public Func<ExecutionHeader, HistoryEvent, bool> Ended { get; set; } = static (_, _) => true;

    /// <summary>Set by the service that owns both.</summary>
    public required LakeServices Lake { get; init; }

    /// <summary>Starts an execution; the same name and input again is the one that runs.</summary>
    /// <exception cref="AwsServiceException"><c>ExecutionAlreadyExists</c>, <c>InvalidExecutionInput</c>, <c>InvalidName</c>.</exception>
    public ExecutionRecord Start(StateMachine machine, string? name, string input, string? traceHeader, string? startedBy = null)
    {
        name ??= Guid.NewGuid().ToString();
        StepFunctionsNames.CheckName(name);
        CheckInput(input);
        var arn = Lake.Identity.Arn("states", $"execution:{machine.Name}:{name}");
        Running started;
        ExecutionRecord record;
        lock (gate)
        {
            if (records.TryGetValue(arn, out var existing))
            {
                return (existing.Status == "RUNNING" && running.TryGetValue(arn, out var same) && same.Run.Header.Input == input)
                    || (startedBy is not null && existing.StartedBy == startedBy)
                    ? existing
                    : throw StepFunctionsErrors.ExecutionExists(arn);
            }

            var now = Lake.Time.Now;
            record = new ExecutionRecord
            {
                ExecutionArn = arn,
                Name = name,
                StateMachineArn = machine.Arn,
                Status = "RUNNING",
                StartDate = now,
                Number = ++lastNumber,
                StartedBy = startedBy,
            };
            var header = new ExecutionHeader
            {
                ExecutionArn = arn,
                Name = name,
                StateMachineArn = machine.Arn,
                StateMachineName = machine.Name,
                RoleArn = machine.RoleArn,
                Definition = machine.Definition,
                RevisionId = machine.RevisionId,
                DefinitionDate = machine.UpdateDate,
                Input = input,
                StartDate = now,
                TraceHeader = traceHeader,
            };
            var path = JournalPath(arn);
            File.Delete(path); // a start that a kill interrupted before anybody knew of it
            var journal = Journal<JournalEntry>.Open(path, out _);
            journal.Append(new JournalEntry { Note = JournalEntry.Header, Execution = header });
            started = new Running(new ExecutionRun(header, journal, [], Lake, Written));
            list.Append(record);
            records[arn] = record;
            running[arn] = started;
        }

        started.Begin();
        return record;
    }

    /// <summary>Takes up the executions that a kill interrupted.</summary>
    public void Resume()
    {
        List<ExecutionRecord> interrupted;
        lock (gate)
        {
            interrupted = records.Values.Where(record => record.Status == "RUNNING" && !running.ContainsKey(record.ExecutionArn))
                .OrderBy(static record => record.Number).ToList();
        }

        foreach (var record in interrupted)
        {
            var journal = Journal<JournalEntry>.Open(JournalPath(record.ExecutionArn), out var entries);
            var end = entries.Count > 0 ? entries[^1].Event : null;
            if (end is not null && StatusOf(end.Type) is { } status)
            {
                journal.Dispose();
                if (Ended(entries[0].Execution!, end)) // the header is written before the list
                {
                    Close(record with { Status = status, StopDate = end.Timestamp });
                }

                continue;
            }

            var started = new Running(new ExecutionRun(entries[0].Execution!, journal, entries, Lake, Written)); // as above
            lock (gate)
            {
                running[record.ExecutionArn] = started;
            }

            started.Begin();
        }
    }

    /// <summary>The execution of that ARN.</summary>
    /// <exception cref="AwsServiceException"><c>ExecutionDoesNotExist</c>, <c>InvalidArn</c>.</exception>
    public ExecutionRecord Get(string arn)
    {
        StepFunctionsNames.CheckExecutionArn(arn);
        lock (gate)
        {
            return records.GetValueOrDefault(arn) ?? throw StepFunctionsErrors.NoExecution(arn);
        }
    }

    /// <summary>All executions, the latest first.</summary>
    public IReadOnlyList<ExecutionRecord> List()
    {
        lock (gate)
        {
            return records.Values.OrderByDescending(static record => record.Number).ToList();
        }
    }

    /// <summary>What an execution was started with, and its history so far.</summary>
    public (ExecutionHeader Header, IReadOnlyList<HistoryEvent> Events) Read(string arn)
    {
        Get(arn);
        lock (gate)
        {
            if (running.TryGetValue(arn, out var found))
            {
                return (found.Run.Header, found.Run.SnapshotEvents());
            }
        }

        var entries = Journal<JournalEntry>.ReadAll(JournalPath(arn));
        return (entries[0].Execution!, entries.Select(static entry => entry.Event).OfType<HistoryEvent>().ToList()); // the first line is the header
    }

    /// <summary>Completes when the execution has ended and the list says so.</summary>
    public Task WaitAsync(string arn, CancellationToken cancellationToken)
    {
        Get(arn);
        lock (gate)
        {
            return running.TryGetValue(arn, out var found) ? found.Ended.Task.WaitAsync(cancellationToken) : Task.CompletedTask;
        }
    }

    /// <summary>Aborts an execution that runs; one that has ended stays as it is.</summary>
    public ExecutionRecord Stop(string arn, string? error, string? cause)
    {
        Get(arn);
        Running? found;
        lock (gate)
        {
            running.TryGetValue(arn, out found);
        }

        found?.Run.Stop(error, cause);
        return Get(arn);
    }

    /// <summary>The status that an execution's last event means; null for events that are not the last.</summary>
    public static string? StatusOf(string eventType) => eventType switch
    {
        "ExecutionSucceeded" => "SUCCEEDED",
        "ExecutionFailed" => "FAILED",
        "ExecutionTimedOut" => "TIMED_OUT",
        "ExecutionAborted" => "ABORTED",
        _ => null,
    };

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        List<Running> open;
        lock (gate)
        {
            open = running.Values.ToList();
        }

        foreach (var each in open)
        {
            each.Run.Suspend();
        }

        await Task.WhenAll(open.ConvertAll(static each => each.Work));
        foreach (var each in open)
        {
            each.Run.Dispose();
        }

        list.Dispose();
    }

    private void Written(ExecutionRun run, HistoryEvent written)
    {
        if (StatusOf(written.Type) is { } status)
        {
            if (!Ended(run.Header, written))
            {
                return;
            }

            Running? ended;
            lock (gate)
            {
                Close(records[run.ExecutionArn] with { Status = status, StopDate = written.Timestamp });
                running.Remove(run.ExecutionArn, out ended);
            }

            EventWritten?.Invoke(run.ExecutionArn, written);
            ended?.Ended.TrySetResult();
        }
        else
        {
            EventWritten?.Invoke(run.ExecutionArn, written);
        }
    }

    private void Close(ExecutionRecord record)
    {
        lock (gate)
        {
            list.Append(record);
            records[record.ExecutionArn] = record;
        }
    }

    // Names of executions may differ by case only, and file systems may not.
    private string JournalPath(string arn)
    {
        var parts = arn.Split(':');
        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(arn)).AsSpan(0, 4));
        var name = string.Concat(parts[^1].Select(static character => char.IsAsciiLetterOrDigit(character) || character is '-' or '_' ? character : '_'));
        return Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"{name}-{hash}.jsonl"));
    }

    private static void CheckInput(string input)
    {
        if (JsonText.Bytes(input) > StateVisit.MaximumPayload)
        {
            throw StepFunctionsErrors.Validation(
                $"1 validation error detected: Value at 'input' failed to satisfy constraint: Member must have length less than or equal to {StateVisit.MaximumPayload}; it has {JsonText.Bytes(input)} bytes.");
        }

        try
        {
            JsonText.Parse(input);
        }
        catch (JsonException exception)
        {
            throw StepFunctionsErrors.InvalidInput($"Invalid State Machine Execution Input: '{exception.Message}'");
        }
    }

    /// <summary>An execution under way and its end.</summary>
    private sealed class Running(ExecutionRun run)
    {
        public ExecutionRun Run { get; } = run;

        public TaskCompletionSource Ended { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task Work { get; private set; } = Task.CompletedTask;

        public void Begin() => Work = Task.Run(async () =>
        {
            await Run.RunAsync();
            if (Run.HasEnded)
            {
                Run.Dispose();
            }
        });
    }
}
