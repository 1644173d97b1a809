using System.Text.Json.Serialization;

namespace Sluice.Functions.Contracts;

/// <summary>What landed.</summary>
public sealed record IngestLandingOutput
{
    /// <summary>The files that were copied to their tables.</summary>
    [JsonPropertyName("files")]
    public required int Files { get; init; }

    /// <summary>Their size together.</summary>
    [JsonPropertyName("bytes")]
    public required long Bytes { get; init; }
}
