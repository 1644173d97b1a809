using System.Text.Json.Serialization;

namespace Sluice.Functions.Contracts;

/// <summary>Where the row is. The state machine does not look at what a row handler answers.</summary>
public sealed record HandleResultRowOutput
{
    /// <summary>The key of the row's object in the assets bucket.</summary>
    [JsonPropertyName("key")]
    public required string Key { get; init; }
}
