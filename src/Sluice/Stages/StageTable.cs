using System.Text.Json.Serialization;

namespace Sluice.Stages;

/// <summary>An input of a dataset: the name its SQL uses, and the folder of its Parquet files.</summary>
public sealed record StageTable
{
    /// <summary>The view's name.</summary>
    [JsonPropertyName("table_name")]
    public required string TableName { get; init; }

    /// <summary><c>s3://bucket/folder/</c>.</summary>
    [JsonPropertyName("s3_path")]
    public required string S3Path { get; init; }
}
