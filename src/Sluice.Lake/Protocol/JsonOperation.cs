using System.Text.Json;
using System.Text.Json.Nodes;

namespace Sluice.Lake.Protocol;

/// <summary>
/// An operation with typed request and answer. The class is named as the operation is. A member of the request that
/// <typeparamref name="TRequest"/> does not have is refused, never ignored; <c>required</c> members must be there.
/// </summary>
public abstract class JsonOperation<TRequest, TResponse> : IJsonOperation
    where TRequest : class
    where TResponse : class
{
    /// <inheritdoc/>
    public string Name => GetType().Name;

    /// <summary>The service's code for a malformed request: <c>InvalidInputException</c> for Glue, <c>InvalidRequestException</c> for Athena.</summary>
    protected abstract string InvalidRequestCode { get; }

    /// <inheritdoc/>
    public async Task<JsonObject> InvokeAsync(JsonObject request, CancellationToken cancellationToken)
    {
        TRequest typed;
        try
        {
            typed = AwsJson.WithoutNulls(request).Deserialize<TRequest>(AwsJson.Options)
                ?? throw new AwsServiceException(InvalidRequestCode, $"{Name}: the request is null.");
        }
        catch (JsonException exception)
        {
            throw new AwsServiceException(InvalidRequestCode, $"{Name}: {AwsJson.Explain(exception)}");
        }

        var response = await HandleAsync(typed, cancellationToken);
        return (JsonObject)JsonSerializer.SerializeToNode(response, AwsJson.Options)!; // a class serializes to an object
    }

    /// <summary>Carries the operation out.</summary>
    /// <exception cref="AwsServiceException">The service refuses.</exception>
    protected abstract Task<TResponse> HandleAsync(TRequest request, CancellationToken cancellationToken);
}
