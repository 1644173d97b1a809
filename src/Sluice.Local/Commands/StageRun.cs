using System.Text.Json.Serialization;

namespace Sluice.Local.Commands;

/// <summary>A stage that a run has done.</summary>
public sealed record StageRun
{
    /// <summary>Its name.</summary>
    [JsonPropertyName("stage")]
    public required string Stage { get; init; }

    /// <summary>The job run's id, or the crawler's name.</summary>
    [JsonPropertyName("ran")]
    public required string Ran { get; init; }

    /// <summary>How long it took.</summary>
    [JsonPropertyName("seconds")]
    public required long Seconds { get; init; }
}
