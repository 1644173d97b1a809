using System.Text.Json.Nodes;
using Sluice.Lake.StepFunctions.Data;

namespace Sluice.Lake.StepFunctions.Integrations;

/// <summary>A function's ARN as <c>Resource</c>: its input is the event, its answer the result.</summary>
internal sealed class LambdaFunctionIntegration : TaskIntegration
{
    public override bool IsFunctionArn => true;

    public override async Task<JsonNode?> RunAsync(TaskCall call, CancellationToken cancellationToken)
    {
        var (payload, _) = await LambdaErrors.InvokeAsync(call, Name, JsonText.Write(call.Parameters), cancellationToken);
        return payload;
    }
}
