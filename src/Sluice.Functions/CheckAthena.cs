using Amazon.Lambda.Annotations;
using Amazon.Lambda.Core;
using Microsoft.Extensions.Logging;
using Sluice.Functions.Assets;
using Sluice.Functions.Athena;
using Sluice.Functions.Contracts;
using Sluice.Polling;

namespace Sluice.Functions;

/// <summary>Looks at every query of the run, and gives Athena's own reason when one failed.</summary>
public sealed class CheckAthena(RunStore runs, StatementQueries queries, StartedQueries list, ILogger<CheckAthena> logger)
{
    /// <summary>Tells whether the run's statements are done.</summary>
    /// <exception cref="StatementFailedException">One failed or was cancelled. The others are stopped.</exception>
    /// <exception cref="PollingLimitException">They have taken longer than they may.</exception>
    [LambdaFunction(ResourceName = "CheckAthenaFunction", Timeout = 60, MemorySize = 512)]
    public Task<AthenaProgress> Handle(CheckAthenaInput input, ILambdaContext context)
    {
        LogKeys.ForRun(input.Pipeline, input.ExecDate, input.RunId);
        return Deadline.RunAsync(context, token => CheckAsync(input, token));
    }

    private async Task<AthenaProgress> CheckAsync(CheckAthenaInput input, CancellationToken cancellationToken)
    {
        var plan = await runs.ReadPlanAsync(input.PlanKey, cancellationToken);
        var started = await list.FindAsync(plan.Keys.Queries, cancellationToken);
        var running = await queries.StillRunningAsync(started, cancellationToken);
        logger.QueriesSeen(running.Count, started.Count);
        var wait = running.Count == 0 ? 0 : QueryWait.Next(Describe(running), input.WaitedSeconds, plan.Polling.QueryLimitSeconds);
        return new AthenaProgress
        {
            State = running.Count == 0 ? "SUCCEEDED" : "RUNNING",
            Queries = started.Count,
            WaitSeconds = wait,
            WaitedSeconds = checked(input.WaitedSeconds + wait),
        };
    }

    private static string Describe(IReadOnlyList<StatementQuery> running) =>
        $"statement {running[0].StatementId}, query {running[0].QueryExecutionId}"
        + (running.Count > 1 ? $" and {running.Count - 1} more" : "");
}
