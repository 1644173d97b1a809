namespace Sluice.Lake.StepFunctions.Executions;

/// <summary>An execution that has not ended, and the work on it.</summary>
internal sealed class RunningExecution(ExecutionRun run)
{
    private readonly Lock gate = new();
    private Task? work;

    public ExecutionRun Run { get; } = run;

    /// <summary>Completes when nothing works on it any more.</summary>
    public Task Work
    {
        get
        {
            lock (gate)
            {
                return work ?? Task.CompletedTask;
            }
        }
    }

    /// <summary>Runs it, unless that was begun before.</summary>
    public void Begin()
    {
        lock (gate)
        {
            work ??= Task.Run(async () =>
            {
                await Run.RunAsync();
                if (Run.HasEnded)
                {
                    Run.Dispose();
                }
            });
        }
    }
}
