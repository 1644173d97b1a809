using System.Text.Json.Serialization;

namespace Sluice.Functions.Contracts;

/// <summary>A table that shows a run's rows.</summary>
public sealed record PublishedTable
{
    /// <summary>The most partitions named in a state: with more, states could outgrow 256 KiB. published.json names them all.</summary>
    public const int MostPartitionsNamed = 500;

    /// <summary><c>database.table</c>.</summary>
    [JsonPropertyName("table")]
    public required string Table { get; init; }

    /// <summary>The partitions that the run wrote, <c>exec_date=2026-11-21</c>; none for an unpartitioned table and for one that is appended to.</summary>
    [JsonPropertyName("partitions")]
    public required IReadOnlyList<string> Partitions { get; init; }

    /// <summary>How many partitions there are, named or not.</summary>
    [JsonPropertyName("partition_count")]
    public required int PartitionCount { get; init; }

    /// <summary>
    /// Those, written or not, of days that stay as another date's run has them: a newer run, or, for a rollback, any. Null when there are none.
    /// </summary>
    [JsonPropertyName("left")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<string>? Left { get; init; }

    /// <summary>How many of <see cref="PartitionCount"/> readers see; null when that is all, because none is left.</summary>
    [JsonPropertyName("shown_count")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public int? ShownCount { get; init; }

    /// <summary>The rows that the run's statements wrote, as Athena counted them, those of days that are left included.</summary>
    [JsonPropertyName("rows")]
    public required long Rows { get; init; }

    /// <summary>The same with no more partitions named than a state can take.</summary>
    public PublishedTable ForState() =>
        Partitions.Count <= MostPartitionsNamed && (Left?.Count ?? 0) <= MostPartitionsNamed
            ? this
            : this with { Partitions = [.. Partitions.Take(MostPartitionsNamed)], Left = Left is null ? null : [.. Left.Take(MostPartitionsNamed)] };
}
