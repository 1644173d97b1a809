using Sluice.Lake.Protocol;

namespace Sluice.Lake.StepFunctions.Operations;

/// <summary>Deletes a state machine; its executions go on.</summary>
/// <seealso href="https://docs.aws.amazon.com/step-functions/latest/apireference/API_DeleteStateMachine.html"/>
internal sealed class DeleteStateMachine(StateMachineStore machines) : StepFunctionsOperation<DeleteStateMachine.Request, EmptyResponse>
{
    protected override Task<EmptyResponse> HandleAsync(Request request, CancellationToken cancellationToken)
    {
        machines.Delete(request.stateMachineArn);
        return Task.FromResult(EmptyResponse.Instance);
    }

    internal sealed record Request
    {
        public required string stateMachineArn { get; init; }
    }
}
