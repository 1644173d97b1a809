using Amazon.Lambda.Annotations;
using Amazon.Lambda.Core;
using Microsoft.Extensions.Logging;
using NodaTime;
using NodaTime.Text;
using Sluice.Auditing;
using Sluice.Chaining;
using Sluice.Functions.Assets;
using Sluice.Functions.Contracts;
using Sluice.Functions.Lineage;
using Sluice.Lineage.Events;
using Sluice.Planning;
using Sluice.Runs;
using Sluice.Stages;

namespace Sluice.Functions;

/// <summary>
/// The first state of a run: which pipeline, which exec_date, what is going to be done. Everything that can be wrong with
/// the configuration is reported here, before anything starts and before the event's lock is taken.
/// </summary>
public sealed class ReadSetup(
    PipelineStore pipelines, RunStore runs, LineageEvents lineage, FunctionSettings settings, IClock clock, ILogger<ReadSetup> logger)
{
    /// <summary>Plans the run and takes its lock.</summary>
    /// <exception cref="RunRequestException">The event names no run.</exception>
    /// <exception cref="UnknownPipelineException">It names a pipeline that does not exist.</exception>
    /// <exception cref="Sluice.Configuration.ConfigurationException">The pipeline's configuration is wrong.</exception>
    [LambdaFunction(ResourceName = "ReadSetupFunction", Timeout = 60, MemorySize = 512)]
    public Task<ReadSetupOutput> Handle(ReadSetupInput input, ILambdaContext context) =>
        Deadline.RunAsync(context, token => ReadAsync(input, token));

    private async Task<ReadSetupOutput> ReadAsync(ReadSetupInput input, CancellationToken cancellationToken)
    {
        LogKeys.ForRun("", "", "");
        var request = RunRequest.Read(input.Event, input.ExecutionName, StartTime(input.StartTime));
        LogKeys.ForRun(request.Pipeline, ExecDate.Format(request.ExecDate), request.RunId);
        var (configuration, sqlTexts) = await pipelines.ReadAsync(request.Pipeline, cancellationToken);
        var following = await pipelines.ReadFollowingAsync(configuration, cancellationToken);
        var plan = RunPlanner.Plan(configuration, request, settings.Environment, sqlTexts) with
        {
            Next = PipelineChain.Due(configuration, request.ExecDate, settings.Environment.Stage, following.GetValueOrDefault),
        };
        plan = plan with { Lineage = LineageRun(input, request.Pipeline) };
        var earlier = request.FromStage is null ? null : (await runs.OfDateAsync(plan.Pipeline, plan.ExecDate, cancellationToken)).NewestPublished;
        plan = StagePlanner.AddTo(
            plan, configuration, await pipelines.ReadStagesAsync(configuration, cancellationToken), request, settings.Environment, earlier);
        plan = AuditPlan.AddTo(plan, configuration, await pipelines.ReadAuditAsync(configuration, cancellationToken), settings.Environment);
        if (await runs.TakeLockAsync(request, input.ExecutionArn, input.EndedExecution, cancellationToken) is { } holder)
        {
            logger.Duplicate(request.LockKey);
            return ReadSetupOutput.DuplicateOf(request, holder);
        }

        await WriteOrReleaseAsync(request, plan, cancellationToken);
        logger.RunBegins(plan.Statements.Count, plan.Tables.Count, plan.Incoming.Count);
        return ReadSetupOutput.Of(request, plan);
    }

    private async Task WriteOrReleaseAsync(RunRequest request, RunPlan plan, CancellationToken cancellationToken)
    {
        try
        {
            await runs.WritePlanAsync(plan, cancellationToken);
            await lineage.StartAsync(plan, request.StartedAt, cancellationToken);
        }
        catch
        {
            // The state machine knows the lock only from this function's answer, and there will be none.
            await runs.ReleaseLockAsync(request, CancellationToken.None);
            throw;
        }
    }

    /// <summary>The execution, and the one that started it: Step Functions leaves its ARN in the input.</summary>
    private static LineageRun? LineageRun(ReadSetupInput input, string pipeline)
    {
        if (input.ExecutionArn.Length == 0)
        {
            return null;
        }

        var execution = ExecutionArn.TryParse(input.ExecutionArn)
            ?? throw new InputException($"execution_arn is '{input.ExecutionArn}'. Expected $$.Execution.Id, the ARN of an execution.");
        var startedBy = input.Event.TryGetProperty("AWS_STEP_FUNCTIONS_STARTED_BY_EXECUTION_ID", out var arn) ? ExecutionArn.TryParse(arn.ToString()) : null;
        return Sluice.Lineage.Events.LineageRun.Of(execution, startedBy, pipeline);
    }

    private Instant StartTime(string text)
    {
        if (text.Length == 0)
        {
            return clock.GetCurrentInstant();
        }

        var parsed = InstantPattern.ExtendedIso.Parse(text);
        return parsed.Success
            ? parsed.Value
            : throw new InputException($"start_time is '{text}'. Expected a time in UTC, such as 2026-11-21T06:15:30Z.");
    }
}
