using System.Text.Json.Nodes;
using Sluice.Lake.Protocol;

namespace Sluice.Lake.StepFunctions.Operations;

/// <summary>Replaces a state machine's definition or role. Executions that run keep theirs.</summary>
/// <seealso href="https://docs.aws.amazon.com/step-functions/latest/apireference/API_UpdateStateMachine.html"/>
internal sealed class UpdateStateMachine(StateMachineStore machines) : StepFunctionsOperation<UpdateStateMachine.Request, UpdateStateMachine.Response>
{
    protected override Task<Response> HandleAsync(Request request, CancellationToken cancellationToken)
    {
        if (request is { definition: null, roleArn: null, loggingConfiguration: null, tracingConfiguration: null })
        {
            throw new AwsServiceException("MissingRequiredParameter", "Either the definition, the role ARN, the LoggingConfiguration, or the TracingConfiguration must be specified");
        }

        var machine = machines.Update(request.stateMachineArn, request.definition, request.roleArn);
        return Task.FromResult(new Response(machine.UpdateDate, machine.RevisionId));
    }

    internal sealed record Request
    {
        public required string stateMachineArn { get; init; }

        public string? definition { get; init; }

        public string? roleArn { get; init; }

        public JsonNode? loggingConfiguration { get; init; }

        public JsonNode? tracingConfiguration { get; init; }
    }

    internal sealed record Response(DateTimeOffset updateDate, string revisionId);
}
