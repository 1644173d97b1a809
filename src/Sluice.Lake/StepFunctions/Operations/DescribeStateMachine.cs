namespace Sluice.Lake.StepFunctions.Operations;

/// <summary>Tells a state machine's definition and dates.</summary>
/// <seealso href="https://docs.aws.amazon.com/step-functions/latest/apireference/API_DescribeStateMachine.html"/>
internal sealed class DescribeStateMachine(StateMachineStore machines) : StepFunctionsOperation<DescribeStateMachine.Request, DescribeStateMachine.Response>
{
    protected override Task<Response> HandleAsync(Request request, CancellationToken cancellationToken)
    {
        var machine = machines.Get(request.stateMachineArn);
        return Task.FromResult(new Response
        {
            stateMachineArn = machine.Arn,
            name = machine.Name,
            definition = machine.Definition,
            roleArn = machine.RoleArn,
            creationDate = machine.CreationDate,
            revisionId = machine.RevisionId,
        });
    }

    internal sealed record Request
    {
        public required string stateMachineArn { get; init; }
    }

    internal sealed record Response
    {
        public required string stateMachineArn { get; init; }

        public required string name { get; init; }

        public string status { get; init; } = "ACTIVE";

        public required string definition { get; init; }

        public required string roleArn { get; init; }

        public string type { get; init; } = "STANDARD";

        public required DateTimeOffset creationDate { get; init; }

        public required string revisionId { get; init; }
    }
}
