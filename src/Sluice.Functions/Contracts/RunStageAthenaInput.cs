using System.Text.Json.Serialization;

namespace Sluice.Functions.Contracts;

/// <summary>A stage to run in Athena.</summary>
public sealed record RunStageAthenaInput : RunInput
{
    /// <summary>The stage's name.</summary>
    [JsonPropertyName("stage")]
    public required string Stage { get; init; }

    /// <summary>The seconds waited for the query that runs; 0 unless given.</summary>
    [JsonPropertyName("waited_seconds")]
    public int WaitedSeconds { get; init; }
}
