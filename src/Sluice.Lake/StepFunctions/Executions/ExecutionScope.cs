using System.Text.Json.Nodes;
using Sluice.Lake.StepFunctions.Data;
using Sluice.Lake.StepFunctions.Definition;
using Sluice.Lake.StepFunctions.States;

namespace Sluice.Lake.StepFunctions.Executions;

/// <summary>
/// A thread of an execution: the execution itself, a branch of a Parallel, an iteration of a Map. It walks its graph state
/// by state. What it does is on disk before it goes on; after a restart it walks the same way again, and each step that the
/// journal already has is taken from there: completed states are passed over, the one that was interrupted continues.
/// </summary>
internal sealed class ExecutionScope
{
    private static readonly TimeSpan LongestTimer = TimeSpan.FromDays(20);
    private readonly Queue<JournalEntry> recorded;
    private readonly bool wasAborted;
    private readonly MapItem? item;
    private readonly CancellationToken cancellationToken;
    private TimeSpan skipped;
    private IDisposable? work;

    public ExecutionScope(ExecutionRun run, string id, long previousEventId, TimeSpan skipped, MapItem? item, CancellationToken cancellationToken)
    {
        Run = run;
        Id = id;
        LastEventId = previousEventId;
        this.item = item;
        this.cancellationToken = cancellationToken;
        (recorded, wasAborted) = run.TakeRecorded(id);
        this.skipped = recorded.TryPeek(out var first) ? first.Skipped : skipped;
    }

    public ExecutionRun Run { get; }

    /// <summary>As <see cref="JournalEntry.Scope"/> has it.</summary>
    public string Id { get; }

    public long LastEventId { get; private set; }

    /// <summary>How far this scope's clock is ahead.</summary>
    public TimeSpan Skipped => skipped;

    /// <summary>The scope's clock: the real one, ahead by the waits that were cut short, behind by the time the lake was down.</summary>
    public DateTimeOffset Now => Run.Lake.Time.Now + skipped - Run.Outage;

    public CancellationToken CancellationToken => cancellationToken;

    /// <summary>The type of the next event that the journal has of this scope; null when the scope is past the journal.</summary>
    public string? NextRecordedType => recorded.TryPeek(out var entry) ? entry.Event?.Type ?? entry.Note : null;

    /// <summary>Walks a graph from its start to its end.</summary>
    public async Task<JsonNode?> RunAsync(StateGraph graph, JsonNode? input)
    {
        var name = graph.StartAt;
        StartWork();
        try
        {
            while (true)
            {
                cancellationToken.ThrowIfCancellationRequested();
                var state = graph.States[name];
                var exited = ReplayCompletedVisit();
                string? next;
                if (exited is not null)
                {
                    input = JsonText.Parse(exited.Event!.Detail("output")!); // an exit is an event with an output
                    next = exited.Next;
                }
                else
                {
                    (input, next) = await VisitAsync(state, input);
                }

                if (next is null)
                {
                    return input;
                }

                name = next;
            }
        }
        finally
        {
            StopWork();
        }
    }

    /// <summary>Writes an event, or finds that the journal already has it.</summary>
    public JournalEntry Emit(EventBody body, Func<JournalEntry, JournalEntry>? with = null)
    {
        if (recorded.Count > 0)
        {
            var entry = Replay();
            return entry.Event?.Type == body.Type ? entry : throw new InvalidDataException(
                $"The journal of {Run.ExecutionArn} has {entry.Event?.Type ?? entry.Note} (event {entry.Event?.Id}) where {body.Type} follows. It was written by another version; stop the execution.");
        }

        ThrowIfAborted();
        var written = Run.Append(body, LastEventId, entry =>
        {
            entry = entry with { Scope = Id, Skipped = skipped };
            return with is null ? entry : with(entry);
        });
        LastEventId = written.Event!.Id; // an event was appended
        return written;
    }

    /// <summary>Takes the next line of the journal.</summary>
    public JournalEntry Replay()
    {
        var entry = recorded.Dequeue();
        skipped = entry.Skipped;
        LastEventId = entry.Event?.Id ?? LastEventId;
        return entry;
    }

    /// <summary>Notes the moment at which a wait ends, or finds the one that was noted.</summary>
    public DateTimeOffset NoteUntil(string note, DateTimeOffset until)
    {
        if (NextRecordedType == note)
        {
            return Replay().Until!.Value; // such a note has a moment
        }

        ThrowIfAborted();
        Run.AppendNote(new JournalEntry { Note = note, Scope = Id, Skipped = skipped, Until = until });
        return until;
    }

    /// <summary>Waits until a moment on the scope's clock. Does nothing while the journal shows that the wait is over.</summary>
    /// <exception cref="ExecutionTimedOutException">The execution's time is up before that.</exception>
    public async Task WaitAsync(DateTimeOffset until)
    {
        if (recorded.Count > 0)
        {
            return;
        }

        var end = Run.Deadline is { } deadline && deadline < until ? deadline : until;
        StopWork();
        while (end > Now)
        {
            var left = end - Now;
            var step = left < LongestTimer ? left : LongestTimer;
            var stepEnd = Now + step;
            await Run.Lake.Time.WaitAsync(step, cancellationToken);
            if (Now < stepEnd)
            {
                skipped += stepEnd - Now;
            }
        }

        StartWork();
        if (end < until)
        {
            throw new ExecutionTimedOutException();
        }
    }

    /// <summary>Does a task's work, for no longer than the task's and the execution's time allow.</summary>
    /// <param name="run">The work.</param>
    /// <param name="timeout">The task's own limit.</param>
    /// <param name="waitsForOthers">Whether the work is only waiting for what runs elsewhere in the lake, so that the lake may be idle meanwhile.</param>
    public async Task<T> WorkAsync<T>(Func<CancellationToken, Task<T>> run, TimeSpan? timeout, bool waitsForOthers)
    {
        ThrowIfAborted();
        var left = Run.Deadline - Now;
        var limit = left is null || timeout < left ? timeout : left;
        if (limit <= TimeSpan.Zero)
        {
            throw new ExecutionTimedOutException();
        }

        if (waitsForOthers)
        {
            StopWork();
        }

        using var timer = limit is { } time && time < LongestTimer
            ? new CancellationTokenSource(time, Run.Lake.Time.Provider)
            : new CancellationTokenSource();
        using var both = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, timer.Token);
        try
        {
            return await run(both.Token).WaitAsync(both.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            if (timer.IsCancellationRequested && limit == left && limit != timeout)
            {
                throw new ExecutionTimedOutException();
            }

            throw timer.IsCancellationRequested
                ? new StateFailedException(ErrorNames.Timeout, null)
                : new StateFailedException(ErrorNames.TaskFailed, "The task was cancelled.");
        }
        finally
        {
            StartWork();
        }
    }

    /// <summary>Runs scopes of this one and waits for them, without counting as at work itself.</summary>
    public async Task WaitForAsync(Func<Task> children)
    {
        StopWork();
        try
        {
            await children();
        }
        finally
        {
            StartWork();
        }
    }

    /// <summary>Goes on after the scopes that ran in between.</summary>
    public void JoinAfter(IEnumerable<ExecutionScope> children)
    {
        foreach (var child in children)
        {
            skipped = child.skipped > skipped ? child.skipped : skipped;
            LastEventId = Math.Max(LastEventId, child.LastEventId);
        }
    }

    /// <summary>From 0 to below 1, for jitter.</summary>
    public double NextChance()
    {
        lock (Run.Lake.Random)
        {
            return Run.Lake.Random.NextDouble();
        }
    }

    /// <summary>What <c>$$</c> is.</summary>
    public JsonNode ContextObject(string state, DateTimeOffset entered, int retryCount)
    {
        var context = new JsonObject
        {
            ["Execution"] = new JsonObject
            {
                ["Id"] = Run.ExecutionArn,
                ["Input"] = JsonText.Parse(Run.Header.Input),
                ["Name"] = Run.Header.Name,
                ["RoleArn"] = Run.Header.RoleArn,
                ["StartTime"] = Timestamp.Format(Run.Header.StartDate),
                ["RedriveCount"] = 0,
            },
            ["StateMachine"] = new JsonObject { ["Id"] = Run.Header.StateMachineArn, ["Name"] = Run.Header.StateMachineName },
            ["State"] = new JsonObject { ["Name"] = state, ["EnteredTime"] = Timestamp.Format(entered), ["RetryCount"] = retryCount },
        };
        if (item is not null)
        {
            context["Map"] = new JsonObject { ["Item"] = new JsonObject { ["Index"] = item.Index, ["Value"] = JsonText.Parse(item.Value) } };
        }

        return context;
    }

    private async Task<StateOutcome> VisitAsync(State state, JsonNode? input)
    {
        var entered = Emit(EventBody.StateEntered(state.Type, state.Name, JsonText.Write(input))).Event!; // an event was emitted
        var visit = new StateVisit(this, state, entered, JsonText.Parse(entered.Detail("input")!)); // and it has an input
        try
        {
            var outcome = await state.RunAsync(visit);
            var output = JsonText.Write(outcome.Output);
            visit.CheckSize(output);
            Emit(EventBody.StateExited(state.Type, state.Name, output), entry => entry with { Next = outcome.Next });
            return new StateOutcome(JsonText.Parse(output), outcome.Next);
        }
        catch (StateFailedException failure)
        {
            throw failure.At(state.Name, entered.Id);
        }
        catch (OperationCanceledException) when (state.CanBeAborted && !wasAborted && !Run.IsSuspended && !Run.HasEnded)
        {
            Run.TryAppendAborted(new EventBody($"{state.Type}StateAborted"), this);
            throw;
        }
    }

    /// <summary>Notes that this scope ended because another one failed.</summary>
    public void NoteAborted(EventBody body)
    {
        if (!wasAborted && !Run.IsSuspended && !Run.HasEnded)
        {
            Run.TryAppendAborted(body, this);
        }
    }

    internal void Appended(JournalEntry entry) => LastEventId = entry.Event?.Id ?? LastEventId;

    private JournalEntry? ReplayCompletedVisit()
    {
        if (!recorded.Any(static entry => IsExit(entry)))
        {
            return null;
        }

        while (true)
        {
            var entry = Replay();
            if (IsExit(entry))
            {
                return entry;
            }
        }
    }

    private static bool IsExit(JournalEntry entry) => entry.Event?.Type.EndsWith("StateExited", StringComparison.Ordinal) == true;

    private void ThrowIfAborted()
    {
        // The journal says that this scope was given up: whoever made it will find the reason again and go on.
        if (wasAborted)
        {
            throw new OperationCanceledException();
        }

        cancellationToken.ThrowIfCancellationRequested();
    }

    private void StartWork() => work ??= Run.Lake.Time.Work();

    private void StopWork()
    {
        work?.Dispose();
        work = null;
    }
}
