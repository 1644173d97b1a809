using System.Text.Json;
using System.Text.Json.Serialization;

namespace Sluice.Functions.Contracts;

/// <summary>What started the execution.</summary>
public sealed record ReadSetupInput
{
    /// <summary>The execution's input: EventBridge's event, or <c>{"pipeline","exec_date"}</c>.</summary>
    [JsonPropertyName("event")]
    public required JsonElement Event { get; init; }

    /// <summary>The execution's name: tells a retry of this run from another delivery of the same event.</summary>
    [JsonPropertyName("execution_name")]
    public required string ExecutionName { get; init; }

    /// <summary>
    /// The execution's ARN: another delivery of the same event asks by it whether it still runs, and OpenLineage's run is
    /// named by it. Empty outside of an execution; nothing is told of the run then.
    /// </summary>
    [JsonPropertyName("execution_arn")]
    public string ExecutionArn { get; init; } = "";

    /// <summary>
    /// The ARN of an execution that holds the event's lock and has ended without giving it back, as one that is aborted does: its
    /// lock is taken over. Empty otherwise.
    /// </summary>
    [JsonPropertyName("ended_execution")]
    public string EndedExecution { get; init; } = "";

    /// <summary>When the execution started, ISO 8601 in UTC; empty takes the time of the call.</summary>
    [JsonPropertyName("start_time")]
    public string StartTime { get; init; } = "";
}
