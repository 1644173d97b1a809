using System.Text.Json.Serialization;

namespace Sluice.Functions.Contracts;

/// <summary>What was left to close.</summary>
public sealed record CloseExecutionOutput
{
    /// <summary>The run; empty when the execution had none, or its run had done everything.</summary>
    [JsonPropertyName("run_id")]
    public string RunId { get; init; } = "";

    /// <summary>True when nothing had recorded the end of the run before.</summary>
    [JsonPropertyName("recorded")]
    public bool Recorded { get; init; }

    /// <summary>How many of the run's queries were still at work and have been stopped.</summary>
    [JsonPropertyName("stopped_queries")]
    public int StoppedQueries { get; init; }
}
