using System.Text.Json;
using Amazon.Lambda.Annotations;
using Amazon.Lambda.Core;
using Microsoft.Extensions.Logging;
using NodaTime;
using Sluice.Functions.Assets;
using Sluice.Functions.Closing;
using Sluice.Functions.Contracts;
using Sluice.Functions.Landing;
using Sluice.Functions.Lineage;
using Sluice.Planning;
using Sluice.Runs;

namespace Sluice.Functions;

/// <summary>
/// No state of a run: called when an execution has ended without success. One that was stopped or ran out of time runs no Catch, and
/// neither does one that Step Functions itself gives up. Whatever RecordFailure would have done is done here; of a run that has been
/// recorded nothing is left to do, and events may come twice. What needs nobody else is done before the date is held.
/// </summary>
public sealed class CloseExecution(
    RunStore runs, DateClaims claims, RunRemains remains, LandedPlaces landed, LineageEvents lineage, ILogger<CloseExecution> logger)
{
    /// <summary>Closes the execution's run, if it was one.</summary>
    /// <exception cref="DateHeldException">A function of the run, or another run of the date, points tables just now: call again.</exception>
    /// <exception cref="PlanMissingException">Its ReadSetup may be at work still: call again, and there is nothing to close when none comes.</exception>
    [LambdaFunction(ResourceName = "CloseExecutionFunction", Timeout = 60, MemorySize = 512)]
    public Task<CloseExecutionOutput> Handle(CloseExecutionInput input, ILambdaContext context) =>
        Deadline.RunAsync(context, token => CloseAsync(input, token));

    private async Task<CloseExecutionOutput> CloseAsync(CloseExecutionInput input, CancellationToken cancellationToken)
    {
        LogKeys.ForRun("", "", "");
        if (Request(input) is not { } request)
        {
            return NothingToClose(input);
        }

        LogKeys.ForRun(request.Pipeline, ExecDate.Format(request.ExecDate), request.RunId);
        if (await runs.FindPlanAsync(request.Keys.Plan, cancellationToken) is not { } plan)
        {
            // One that failed by itself did so because ReadSetup had; a function of one that was ended lives on.
            return input.Status == "FAILED"
                ? NothingToClose(input)
                : throw new PlanMissingException($"{request.Keys.Plan} is not there: the execution {input.Name} has no run, or ReadSetup is writing it just now.");
        }

        // Stopped when it had done everything: the next pipeline's done-file is made, and nothing is staged.
        return await lineage.IsCompleteAsync(plan, cancellationToken) ? NothingToClose(input) : await CloseAsync(input, plan, cancellationToken);
    }

    private async Task<CloseExecutionOutput> CloseAsync(CloseExecutionInput input, RunPlan plan, CancellationToken cancellationToken)
    {
        var failure = RunFailure.OfExecution(input.Status, input.Error, input.Cause);
        // First: a function of the run that is still at work sees it and goes no further.
        var recorded = await runs.TryWriteFailureAsync(
            plan,
            new FailureRecord { ExecutionArn = input.ExecutionArn, Error = failure.Error, Cause = failure.Cause, Input = Parse(input.Input) },
            cancellationToken);
        await lineage.EndAsync(plan, input.Status == "ABORTED", failure, Instant.FromUnixTimeMilliseconds(input.StopDate ?? input.StartDate), cancellationToken);
        var stopped = await remains.StopQueriesAsync(plan.Keys.Folder, cancellationToken);

        // A publishing that has begun needs the staged tables to its end.
        await claims.HoldToCloseAsync(plan, () => remains.DropTablesAsync(plan, cancellationToken), cancellationToken);
        await landed.ShowPreviousAsync(plan, cancellationToken);
        logger.RunClosed(input.Status, failure.Error, stopped);
        return new CloseExecutionOutput { RunId = plan.RunId, Recorded = recorded, StoppedQueries = stopped };
    }

    private CloseExecutionOutput NothingToClose(CloseExecutionInput input)
    {
        logger.NothingToClose(input.Name, input.Status);
        return new CloseExecutionOutput();
    }

    /// <summary>The run that ReadSetup made of the same input; null for an input that starts none.</summary>
    private RunRequest? Request(CloseExecutionInput input)
    {
        try
        {
            return input.Input is null ? null : RunRequest.Read(Parse(input.Input), input.Name, Instant.FromUnixTimeMilliseconds(input.StartDate));
        }
        catch (Exception exception)
        {
            // What ReadSetup could not read may fail here in any way that it failed there: there is no run.
            logger.NoRunNamed(exception, input.Name);
            return null;
        }
    }

    private static JsonElement Parse(string? json)
    {
        using var document = JsonDocument.Parse(json ?? "null");
        return document.RootElement.Clone();
    }
}
