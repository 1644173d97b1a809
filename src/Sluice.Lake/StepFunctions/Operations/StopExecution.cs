using Sluice.Lake.StepFunctions.Executions;

namespace Sluice.Lake.StepFunctions.Operations;

/// <summary>Aborts an execution. One that has ended stays as it is.</summary>
/// <seealso href="https://docs.aws.amazon.com/step-functions/latest/apireference/API_StopExecution.html"/>
internal sealed class StopExecution(ExecutionStore executions) : StepFunctionsOperation<StopExecution.Request, StopExecution.Response>
{
    protected override Task<Response> HandleAsync(Request request, CancellationToken cancellationToken)
    {
        var stopped = executions.Stop(request.executionArn, request.error, request.cause) ?? throw StepFunctionsErrors.NotStopped(request.executionArn);
        return Task.FromResult(new Response(stopped));
    }

    internal sealed record Request
    {
        public required string executionArn { get; init; }

        public string? error { get; init; }

        public string? cause { get; init; }
    }

    internal sealed record Response(DateTimeOffset stopDate);
}
