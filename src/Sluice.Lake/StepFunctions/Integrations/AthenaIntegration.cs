using System.Text.Json.Nodes;
using Sluice.Lake.Protocol;
using Sluice.Lake.StepFunctions.Executions;

namespace Sluice.Lake.StepFunctions.Integrations;

/// <summary><c>arn:aws:states:::athena:getQueryResults</c> and the other calls that answer at once.</summary>
/// <seealso href="https://docs.aws.amazon.com/step-functions/latest/dg/connect-athena.html"/>
internal class AthenaIntegration : TaskIntegration
{
    /// <summary>The operation that starts a query.</summary>
    internal const string Start = "StartQueryExecution";

    /// <inheritdoc/>
    public override async Task<JsonNode?> RunAsync(TaskCall call, CancellationToken cancellationToken)
    {
        var operation = char.ToUpperInvariant(Resource[0]) + Resource[1..];
        var request = operation == Start ? TaskToken.OfQuery(Request(call), call) : Request(call);
        return SdkValues.WithMillisecondTimestamps(await InvokeAsync(call, operation, request, cancellationToken));
    }

    /// <summary>The task's parameters.</summary>
    protected JsonObject Request(TaskCall call) => call.Parameters as JsonObject
        ?? throw new StateFailedException(ErrorNames.Runtime, $"{Name}: the parameters must be an object.");

    /// <summary>Calls Athena.</summary>
    protected static async Task<JsonObject> InvokeAsync(TaskCall call, string operation, JsonObject request, CancellationToken cancellationToken)
    {
        try
        {
            return await call.Lake.Service("athena").InvokeAsync(operation, request, cancellationToken);
        }
        catch (AwsServiceException exception)
        {
            throw SdkErrors.From("Athena", exception);
        }
    }
}
