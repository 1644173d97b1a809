using Sluice.Lake.StepFunctions.Integrations;

namespace Sluice.Lake.StepFunctions.Executions;

/// <summary>
/// An execution that has not ended, and the work on it. What its disk does not take for a moment (an event, the end in the list) is
/// tried again from what is there; until then the execution stands still.
/// </summary>
/// <param name="run">The execution as its journal has it.</param>
/// <param name="reopen">Takes it up from its journal, which lacks what it did until that time.</param>
/// <param name="close">Tells its end and puts it into the list; false when the lake goes down and the next start does it.</param>
/// <param name="lake">What it runs in.</param>
internal sealed class RunningExecution(ExecutionRun run, Func<DateTimeOffset, ExecutionRun> reopen, Func<ExecutionRun, bool> close, LakeServices lake) : IAsyncDisposable
{
    private static readonly TimeSpan RetryInterval = TimeSpan.FromSeconds(5);

    private readonly Lock gate = new();
    private readonly Lock closing = new();
    private readonly CancellationTokenSource stopping = new();
    private Task? work;
    private bool closed;

    /// <summary>The execution.</summary>
    public ExecutionRun Run
    {
        get
        {
            lock (gate)
            {
                return run;
            }
        }
    }

    /// <summary>Runs it, unless that was begun before. Where a kill came between the end and the list, the list has it at once.</summary>
    public void Begin()
    {
        TryClose(Run);
        lock (gate)
        {
            work ??= Task.Run(WorkAsync);
        }
    }

    /// <summary>Aborts it, unless it has ended.</summary>
    /// <returns>When it ended; null when it has not: the lake is stopping, or cannot write.</returns>
    public DateTimeOffset? Stop(string? error, string? cause)
    {
        try
        {
            var found = Intact();
            if (found.Stop(error, cause))
            {
                TryClose(found);
            }

            return found.End?.Timestamp;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null; // it stands still, and cannot be opened
        }
    }

    /// <summary>Leaves it for the next start.</summary>
    public void Suspend()
    {
        stopping.Cancel();
        Run.Suspend();
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        Suspend();
        Task begun;
        lock (gate)
        {
            begun = work ?? Task.CompletedTask;
        }

        await begun;
        Run.Dispose();
        stopping.Dispose();
    }

    private async Task WorkAsync()
    {
        while (true)
        {
            try
            {
                var found = Intact();
                await found.RunAsync();
                CloseIfEnded(found);
                if (found.HasEnded)
                {
                    found.Dispose();
                }

                return;
            }
            catch (Exception exception)
            {
                // Whatever it was, it has nowhere else to go, and an execution that nobody works on would never end.
                lake.Log.Error(
                    $"The execution {Run.ExecutionArn} stands still and is taken up again in {RetryInterval.TotalSeconds:0} seconds: {exception.Message}");
            }

            try
            {
                await Task.Delay(RetryInterval, lake.Time.Provider, stopping.Token);
            }
            catch (OperationCanceledException)
            {
                return; // the lake goes down: the next start takes it up
            }
        }
    }

    /// <summary>The execution, taken up again if something could not be written.</summary>
    private ExecutionRun Intact()
    {
        lock (gate)
        {
            if (run is { InterruptedAt: { } interrupted, HasEnded: false } && !stopping.IsCancellationRequested)
            {
                run.Dispose();
                run = reopen(interrupted);
            }

            return run;
        }
    }

    private void TryClose(ExecutionRun found)
    {
        try
        {
            CloseIfEnded(found);
        }
        catch (Exception)
        {
            // Its end is in the journal. The work tries the same, and says what is wrong.
        }
    }

    private void CloseIfEnded(ExecutionRun found)
    {
        lock (closing)
        {
            closed = closed || (found.HasEnded && close(found));
        }
    }
}
