using System.Text.Json.Serialization;

namespace Sluice.Stages;

/// <summary>One dataset of <c>sql_queries.json</c>, in that file's own form, with its SQL.</summary>
public sealed record StageDataset
{
    /// <summary>Its name, also its key in the file.</summary>
    [JsonPropertyName("sql_name")]
    public required string SqlName { get; init; }

    /// <summary>Where its SQL is.</summary>
    [JsonPropertyName("sql_file")]
    public required string SqlFile { get; init; }

    /// <summary>Its inputs.</summary>
    [JsonPropertyName("tables")]
    public required IReadOnlyList<StageTable> Tables { get; init; }

    /// <summary>The folder that its result overwrites.</summary>
    [JsonPropertyName("s3_target")]
    public required string S3Target { get; init; }

    /// <summary>What the result is called.</summary>
    [JsonPropertyName("target_name")]
    public string? TargetName { get; init; }

    /// <summary>Its SQL.</summary>
    [JsonPropertyName("sql_text")]
    public string SqlText { get; init; } = "";
}
