using System.Text.Json.Nodes;

namespace Sluice.Lake.Protocol;

/// <summary>
/// A service that speaks AWS JSON: over HTTP to clients, and in process to the state machine's integrations, through the
/// same door so that both are checked alike.
/// </summary>
public interface IJsonService
{
    /// <summary>The service as Step Functions spells it in a resource ARN: <c>athena</c>, <c>glue</c>, <c>states</c>.</summary>
    string Name { get; }

    /// <summary>What stands before the dot in <c>X-Amz-Target</c>: <c>AmazonAthena</c>, <c>AWSGlue</c>, <c>AWSStepFunctions</c>.</summary>
    string TargetPrefix { get; }

    /// <summary>The content type of its answers: <c>application/x-amz-json-1.1</c> or <c>-1.0</c>.</summary>
    string ContentType { get; }

    /// <summary>Carries one operation out.</summary>
    /// <param name="operation">The operation's name, <c>StartQueryExecution</c>.</param>
    /// <param name="request">The request, members named as in the service's model.</param>
    /// <param name="cancellationToken">Fires when the caller has gone.</param>
    /// <returns>The answer, members named as in the service's model.</returns>
    /// <exception cref="AwsServiceException">The service refuses: unknown operation or member, bad value, or its own errors.</exception>
    Task<JsonObject> InvokeAsync(string operation, JsonObject request, CancellationToken cancellationToken);
}
