using Sluice.Lake.Protocol;

namespace Sluice.Lake.Glue.Operations;

/// <summary>An operation of Glue that works in memory: it answers before it could be cancelled.</summary>
internal abstract class GlueOperation<TRequest, TResponse> : JsonOperation<TRequest, TResponse>
    where TRequest : class
    where TResponse : class
{
    /// <inheritdoc/>
    protected sealed override string InvalidRequestCode => "InvalidInputException";

    /// <inheritdoc/>
    protected sealed override Task<TResponse> HandleAsync(TRequest request, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return Task.FromResult(Handle(request));
    }

    /// <summary>Carries the operation out.</summary>
    /// <exception cref="AwsServiceException">Glue refuses.</exception>
    protected abstract TResponse Handle(TRequest request);
}
