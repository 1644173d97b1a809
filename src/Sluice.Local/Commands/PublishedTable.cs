using System.Text.Json.Serialization;

namespace Sluice.Local.Commands;

/// <summary>A table that a run published.</summary>
public sealed record PublishedTable
{
    /// <summary><c>database.table</c>.</summary>
    [JsonPropertyName("table")]
    public required string Table { get; init; }

    /// <summary>The partitions that now show this run's rows: <c>exec_date=2026-11-21</c>.</summary>
    [JsonPropertyName("partitions")]
    public required IReadOnlyList<string> Partitions { get; init; }

    /// <summary>The rows in them.</summary>
    [JsonPropertyName("rows")]
    public required long Rows { get; init; }
}
