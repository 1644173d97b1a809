using System.Text.Json.Nodes;
using Sluice.Lake.Protocol;
using Sluice.Lake.StepFunctions.Data;
using Sluice.Lake.StepFunctions.Executions;

namespace Sluice.Lake.StepFunctions.Integrations;

/// <summary>
/// <c>arn:aws:states:::athena:startQueryExecution.sync</c>: starts a query and waits for its end. The result is what
/// GetQueryExecution answers; for a query that did not succeed it is the cause of a <c>States.TaskFailed</c>. When the
/// execution is stopped or the task times out, the query is stopped too; a restart of the lake waits for the same query.
/// </summary>
internal sealed class AthenaSyncIntegration : AthenaIntegration
{
    public override bool Submits => true;

    public override async Task<JsonNode?> RunAsync(TaskCall call, CancellationToken cancellationToken)
    {
        var submitted = call.Submitted;
        if (submitted is null)
        {
            submitted = await InvokeAsync(call, Start, TaskToken.OfQuery(Request(call), call), cancellationToken);
        }

        var id = JsonText.AsString(submitted["QueryExecutionId"])
            ?? throw new StateFailedException(ErrorNames.Runtime, $"{Name}: Athena answered without a QueryExecutionId.");
        try
        {
            if (call.Submitted is null)
            {
                call.Submit(submitted);
            }

            await call.Lake.Queries.WaitForQueryAsync(id, cancellationToken);
        }
        catch (OperationCanceledException) when (!call.IsSuspended())
        {
            await StopAsync(call, id);
            throw;
        }
        catch (AwsServiceException exception)
        {
            throw SdkErrors.From("Athena", exception);
        }

        var answer = SdkValues.WithMillisecondTimestamps(
            await InvokeAsync(call, "GetQueryExecution", new JsonObject { ["QueryExecutionId"] = id }, cancellationToken))!; // an answer is an object
        return JsonText.AsString(answer["QueryExecution"]?["Status"]?["State"]) == "SUCCEEDED"
            ? answer
            : throw new StateFailedException(ErrorNames.TaskFailed, JsonText.Write(answer));
    }

    private static async Task StopAsync(TaskCall call, string id)
    {
        try
        {
            await InvokeAsync(call, "StopQueryExecution", new JsonObject { ["QueryExecutionId"] = id }, CancellationToken.None);
        }
        catch (StateFailedException)
        {
            // The query has ended meanwhile; the execution's own end is what counts.
        }
    }
}
