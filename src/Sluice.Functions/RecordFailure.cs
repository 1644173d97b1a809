using Amazon.Lambda.Annotations;
using Amazon.Lambda.Core;
using Microsoft.Extensions.Logging;
using NodaTime.Text;
using Sluice.Functions.Assets;
using Sluice.Functions.Closing;
using Sluice.Functions.Contracts;
using Sluice.Functions.Landing;
using Sluice.Functions.Stages;
using Sluice.Lineage.Events;
using Sluice.Runs;

namespace Sluice.Functions;

/// <summary>
/// Where every Catch leads: keeps why the run failed beside its plan, in words that a person reads, and stops the queries that the
/// run has started and nobody waits for any more. Its staged tables leave the catalog; their files stay until a run of the date
/// publishes. Of stages in Athena nothing stays but what their targets have. The landing tables show what they showed before it, unless it has published.
/// </summary>
public sealed class RecordFailure(
    RunStore runs, RunRemains remains, StageLeftovers leftovers, LandedPlaces landed, ILogger<RecordFailure> logger)
{
    /// <summary>Records the failure; the answer is what the execution fails with.</summary>
    /// <exception cref="DateHeldException">Another run of the date points tables just now: call again.</exception>
    [LambdaFunction(ResourceName = "RecordFailureFunction", Timeout = 60, MemorySize = 512)]
    public Task<RecordFailureOutput> Handle(RecordFailureInput input, ILambdaContext context)
    {
        LogKeys.ForRun(input.Pipeline, input.ExecDate, input.RunId);
        return Deadline.RunAsync(context, token => RecordAsync(input, token));
    }

    private async Task<RecordFailureOutput> RecordAsync(RecordFailureInput input, CancellationToken cancellationToken)
    {
        var failure = RunFailure.Of(input.Error);
        await runs.WriteFailureAsync(
            RefusedRun(input)?.Keys.Failure ?? input.FailureKey,
            new FailureRecord { ExecutionArn = input.ExecutionArn, Error = failure.Error, Cause = failure.Cause, Input = input.Input },
            cancellationToken);
        var stopped = 0;
        if (input.PlanKey.Length > 0)
        {
            stopped = await remains.StopQueriesAsync(input.PlanKey[..(input.PlanKey.LastIndexOf('/') + 1)], cancellationToken);
            var plan = await runs.ReadPlanAsync(input.PlanKey, cancellationToken);
            await remains.DropTablesAsync(plan, cancellationToken);
            await leftovers.RemoveAsync(plan, cancellationToken);
            await landed.ShowPreviousAsync(plan, cancellationToken);
        }

        logger.RunFailed(failure.Error, failure.Cause, stopped);
        return new RecordFailureOutput { Error = failure.Error, Cause = failure.Cause, StoppedQueries = stopped };
    }

    /// <summary>
    /// The run that ReadSetup has refused: one of a pipeline that does not exist or is wrong, for instance. Its folder is where people
    /// look for it, though there is no plan. Null when there is one, and for an input that names no run.
    /// </summary>
    private RunRequest? RefusedRun(RecordFailureInput input)
    {
        if (input.PlanKey.Length > 0
            || ExecutionArn.TryParse(input.ExecutionArn) is not { } execution
            || !InstantPattern.ExtendedIso.Parse(input.StartTime).TryGetValue(default, out var startedAt))
        {
            return null;
        }

        try
        {
            return RunRequest.Read(input.Input, execution.Name, startedAt);
        }
        catch (Exception exception)
        {
            // What ReadSetup could not read may fail here in any way that it failed there: the failure is recorded all the same.
            logger.NoRunNamed(exception, execution.Name);
            return null;
        }
    }
}
