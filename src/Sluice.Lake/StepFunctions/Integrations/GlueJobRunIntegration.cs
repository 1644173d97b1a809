using System.Text.Json.Nodes;
using Sluice.Lake.Protocol;
using Sluice.Lake.StepFunctions.Data;
using Sluice.Lake.StepFunctions.Executions;

namespace Sluice.Lake.StepFunctions.Integrations;

/// <summary>
/// <c>arn:aws:states:::glue:startJobRun</c>: starts a run of a job; with <c>.sync</c> waits for its end, and the result is the
/// run as GetJobRun has it; for a run that did not succeed it is the cause of a <c>States.TaskFailed</c>. When the execution is
/// stopped or the task times out, the run is stopped too; a restart of the lake waits for the same run.
/// </summary>
/// <seealso href="https://docs.aws.amazon.com/step-functions/latest/dg/connect-glue.html"/>
internal sealed class GlueJobRunIntegration : TaskIntegration
{
    /// <summary>Whether it waits.</summary>
    public required bool Waits { get; init; }

    public override bool Submits => Waits;

    public override async Task<JsonNode?> RunAsync(TaskCall call, CancellationToken cancellationToken)
    {
        var request = call.Parameters as JsonObject
            ?? throw new StateFailedException(ErrorNames.Runtime, $"{Name}: the parameters must be an object.");
        try
        {
            // The key, because a kill between the start and the next line must not start the run twice.
            var started = call.Submitted as JsonObject ?? await call.Lake.Jobs.StartJobRunAsync(request, call.Key, cancellationToken);
            return Waits ? await WaitAsync(call, JsonText.AsString(request["JobName"])!, started, cancellationToken) : started; // a run was started
        }
        catch (AwsServiceException exception)
        {
            throw SdkErrors.From("Glue", exception);
        }
    }

    private static async Task<JsonNode?> WaitAsync(TaskCall call, string job, JsonObject started, CancellationToken cancellationToken)
    {
        var id = JsonText.AsString(started["JobRunId"])!; // StartJobRun answers with it
        try
        {
            if (call.Submitted is null)
            {
                call.Submit(started);
            }

            await call.Lake.Jobs.WaitForJobRunAsync(job, id, cancellationToken);
        }
        catch (OperationCanceledException) when (!call.IsSuspended())
        {
            // Whether it could be stopped or has ended meanwhile: the execution's own end is what counts.
            await call.Lake.Service("glue").InvokeAsync(
                "BatchStopJobRun", new JsonObject { ["JobName"] = job, ["JobRunIds"] = new JsonArray(id) }, CancellationToken.None);
            throw;
        }

        var answer = await call.Lake.Service("glue").InvokeAsync(
            "GetJobRun", new JsonObject { ["JobName"] = job, ["RunId"] = id }, cancellationToken);
        var run = SdkValues.WithMillisecondTimestamps(answer["JobRun"])!; // the answer has a run
        return JsonText.AsString(run["JobRunState"]) == "SUCCEEDED"
            ? run
            : throw new StateFailedException(ErrorNames.TaskFailed, JsonText.Write(run));
    }
}
