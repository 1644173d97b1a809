using Sluice.Lake.Protocol;

namespace Sluice.Lake.Secrets.Operations;

/// <summary>An operation of Secrets Manager.</summary>
internal abstract class SecretsOperation<TRequest, TResponse>(SecretStore store) : JsonOperation<TRequest, TResponse>
    where TRequest : class
    where TResponse : class
{
    /// <inheritdoc/>
    protected sealed override string InvalidRequestCode => "InvalidParameterException";

    /// <summary>The secrets.</summary>
    protected SecretStore Store { get; } = store;

    /// <inheritdoc/>
    protected sealed override Task<TResponse> HandleAsync(TRequest request, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return Task.FromResult(Handle(request));
    }

    /// <summary>Carries the operation out.</summary>
    /// <exception cref="AwsServiceException">Secrets Manager refuses.</exception>
    protected abstract TResponse Handle(TRequest request);
}
