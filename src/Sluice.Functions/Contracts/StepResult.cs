using System.Text.Json.Serialization;

namespace Sluice.Functions.Contracts;

/// <summary>A step that has run, as RunStages' states write it.</summary>
public sealed record StepResult
{
    /// <summary>The step's name.</summary>
    [JsonPropertyName("stage")]
    public required string Stage { get; init; }

    /// <summary>The job run's id, or the crawler's name.</summary>
    [JsonPropertyName("ran")]
    public required string Ran { get; init; }

    /// <summary>Seconds that a job run took.</summary>
    [JsonPropertyName("seconds")]
    public required long Seconds { get; init; }
}
