using System.Text.Json.Nodes;

namespace Sluice.Lake.Lambda;

/// <summary>Invokes the functions that the template declares.</summary>
public interface ILambdaInvoker
{
    /// <summary>Invokes a function and waits for its answer.</summary>
    /// <param name="function">Its name, ARN, partial ARN, or either with a version or alias.</param>
    /// <param name="payload">The event, JSON of at most 6 MB.</param>
    /// <param name="cancellationToken">Fires when the caller has gone.</param>
    /// <exception cref="Protocol.AwsServiceException"><c>ResourceNotFoundException</c>, <c>RequestTooLargeException</c> … : the function did not run.</exception>
    Task<LambdaResult> InvokeAsync(string function, string payload, CancellationToken cancellationToken);

    /// <summary>Invokes a function as above, for a request that has an id already: one that is made again after a kill is the same request.</summary>
    /// <param name="function">As above.</param>
    /// <param name="payload">As above.</param>
    /// <param name="requestId">The request's id, <c>ILambdaContext.AwsRequestId</c>.</param>
    /// <param name="cancellationToken">As above.</param>
    Task<LambdaResult> InvokeAsync(string function, string payload, string requestId, CancellationToken cancellationToken) =>
        InvokeAsync(function, payload, cancellationToken);
}

/// <summary>What a function answered.</summary>
/// <param name="Payload">Its result as JSON; for an error, Lambda's error object: <c>errorType</c>, <c>errorMessage</c>, <c>stackTrace</c>.</param>
/// <param name="FunctionError">Null, or <c>Unhandled</c> when the function threw or timed out.</param>
/// <param name="ExecutedVersion">Always <c>$LATEST</c> here.</param>
public sealed record LambdaResult(string Payload, string? FunctionError, string ExecutedVersion = "$LATEST");
