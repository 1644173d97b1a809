using System.Text.Json;
using Sluice.Lake.Protocol;
using Sluice.Lake.StepFunctions.Data;
using Sluice.Lake.StepFunctions.Integrations;

namespace Sluice.Lake.StepFunctions.Executions;

/// <summary>
/// All executions: a journal for each, and one list of them, so that a start of the lake reads the list and the journals of
/// those that have not ended. An execution's journal is there before it is in the list; its end is in the journal first.
/// </summary>
internal sealed class ExecutionStore : IAsyncDisposable
{
    private readonly Lock gate = new();
    private readonly ExecutionJournals journals;
    private readonly ExecutionList list;
    private readonly Dictionary<string, RunningExecution> running = new(StringComparer.Ordinal);
    private readonly Dictionary<string, TaskCompletionSource> waiting = new(StringComparer.Ordinal);

    public ExecutionStore(string folder)
    {
        journals = new ExecutionJournals(Path.Combine(folder, "executions"));
        list = new ExecutionList(Path.Combine(folder, "executions.jsonl"));
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
        RunningExecution started;
        ExecutionRecord record;
        lock (gate)
        {
            if (list.TryFind(arn, out var existing))
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
                Number = list.LastNumber + 1,
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
            var run = new ExecutionRun(header, journals.Create(header), [], Lake, Written);
            try
            {
                list.Put(record);
            }
            catch
            {
                run.Dispose();
                throw;
            }

            running[arn] = started = Running(record, run);
        }

        started.Begin();
        return record;
    }

    /// <summary>Opens the executions that a kill interrupted. They can be stopped from then on, and go on when they are resumed.</summary>
    public void Open()
    {
        foreach (var record in list.All.Where(static record => record.Status == "RUNNING").ToList())
        {
            try
            {
                running[record.ExecutionArn] = Running(record, Open(record));
            }
            catch (Exception exception)
            {
                // The lake starts, and the others go on.
                Lake.Log.Error($"The execution {record.ExecutionArn} is not taken up before the lake starts again: {exception.Message}");
            }
        }
    }

    /// <summary>Lets the executions go on that have been opened: only when all of them are there, since one may wait for another.</summary>
    public void Resume()
    {
        List<RunningExecution> opened;
        lock (gate)
        {
            opened = running.Values.OrderBy(each => Get(each.Run.ExecutionArn).Number).ToList();
        }

        opened.ForEach(static each => each.Begin());
    }

    /// <summary>The execution of that ARN.</summary>
    /// <exception cref="AwsServiceException"><c>ExecutionDoesNotExist</c>, <c>InvalidArn</c>.</exception>
    public ExecutionRecord Get(string arn)
    {
        StepFunctionsNames.CheckExecutionArn(arn);
        lock (gate)
        {
            return list.TryFind(arn, out var record) ? record : throw StepFunctionsErrors.NoExecution(arn);
        }
    }

    /// <summary>All executions, the latest first.</summary>
    public IReadOnlyList<ExecutionRecord> List()
    {
        lock (gate)
        {
            return list.All.OrderByDescending(static record => record.Number).ToList();
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

        return journals.Read(arn);
    }

    /// <summary>Completes when the execution has ended and the list says so.</summary>
    public Task WaitAsync(string arn, CancellationToken cancellationToken)
    {
        lock (gate)
        {
            if (Get(arn).Status != "RUNNING")
            {
                return Task.CompletedTask;
            }

            if (!waiting.TryGetValue(arn, out var ended))
            {
                waiting[arn] = ended = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            }

            return ended.Task.WaitAsync(cancellationToken);
        }
    }

    /// <summary>Aborts an execution that runs; one that has ended stays as it is.</summary>
    /// <returns>When it ended; null when it has not: the lake is stopping, or cannot write.</returns>
    public DateTimeOffset? Stop(string arn, string? error, string? cause)
    {
        ExecutionRecord record;
        RunningExecution? found;
        lock (gate)
        {
            record = Get(arn);
            running.TryGetValue(arn, out found);
        }

        return found is null ? record.StopDate : found.Stop(error, cause);
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
        List<RunningExecution> open;
        lock (gate)
        {
            open = running.Values.ToList();
        }

        open.ForEach(static each => each.Suspend()); // all of them, before one is waited for
        foreach (var each in open)
        {
            await each.DisposeAsync();
        }

        list.Dispose();
    }

    // What it opens again needs no look into the list: it has its own lock then, which others take under the list's.
    private RunningExecution Running(ExecutionRecord record, ExecutionRun run) => new(run, interrupted => Open(record, interrupted), Close, Lake);

    private ExecutionRun Open(ExecutionRecord record, DateTimeOffset? lastUp = null)
    {
        var journal = journals.Open(record, Lake.Time, Lake.Log, out var entries);
        try
        {
            return new ExecutionRun(entries[0].Execution!, journal, entries, Lake, Written, lastUp); // as opened, it begins with the header
        }
        catch
        {
            journal.Dispose();
            throw;
        }
    }

    private void Written(string arn, HistoryEvent written) => EventWritten?.Invoke(arn, written);

    private bool Close(ExecutionRun run)
    {
        var (arn, end) = (run.ExecutionArn, run.End!); // it has ended
        if (!Ended(run.Header, end))
        {
            return false;
        }

        TaskCompletionSource? ended;
        lock (gate)
        {
            list.Put(Get(arn) with { Status = StatusOf(end.Type)!, StopDate = end.Timestamp }); // an end has a status
            running.Remove(arn);
            waiting.Remove(arn, out ended);
        }

        EventWritten?.Invoke(arn, end);
        ended?.TrySetResult();
        return true;
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
}
