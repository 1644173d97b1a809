using System.Text.Json.Serialization;

namespace Sluice.Lake.Glue.Jobs.Scripts;

/// <summary>One query of a group, in the form that ReadSetup writes.</summary>
internal sealed record SqlDataset
{
    [JsonPropertyName("sql_name")]
    public required string SqlName { get; init; }

    [JsonPropertyName("sql_text")]
    public required string SqlText { get; init; }

    [JsonPropertyName("tables")]
    public IReadOnlyList<SqlDatasetTable> Tables { get; init; } = [];

    [JsonPropertyName("s3_target")]
    public string? S3Target { get; init; }
}
