using System.Text.Json.Nodes;
using Sluice.Lake.Protocol;

namespace Sluice.Lake.StepFunctions.Operations;

/// <summary>Refuses: it is for EXPRESS state machines, and the lake has none.</summary>
/// <seealso href="https://docs.aws.amazon.com/step-functions/latest/apireference/API_StartSyncExecution.html"/>
internal sealed class StartSyncExecution(StateMachineStore machines) : IJsonOperation
{
    public string Name => nameof(StartSyncExecution);

    public Task<JsonObject> InvokeAsync(JsonObject request, CancellationToken cancellationToken)
    {
        if (Data.JsonText.AsString(request["stateMachineArn"]) is { } arn)
        {
            machines.Get(arn);
        }

        throw StepFunctionsErrors.TypeNotSupported("StartSyncExecution is for EXPRESS state machines, which");
    }
}
