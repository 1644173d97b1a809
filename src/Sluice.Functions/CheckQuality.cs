using Amazon.Lambda.Annotations;
using Amazon.Lambda.Core;
using Microsoft.Extensions.Logging;
using Sluice.Checks;
using Sluice.Configuration;
using Sluice.Functions.Assets;
using Sluice.Functions.Athena;
using Sluice.Functions.Contracts;
using Sluice.Functions.Quality;
using Sluice.Planning;
using Sluice.Polling;

namespace Sluice.Functions;

/// <summary>
/// Measures what the run has staged, before any reader sees it: the first call starts the queries of all checks side by
/// side, the later ones look at them, and the one that finds them done judges.
/// </summary>
public sealed class CheckQuality(
    RunStore runs, StatementQueries queries, StartedQueries list, CheckQueries checks, ILogger<CheckQuality> logger)
{
    /// <summary>Starts the run's checks, or tells whether they are done.</summary>
    /// <exception cref="ChecksFailedException">A check of severity error does not pass: nothing that is staged is published.</exception>
    /// <exception cref="StatementFailedException">A check's query failed. The others are stopped.</exception>
    /// <exception cref="PollingLimitException">They have taken longer than they may.</exception>
    /// <exception cref="Runs.RunClosedException">The run's execution has ended. The queries that were started have been stopped.</exception>
    [LambdaFunction(ResourceName = "CheckQualityFunction", Timeout = 300, MemorySize = 512)]
    public Task<QualityProgress> Handle(CheckQualityInput input, ILambdaContext context)
    {
        LogKeys.ForRun(input.Pipeline, input.ExecDate, input.RunId);
        return Deadline.RunAsync(context, token => CheckAsync(input, token));
    }

    private async Task<QualityProgress> CheckAsync(CheckQualityInput input, CancellationToken cancellationToken)
    {
        var plan = await runs.ReadPlanAsync(input.PlanKey, cancellationToken);
        var started = await list.FindAsync(plan.Keys.CheckQueries, cancellationToken);
        if (started.Count < plan.Checks.Count)
        {
            await checks.StartAsync(plan, cancellationToken);
            return Running(input.WaitedSeconds, QueryWait.First);
        }

        var running = await queries.StillRunningAsync(started, cancellationToken);
        logger.QueriesSeen(running.Count, started.Count);
        return running.Count > 0
            ? Running(input.WaitedSeconds, QueryWait.Next($"{running.Count} of {started.Count} checks", input.WaitedSeconds, plan.Polling.QueryLimitSeconds))
            : await JudgeAsync(plan, started, input.WaitedSeconds, cancellationToken);
    }

    private async Task<QualityProgress> JudgeAsync(
        RunPlan plan, IReadOnlyList<StatementQuery> started, int waitedSeconds, CancellationToken cancellationToken)
    {
        var report = await checks.ReadAsync(plan, started, cancellationToken);
        await runs.WriteCheckReportAsync(plan, report, cancellationToken);
        logger.Checked(report.Passed, report.Warned, report.Failed);
        if (report.Failed > 0)
        {
            throw new ChecksFailedException(
                string.Join('\n', report.Messages(CheckSeverity.Error)) + $"\n{Published(plan)} All results: {plan.Keys.Checks} in the assets bucket.");
        }

        return new QualityProgress
        {
            State = "SUCCEEDED",
            WaitedSeconds = waitedSeconds,
            Passed = report.Passed,
            Warned = report.Warned,
            Warnings = QualityProgress.ForState(report.Messages(CheckSeverity.Warn)),
        };
    }

    /// <summary>What readers see of the run: nothing but what its statements have appended.</summary>
    private static string Published(RunPlan plan)
    {
        var appended = plan.Statements.Where(static statement => statement.Write == WriteMode.Append)
            .Select(static statement => $"{statement.Database}.{statement.Table}").Distinct().ToList();
        return appended.Count == 0
            ? "Nothing was published."
            : $"Nothing that was staged was published. What \"write\": \"append\" added to {string.Join(", ", appended)} is there: remove it before the "
                + "date runs again, which adds it again.";
    }

    private static QualityProgress Running(int waited, int wait) =>
        new() { State = "RUNNING", WaitSeconds = wait, WaitedSeconds = checked(waited + wait) };
}
