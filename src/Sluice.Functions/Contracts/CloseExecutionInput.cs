using System.Text.Json.Serialization;

namespace Sluice.Functions.Contracts;

/// <summary>The <c>detail</c> of a Step Functions Execution Status Change, as far as it is needed.</summary>
/// <seealso href="https://docs.aws.amazon.com/step-functions/latest/dg/eventbridge-integration.html"/>
public sealed record CloseExecutionInput
{
    /// <summary>The execution that has ended.</summary>
    [JsonPropertyName("executionArn")]
    public required string ExecutionArn { get; init; }

    /// <summary>Its name.</summary>
    [JsonPropertyName("name")]
    public required string Name { get; init; }

    /// <summary>How it ended: <c>ABORTED</c>, <c>TIMED_OUT</c>, <c>FAILED</c>.</summary>
    [JsonPropertyName("status")]
    public required string Status { get; init; }

    /// <summary>When it started, milliseconds since 1970.</summary>
    [JsonPropertyName("startDate")]
    public required long StartDate { get; init; }

    /// <summary>When it ended, milliseconds since 1970.</summary>
    [JsonPropertyName("stopDate")]
    public long? StopDate { get; init; }

    /// <summary>What it was started with, JSON; null when that was too large for an event, which no input that starts a run is.</summary>
    [JsonPropertyName("input")]
    public string? Input { get; init; }

    /// <summary>The error that it failed with or was stopped with; null or missing when there is none.</summary>
    [JsonPropertyName("error")]
    public string? Error { get; init; }

    /// <summary>The cause.</summary>
    [JsonPropertyName("cause")]
    public string? Cause { get; init; }
}
