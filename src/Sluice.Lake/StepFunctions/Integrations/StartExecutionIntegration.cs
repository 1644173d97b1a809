using System.Text.Json;
using System.Text.Json.Nodes;
using Sluice.Lake.Protocol;
using Sluice.Lake.StepFunctions.Data;
using Sluice.Lake.StepFunctions.Executions;

namespace Sluice.Lake.StepFunctions.Integrations;

/// <summary>
/// <c>arn:aws:states:::states:startExecution</c>: starts an execution; with <c>.sync</c> and <c>.sync:2</c> waits for its end,
/// and the result is what DescribeExecution answers (<c>:2</c>: input and output as JSON instead of text). An execution that
/// did not succeed is the cause of a <c>States.TaskFailed</c>. A restart of the lake waits for the execution that was started.
/// </summary>
/// <seealso href="https://docs.aws.amazon.com/step-functions/latest/dg/connect-stepfunctions.html"/>
internal sealed class StartExecutionIntegration : TaskIntegration
{
    /// <summary>Whether it waits.</summary>
    public required bool Waits { get; init; }

    /// <summary>Whether input and output come as JSON.</summary>
    public required bool ParsesPayloads { get; init; }

    public override bool Submits => Waits;

    public override async Task<JsonNode?> RunAsync(TaskCall call, CancellationToken cancellationToken)
    {
        try
        {
            var started = call.Submitted as JsonObject ?? Start(call);
            return Waits ? await WaitAsync(call, started, cancellationToken) : started;
        }
        catch (AwsServiceException exception)
        {
            throw SdkErrors.From("StepFunctions", exception);
        }
    }

    private JsonObject Start(TaskCall call)
    {
        var request = new TaskRequest(call.Parameters, Name, ["StateMachineArn", "Name", "Input", "TraceHeader"]);
        var input = request.Node("Input");
        var (arn, date) = call.Lake.Executions.Start(
            request.Text("StateMachineArn", required: true)!, // required
            request.Text("Name") ?? TaskToken.Of(call.Key),
            request.Has("Input") ? JsonText.AsString(input) ?? JsonText.Write(input) : "{}",
            request.Text("TraceHeader"),
            call.Key);
        return new JsonObject { ["ExecutionArn"] = arn, ["StartDate"] = date.ToUnixTimeMilliseconds() };
    }

    private async Task<JsonNode?> WaitAsync(TaskCall call, JsonObject started, CancellationToken cancellationToken)
    {
        var arn = JsonText.AsString(started["ExecutionArn"])!; // Start puts it there
        try
        {
            if (call.Submitted is null)
            {
                call.Submit(started);
            }

            await call.Lake.Executions.WaitForExecutionAsync(arn, cancellationToken);
        }
        catch (OperationCanceledException) when (!call.IsSuspended())
        {
            call.Lake.Executions.Stop(arn, null, $"The execution {call.ExecutionArn}, which waited for it, gave it up.");
            throw;
        }

        var description = Describe(call.Lake.Executions.Describe(arn));
        return JsonText.AsString(description["Status"]) == "SUCCEEDED"
            ? description
            : throw new StateFailedException(ErrorNames.TaskFailed, JsonText.Write(description));
    }

    private JsonObject Describe(JsonObject answer)
    {
        var result = SdkValues.WithPascalNames(answer);
        foreach (var name in ParsesPayloads ? ["Input", "Output"] : Array.Empty<string>())
        {
            if (JsonText.AsString(result[name]) is { } text)
            {
                result[name] = JsonText.Parse(text);
            }
        }

        return (JsonObject)SdkValues.WithMillisecondTimestamps(result)!; // an object stays one
    }
}
