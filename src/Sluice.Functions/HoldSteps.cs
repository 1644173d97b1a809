using Amazon.Lambda.Annotations;
using Amazon.Lambda.Core;
using Microsoft.Extensions.Logging;
using Sluice.Functions.Assets;
using Sluice.Functions.Contracts;
using Sluice.Functions.Stages;
using Sluice.Polling;
using Sluice.Runs;

namespace Sluice.Functions;

/// <summary>
/// Lets one run at a time overwrite what steps write, and none after a newer run of its date. Called before the steps, where a run
/// waits for another, and before each of them, where a run that is not the newest any more ends.
/// </summary>
public sealed class HoldSteps(RunStore runs, DateClaims claims, StepJobs jobs, ILogger<HoldSteps> logger)
{
    /// <summary>Takes the right to run the steps, or says whom to wait for.</summary>
    /// <exception cref="SupersededException">A newer run of the date has begun.</exception>
    /// <exception cref="DateHeldException">The run held its steps before, and another one does now.</exception>
    /// <exception cref="PollingLimitException">It has waited for too long.</exception>
    [LambdaFunction(ResourceName = "HoldStepsFunction", Timeout = 60, MemorySize = 512)]
    public Task<HoldStepsOutput> Handle(HoldStepsInput input, ILambdaContext context)
    {
        LogKeys.ForRun(input.Pipeline, input.ExecDate, input.RunId);
        return Deadline.RunAsync(context, token => HoldAsync(input, token));
    }

    private async Task<HoldStepsOutput> HoldAsync(HoldStepsInput input, CancellationToken cancellationToken)
    {
        var plan = await runs.ReadPlanAsync(input.PlanKey, cancellationToken);
        await claims.MoveOnAsync(plan, cancellationToken);
        if (input.EndedExecution.Length > 0
            && await runs.FindStepsPlanAsync(plan, input.EndedExecution, cancellationToken) is { } ended
            && await jobs.StopAsync(ended, cancellationToken) is > 0 and var left)
        {
            logger.JobsStopping(ended.RunId, left);
            return new HoldStepsOutput
            {
                Stopping = true,
                HolderArn = input.EndedExecution,
                EndedExecution = input.EndedExecution,
                WaitSeconds = StepsWait.StoppingSeconds,
                WaitedSeconds = StepsWait.Next(plan.RunId, ended.RunId, input.WaitedSeconds, StepsWait.StoppingSeconds),
            };
        }

        if (await runs.TakeStepsAsync(plan, input.ExecutionArn, input.EndedExecution, cancellationToken) is not { } holder)
        {
            return new HoldStepsOutput { Held = true };
        }

        if (input.MustHold)
        {
            throw new DateHeldException(
                $"Run {plan.RunId} of {plan.Pipeline} was taken for ended, and run {holder.RunId} runs its steps now. Start the run again.");
        }

        logger.StepsHeld(holder.RunId);
        return new HoldStepsOutput
        {
            HolderArn = holder.ExecutionArn,
            WaitSeconds = StepsWait.Seconds,
            // The wait of the answer before was left out when its holder had ended.
            WaitedSeconds = input.EndedExecution.Length > 0 ? input.WaitedSeconds : StepsWait.Next(plan.RunId, holder.RunId, input.WaitedSeconds),
        };
    }
}
