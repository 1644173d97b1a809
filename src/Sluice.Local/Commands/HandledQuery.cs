using System.Text.Json.Serialization;

namespace Sluice.Local.Commands;

/// <summary>A query whose rows a run handed to its row handler.</summary>
public sealed record HandledQuery
{
    /// <summary>Its name in the pipeline.</summary>
    [JsonPropertyName("query")]
    public required string Query { get; init; }

    /// <summary>How many rows were handled.</summary>
    [JsonPropertyName("rows")]
    public required long Rows { get; init; }
}
