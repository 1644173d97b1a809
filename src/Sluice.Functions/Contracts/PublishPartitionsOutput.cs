using System.Text.Json.Serialization;

namespace Sluice.Functions.Contracts;

/// <summary>What readers see from now on.</summary>
public sealed record PublishPartitionsOutput
{
    /// <summary>The tables.</summary>
    [JsonPropertyName("published")]
    public required IReadOnlyList<PublishedTable> Published { get; init; }
}
