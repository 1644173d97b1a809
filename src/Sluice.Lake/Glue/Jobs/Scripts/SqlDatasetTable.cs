using System.Text.Json.Serialization;

namespace Sluice.Lake.Glue.Jobs.Scripts;

/// <summary>A temporary view: its name, and where its Parquet files are.</summary>
internal sealed record SqlDatasetTable
{
    [JsonPropertyName("table_name")]
    public required string TableName { get; init; }

    [JsonPropertyName("s3_path")]
    public required string S3Path { get; init; }
}
