using System.Text.Json;
using System.Text.Json.Serialization;

namespace Sluice.Functions.Contracts;

/// <summary>A table that shows a run's rows.</summary>
public sealed record PublishedTable
{
    /// <summary>The most partitions of a table named in a state: with more, states could outgrow 256 KiB. published.json names them all.</summary>
    public const int MostPartitionsNamed = 500;

    /// <summary>The most bytes of partitions' names in a state, all tables together, for the same reason: a name may have hundreds.</summary>
    public const int MostBytesNamed = 60_000;

    /// <summary>Quotes and a comma.</summary>
    private const int Separators = 3;

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
    /// The partitions that stay as another run has them, <c>*</c> for a whole table; null when there are none, empty when a state has no
    /// room for their names.
    /// </summary>
    /// <remarks>
    /// Publishing leaves a day, or what tells no day, to a newer run of another date, a rollback to any run of one; a rollback also days that
    /// its run did not cover and tables that it did not write. All partitions of a day are named, those that this run wrote and those
    /// that only the other one has.
    /// </remarks>
    /// <example>
    /// The run of the 19th covers the 19th and the 20th, and publishes after the run of the 20th, which was asked for later. It replaces
    /// the 19th alone and names here what it left: <c>year=2026/month=11/day=20</c>.
    /// </example>
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

    /// <summary>
    /// The same tables with no more partitions named than a state can take: first those that are left, of which nothing else tells,
    /// then the others, table by table.
    /// </summary>
    public static IReadOnlyList<PublishedTable> ForState(IReadOnlyList<PublishedTable> tables)
    {
        var bytes = 0;
        IReadOnlyList<PublishedTable> withLeft = [.. tables.Select(table => table.Left is null ? table : table with { Left = Take(table.Left) })];
        return [.. withLeft.Select(table => table with { Partitions = Take(table.Partitions) })];

        // A state has a name as JSON, in which some characters are escaped.
        IReadOnlyList<string> Take(IReadOnlyList<string> names) =>
        [
            .. names.Take(MostPartitionsNamed).TakeWhile(name =>
                (bytes += JsonEncodedText.Encode(name).EncodedUtf8Bytes.Length + Separators) <= MostBytesNamed),
        ];
    }
}
