using System.Runtime.ExceptionServices;
using Sluice.Lake.Hosting;
using Sluice.Lake.Protocol;
using Sluice.Lake.StepFunctions.Data;
using Sluice.Lake.StepFunctions.Definition;
using Sluice.Lake.StepFunctions.Integrations;
using Sluice.Lake.Storage;

namespace Sluice.Lake.StepFunctions.Executions;

/// <summary>An execution under way: its journal, its history, its scopes.</summary>
internal sealed partial class ExecutionRun : IDisposable
{
    private readonly Lock gate = new();
    private readonly Journal<JournalEntry> journal;
    private readonly Dictionary<string, List<JournalEntry>> recorded;
    private readonly List<HistoryEvent> events;
    private readonly CancellationTokenSource cancellation = new();
    private readonly Lazy<StateMachineDefinition> definition;
    private readonly Action<string, HistoryEvent> notify;
    private ExceptionDispatchInfo? interruption;
    private DateTimeOffset? interruptedAt;

    public ExecutionRun(
        ExecutionHeader header,
        Journal<JournalEntry> journal,
        IReadOnlyList<JournalEntry> entries,
        LakeServices lake,
        Action<string, HistoryEvent> notify,
        DateTimeOffset? lastUp = null)
    {
        Header = header;
        this.journal = journal;
        Lake = lake;
        this.notify = notify;
        definition = new Lazy<StateMachineDefinition>(() => StateMachineDefinition.Parse(header.Definition));
        events = entries.Where(static entry => entry.Event is not null).Select(static entry => entry.Event!).ToList(); // as filtered
        recorded = entries
            .Where(static entry => entry.Note is not (JournalEntry.Header or JournalEntry.Resumed or JournalEntry.Suspended) && entry.Event?.Type != "ExecutionStarted")
            .GroupBy(static entry => entry.Scope)
            .ToDictionary(static group => group.Key, static group => group.ToList(), StringComparer.Ordinal);
        Outage = entries.Aggregate(TimeSpan.Zero, static (sum, entry) => sum + (entry.Outage ?? TimeSpan.Zero));
        if (entries.Count == 0)
        {
            return; // it starts
        }

        if (events is [.., { } last] && ExecutionStore.StatusOf(last.Type) is not null)
        {
            HasEnded = true;
            journal.Dispose();
            return;
        }

        // After a kill that is the last thing that the execution has done: a wait that it was in begins again from there.
        var up = entries.Max(static entry => entry.At ?? entry.Event?.Timestamp) ?? header.StartDate;
        up = lastUp > up ? lastUp.Value : up;
        if (lake.Time.Now - up is var down && down > TimeSpan.Zero)
        {
            Outage += down;
            if (!TryWrite(new JournalEntry { Note = JournalEntry.Resumed, Outage = down, At = lake.Time.Now }))
            {
                interruptedAt = up; // it has not gone on yet
            }
        }
    }

    public ExecutionHeader Header { get; }

    public LakeServices Lake { get; }

    public LakeIdentity Identity => Lake.Identity;

    public string ExecutionArn => Header.ExecutionArn;

    /// <summary>How long the lake was down in the course of the execution: time that does not count against its limits.</summary>
    public TimeSpan Outage { get; }

    /// <summary>The moment on a scope's clock at which <c>TimeoutSeconds</c> are over.</summary>
    public DateTimeOffset? Deadline => definition.Value.TimeoutSeconds is { } seconds ? Header.StartDate.AddSeconds(seconds) : null;

    /// <summary>Whether it is given up here, to be taken up from its journal: the lake is going down, or an event could not be written.</summary>
    public bool IsSuspended { get; private set; }

    /// <summary>Whether the history has its last event.</summary>
    public bool HasEnded { get; private set; }

    /// <summary>The last event of the history; null while there is none.</summary>
    public HistoryEvent? End
    {
        get
        {
            lock (gate)
            {
                return HasEnded ? events[^1] : null;
            }
        }
    }

    /// <summary>Until when it was at work when something could not be written; null as long as everything could. Nothing is from then on: the journal is to be opened anew.</summary>
    public DateTimeOffset? InterruptedAt
    {
        get
        {
            lock (gate)
            {
                return interruptedAt;
            }
        }
    }

    /// <summary>Runs to the end, or until the lake goes down.</summary>
    /// <exception cref="IOException">Something could not be written.</exception>
    public async Task RunAsync()
    {
        interruption?.Throw();
        if (HasEnded)
        {
            return;
        }

        try
        {
            if (SnapshotEvents().Count == 0)
            {
                Append(EventBody.ExecutionStarted(Header.Input, Header.RoleArn), 0, static entry => entry);
            }

            var root = new ExecutionScope(this, "", 0, TimeSpan.Zero, null, cancellation.Token);
            var end = await EndAsync(root);
            Finish(end, root.LastEventId);
        }
        catch (OperationCanceledException)
        {
            // Stopped, and its last event is written; or suspended, and the next start takes it up; or interrupted.
        }

        interruption?.Throw();
    }

    /// <summary>Ends the execution from outside; false when it has ended by itself, or cannot end here.</summary>
    public bool Stop(string? error, string? cause)
    {
        var stopped = Finish(EventBody.ExecutionAborted(error, cause), SnapshotEvents().Count);
        Cancel();
        return stopped;
    }

    /// <summary>Leaves the execution for the next start.</summary>
    public void Suspend()
    {
        lock (gate)
        {
            if (!HasEnded && !IsSuspended)
            {
                TryWrite(new JournalEntry { Note = JournalEntry.Suspended, At = Lake.Time.Now }); // else it is as after a kill
            }

            IsSuspended = true;
        }

        Cancel();
    }

    /// <summary>The history so far.</summary>
    public IReadOnlyList<HistoryEvent> SnapshotEvents()
    {
        lock (gate)
        {
            return events.ToList();
        }
    }

    /// <summary>What the journal has of a scope, and whether the scope was given up.</summary>
    public (Queue<JournalEntry> Entries, bool WasAborted) TakeRecorded(string scope)
    {
        lock (gate)
        {
            if (!recorded.Remove(scope, out var entries))
            {
                return (new Queue<JournalEntry>(), false);
            }

            var kept = entries.FindLastIndex(static entry => entry.Event?.Type.EndsWith("Aborted", StringComparison.Ordinal) != true) + 1;
            return (new Queue<JournalEntry>(entries.Take(kept)), kept < entries.Count);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        journal.Dispose();
        cancellation.Dispose();
    }

    private void Cancel()
    {
        try
        {
            cancellation.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // It has come to its own end in this very moment: there is nothing left to cancel.
        }
    }

    private async Task<EventBody> EndAsync(ExecutionScope root)
    {
        try
        {
            return EventBody.ExecutionSucceeded(JsonText.Write(await root.RunAsync(definition.Value.Graph, JsonText.Parse(Header.Input))));
        }
        catch (StateFailedException failure) when (failure.Error == ErrorNames.Timeout)
        {
            return EventBody.ExecutionTimedOut(failure.Error, failure.Cause);
        }
        catch (StateFailedException failure)
        {
            return EventBody.ExecutionFailed(failure.Error, failure.Cause);
        }
        catch (AwsServiceException exception) when (!definition.IsValueCreated)
        {
            // An earlier version of the lake took it, or somebody has changed the journal.
            return EventBody.ExecutionFailed(
                ErrorNames.Runtime, $"The definition that the execution was started with is not one that this lake takes: {exception.Code}: {exception.Message}");
        }
        catch (ExecutionTimedOutException)
        {
            return EventBody.ExecutionTimedOut(ErrorNames.Timeout, null);
        }
        catch (HistoryFullException full)
        {
            return EventBody.ExecutionFailed(ErrorNames.Runtime, full.Message);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            // Nothing may leave an execution running for ever; the cause shows whose mistake it is.
            return EventBody.ExecutionFailed(ErrorNames.Runtime, $"The interpreter failed: {exception}");
        }
    }
}
