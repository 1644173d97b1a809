using System.Text.Json;
using System.Text.Json.Serialization;

namespace Sluice.Functions.Contracts;

/// <summary>A failure that the state machine has caught. Run and plan are empty when ReadSetup failed: there is no run then.</summary>
public sealed record RecordFailureInput : RunInput
{
    /// <summary>The key in the assets bucket where it is recorded, unless there is no plan and the input names a run all the same.</summary>
    [JsonPropertyName("failure_key")]
    public required string FailureKey { get; init; }

    /// <summary>What was caught: <c>{"Error": ..., "Cause": ...}</c>.</summary>
    [JsonPropertyName("error")]
    public required JsonElement Error { get; init; }

    /// <summary>The execution's ARN.</summary>
    [JsonPropertyName("execution_arn")]
    public required string ExecutionArn { get; init; }

    /// <summary>When the execution started, <c>$$.Execution.StartTime</c>; empty in executions of before it was passed.</summary>
    [JsonPropertyName("start_time")]
    public string StartTime { get; init; } = "";

    /// <summary>The execution's input.</summary>
    [JsonPropertyName("input")]
    public required JsonElement Input { get; init; }
}
