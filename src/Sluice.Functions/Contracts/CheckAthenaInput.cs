using System.Text.Json.Serialization;

namespace Sluice.Functions.Contracts;

/// <summary>A run whose statements are under way.</summary>
public sealed record CheckAthenaInput : RunInput
{
    /// <summary>The seconds waited so far, in all; 0 unless given.</summary>
    [JsonPropertyName("waited_seconds")]
    public int WaitedSeconds { get; init; }
}
