using System.Text.Json.Serialization;

namespace Sluice.Functions.Contracts;

/// <summary>A run whose rows are staged.</summary>
public sealed record CheckQualityInput : RunInput
{
    /// <summary>The seconds waited so far, in all; 0 unless given.</summary>
    [JsonPropertyName("waited_seconds")]
    public int WaitedSeconds { get; init; }
}
