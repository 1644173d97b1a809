using System.Text.Json.Serialization;

namespace Sluice.Functions.Contracts;

/// <summary>A failure as the execution shows it.</summary>
public sealed record RecordFailureOutput
{
    /// <summary>The error's name.</summary>
    [JsonPropertyName("error")]
    public required string Error { get; init; }

    /// <summary>The message.</summary>
    [JsonPropertyName("cause")]
    public required string Cause { get; init; }

    /// <summary>How many of the run's queries were still at work and have been stopped.</summary>
    [JsonPropertyName("stopped_queries")]
    public required int StoppedQueries { get; init; }
}
