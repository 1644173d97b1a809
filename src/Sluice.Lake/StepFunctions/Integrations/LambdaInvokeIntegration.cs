using System.Text.Json.Nodes;
using Sluice.Lake.StepFunctions.Data;
using Sluice.Lake.StepFunctions.Executions;

namespace Sluice.Lake.StepFunctions.Integrations;

/// <summary><c>arn:aws:states:::lambda:invoke</c>: the request and answer of Lambda's Invoke.</summary>
/// <seealso href="https://docs.aws.amazon.com/step-functions/latest/dg/connect-lambda.html"/>
internal sealed class LambdaInvokeIntegration : TaskIntegration
{
    public override async Task<JsonNode?> RunAsync(TaskCall call, CancellationToken cancellationToken)
    {
        var request = new TaskRequest(call.Parameters, Name, ["FunctionName", "Payload", "InvocationType", "LogType", "Qualifier", "ClientContext"]);
        var function = request.Text("FunctionName", required: true)!; // required
        if (request.Text("Qualifier") is { } qualifier)
        {
            function = $"{function}:{qualifier}";
        }

        if (request.Text("InvocationType") is not (null or "RequestResponse") || request.Text("ClientContext") is not null)
        {
            throw new StateFailedException(
                ErrorNames.Runtime, $"{Name}: InvocationType other than RequestResponse and ClientContext are not supported by the lake.");
        }

        var (payload, result) = await LambdaErrors.InvokeAsync(
            call, function, request.Has("Payload") ? JsonText.Write(request.Node("Payload")) : "{}", cancellationToken);
        return new JsonObject
        {
            ["ExecutedVersion"] = result.ExecutedVersion,
            ["Payload"] = payload,
            ["StatusCode"] = 200,
        };
    }
}
