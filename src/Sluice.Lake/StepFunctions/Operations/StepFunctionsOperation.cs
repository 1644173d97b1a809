using Sluice.Lake.Protocol;

namespace Sluice.Lake.StepFunctions.Operations;

/// <summary>An operation of Step Functions: a malformed request is a <c>ValidationException</c>.</summary>
internal abstract class StepFunctionsOperation<TRequest, TResponse> : JsonOperation<TRequest, TResponse>
    where TRequest : class
    where TResponse : class
{
    /// <inheritdoc/>
    protected sealed override string InvalidRequestCode => "ValidationException";
}
