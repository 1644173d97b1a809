using Sluice.Lake.StepFunctions.Executions;

namespace Sluice.Lake.StepFunctions.Operations;

/// <summary>Starts an execution. The same name and input again returns the one that runs.</summary>
/// <seealso href="https://docs.aws.amazon.com/step-functions/latest/apireference/API_StartExecution.html"/>
internal sealed class StartExecution(StateMachineStore machines, ExecutionStore executions)
    : StepFunctionsOperation<StartExecution.Request, StartExecution.Response>
{
    protected override Task<Response> HandleAsync(Request request, CancellationToken cancellationToken)
    {
        var record = executions.Start(machines.Get(request.stateMachineArn), request.name, request.input ?? "{}", request.traceHeader);
        return Task.FromResult(new Response(record.ExecutionArn, record.StartDate));
    }

    internal sealed record Request
    {
        public required string stateMachineArn { get; init; }

        public string? name { get; init; }

        public string? input { get; init; }

        public string? traceHeader { get; init; }
    }

    internal sealed record Response(string executionArn, DateTimeOffset startDate);
}
