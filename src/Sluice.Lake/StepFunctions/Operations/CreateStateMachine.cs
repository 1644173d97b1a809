using System.Text.Json.Nodes;

namespace Sluice.Lake.StepFunctions.Operations;

/// <summary>Creates a state machine.</summary>
/// <seealso href="https://docs.aws.amazon.com/step-functions/latest/apireference/API_CreateStateMachine.html"/>
internal sealed class CreateStateMachine(StateMachineStore machines) : StepFunctionsOperation<CreateStateMachine.Request, CreateStateMachine.Response>
{
    protected override Task<Response> HandleAsync(Request request, CancellationToken cancellationToken)
    {
        if (request.type is not (null or "STANDARD"))
        {
            throw StepFunctionsErrors.TypeNotSupported($"The type {request.type}");
        }

        var machine = machines.Create(request.name, request.definition, request.roleArn);
        return Task.FromResult(new Response(machine.Arn, machine.CreationDate));
    }

    // Logging and tracing settings are taken and have no effect: there is no CloudWatch or X-Ray to write to.
    internal sealed record Request
    {
        public required string name { get; init; }

        public required string definition { get; init; }

        public required string roleArn { get; init; }

        public string? type { get; init; }

        public JsonNode? loggingConfiguration { get; init; }

        public JsonNode? tracingConfiguration { get; init; }
    }

    internal sealed record Response(string stateMachineArn, DateTimeOffset creationDate);
}
