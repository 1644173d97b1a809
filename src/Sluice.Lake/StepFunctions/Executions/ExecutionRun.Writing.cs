using System.Runtime.ExceptionServices;

namespace Sluice.Lake.StepFunctions.Executions;

// What it writes into its journal.
internal sealed partial class ExecutionRun
{
    /// <summary>Writes an event. When this returns, it survives a kill.</summary>
    /// <exception cref="HistoryFullException">There is no room.</exception>
    /// <exception cref="OperationCanceledException">The execution has ended or is suspended, or the event could not be written.</exception>
    public JournalEntry Append(EventBody body, long previousEventId, Func<JournalEntry, JournalEntry> complete)
    {
        JournalEntry? entry;
        lock (gate)
        {
            if (HasEnded || IsSuspended)
            {
                throw new OperationCanceledException();
            }

            if (events.Count >= HistoryFullException.MaximumEvents - 1)
            {
                throw new HistoryFullException();
            }

            entry = Write(body, previousEventId, complete);
        }

        if (entry is null)
        {
            Cancel();
            throw new OperationCanceledException();
        }

        notify(ExecutionArn, entry.Event!); // Write makes an event
        return entry;
    }

    /// <summary>Writes that a scope was given up, if the history still has room: it matters to readers only.</summary>
    public void TryAppendAborted(EventBody body, ExecutionScope scope)
    {
        try
        {
            scope.Appended(Append(body, scope.LastEventId, entry => entry with { Scope = scope.Id, Skipped = scope.Skipped }));
        }
        catch (Exception exception) when (exception is HistoryFullException or OperationCanceledException)
        {
            // The execution ends anyway.
        }
    }

    /// <summary>Writes a note.</summary>
    /// <exception cref="OperationCanceledException">As in <see cref="Append"/>.</exception>
    public void AppendNote(JournalEntry note)
    {
        lock (gate)
        {
            if (HasEnded || IsSuspended)
            {
                throw new OperationCanceledException();
            }

            if (TryWrite(note with { At = Lake.Time.Now }))
            {
                return;
            }
        }

        Cancel();
        throw new OperationCanceledException();
    }

    private bool Finish(EventBody body, long previousEventId)
    {
        lock (gate)
        {
            if (HasEnded || IsSuspended || Write(body, previousEventId, static each => each) is null)
            {
                return false;
            }

            HasEnded = true;
            journal.Dispose(); // before anybody hears of the end and reads the file
            return true;
        }
    }

    private JournalEntry? Write(EventBody body, long previousEventId, Func<JournalEntry, JournalEntry> complete)
    {
        var written = new HistoryEvent
        {
            Id = events.Count + 1,
            PreviousEventId = previousEventId,
            Timestamp = Lake.Time.Now,
            Type = body.Type,
            DetailsName = body.DetailsName,
            Details = body.Details,
        };
        var entry = complete(new JournalEntry { Event = written });
        if (!TryWrite(entry))
        {
            return null;
        }

        events.Add(written);
        return entry;
    }

    // A full disk is no failure of the execution. Nothing follows what could not be written, not even that other branches were given up.
    private bool TryWrite(JournalEntry entry)
    {
        try
        {
            journal.Append(entry);
            return true;
        }
        catch (Exception exception)
        {
            interruption = ExceptionDispatchInfo.Capture(exception);
            interruptedAt = Lake.Time.Now;
            IsSuspended = true;
            return false;
        }
    }
}
