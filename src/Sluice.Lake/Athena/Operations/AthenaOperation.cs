using Sluice.Lake.Protocol;

namespace Sluice.Lake.Athena.Operations;

/// <summary>An operation of Athena.</summary>
internal abstract class AthenaOperation<TRequest, TResponse> : JsonOperation<TRequest, TResponse>
    where TRequest : class
    where TResponse : class
{
    /// <inheritdoc/>
    protected override string InvalidRequestCode => AthenaErrors.InvalidRequest;
}
