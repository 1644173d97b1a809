using System.Text.Json.Nodes;
using Sluice.Lake.StepFunctions.Data;
using Sluice.Lake.StepFunctions.States;

namespace Sluice.Lake.StepFunctions.Executions;

/// <summary>One visit of a scope to a state.</summary>
internal sealed class StateVisit(ExecutionScope scope, State state, HistoryEvent entered, JsonNode? rawInput)
{
    /// <summary>The payload quota: 256 KiB.</summary>
    public const int MaximumPayload = 262_144;

    public ExecutionScope Scope { get; } = scope;

    public State State { get; } = state;

    public long EnteredEventId => entered.Id;

    public DateTimeOffset EnteredTime => entered.Timestamp;

    /// <summary>The input before <c>InputPath</c>.</summary>
    public JsonNode? RawInput { get; } = rawInput;

    /// <summary>Retries so far.</summary>
    public int RetryCount { get; set; }

    /// <summary>What paths see when <c>$</c> is <paramref name="input"/>.</summary>
    public DataScope Data(JsonNode? input) => new(input, () => Scope.ContextObject(State.Name, entered.Timestamp, RetryCount), Scope.Run.Lake.Random);

    /// <summary>Refuses a payload above the quota.</summary>
    /// <exception cref="StateFailedException"><c>States.DataLimitExceeded</c>.</exception>
    public void CheckSize(JsonNode? payload) => CheckSize(JsonText.Write(payload));

    /// <inheritdoc cref="CheckSize(JsonNode?)"/>
    public void CheckSize(string payload)
    {
        if (JsonText.Bytes(payload) > MaximumPayload)
        {
            throw new StateFailedException(
                ErrorNames.DataLimitExceeded,
                $"The state/task '{State.Name}' returned a result with a size exceeding the maximum number of bytes service limit.");
        }
    }
}
