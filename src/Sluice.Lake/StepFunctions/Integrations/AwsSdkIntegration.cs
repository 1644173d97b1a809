using System.Text.Json.Nodes;
using Sluice.Lake.Protocol;

namespace Sluice.Lake.StepFunctions.Integrations;

/// <summary><c>arn:aws:states:::aws-sdk:glue:getTable</c> and every other operation of Athena and Glue: the service's own request and answer.</summary>
/// <seealso href="https://docs.aws.amazon.com/step-functions/latest/dg/supported-services-awssdk.html"/>
internal sealed class AwsSdkIntegration : TaskIntegration
{
    /// <summary><c>athena</c>, <c>glue</c>.</summary>
    public required string ServiceName { get; init; }

    /// <summary>The prefix of its errors: <c>Athena</c>, <c>Glue</c>.</summary>
    public required string ErrorPrefix { get; init; }

    /// <inheritdoc/>
    public override async Task<JsonNode?> RunAsync(TaskCall call, CancellationToken cancellationToken)
    {
        var operation = char.ToUpperInvariant(Resource[0]) + Resource[1..];
        var request = call.Parameters as JsonObject ?? throw new TaskRequest(new JsonObject(), Name, []).Wrong("the parameters must be an object");
        if (ServiceName == "athena" && operation == AthenaIntegration.Start)
        {
            request = TaskToken.OfQuery(request, call);
        }

        try
        {
            return SdkValues.WithIsoTimestamps(await call.Lake.Service(ServiceName).InvokeAsync(operation, request, cancellationToken));
        }
        catch (AwsServiceException exception)
        {
            throw SdkErrors.From(ErrorPrefix, exception);
        }
    }
}
