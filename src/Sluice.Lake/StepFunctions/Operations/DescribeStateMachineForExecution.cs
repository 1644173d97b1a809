using Sluice.Lake.StepFunctions.Executions;

namespace Sluice.Lake.StepFunctions.Operations;

/// <summary>Tells the definition that an execution runs, which may not be the state machine's any more.</summary>
/// <seealso href="https://docs.aws.amazon.com/step-functions/latest/apireference/API_DescribeStateMachineForExecution.html"/>
internal sealed class DescribeStateMachineForExecution(ExecutionStore executions)
    : StepFunctionsOperation<DescribeStateMachineForExecution.Request, DescribeStateMachineForExecution.Response>
{
    protected override Task<Response> HandleAsync(Request request, CancellationToken cancellationToken)
    {
        var header = executions.Read(request.executionArn).Header;
        return Task.FromResult(new Response(
            header.StateMachineArn, header.StateMachineName, header.Definition, header.RoleArn, header.DefinitionDate, header.RevisionId));
    }

    internal sealed record Request
    {
        public required string executionArn { get; init; }
    }

    internal sealed record Response(string stateMachineArn, string name, string definition, string roleArn, DateTimeOffset updateDate, string revisionId);
}
