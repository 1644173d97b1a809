using System.Text.Json.Nodes;
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

    /// <summary>The partitions that stay as another run has them, <c>*</c> for a whole table; null when there are none.</summary>
    [JsonPropertyName("left")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<string>? Left { get; init; }

    /// <summary>The rows that the run wrote, those of days that are left included.</summary>
    [JsonPropertyName("rows")]
    public required long Rows { get; init; }

    /// <summary>What PublishPartitions says of a table.</summary>
    public static PublishedTable Read(JsonObject table)
    {
        var left = Names(table["left"]);
        return new PublishedTable
        {
            Table = (string)table["table"]!, // its contract
            Partitions = [.. Names(table["partitions"])!.Except(left ?? [], StringComparer.Ordinal)],
            Left = left,
            Rows = (long)table["rows"]!,
        };
    }

    /// <summary>What Rollback says of a table, for people.</summary>
    public static string SummaryOfRollback(JsonObject table) => Names(table["left"]) switch
    {
        null => $"{table["table"]}: {table["partition_count"]} partitions, {table["rows"]} rows",
        ["*"] => $"{table["table"]}: stays as it is",
        var left => $"{table["table"]}: {table["shown_count"]} of {table["partition_count"]} partitions, {table["rows"]} rows in all; left as they are: {Few(left)}",
    };

    /// <summary>A few by name, many by the first and how many more; none are more than a state has names for.</summary>
    public static string Few(IReadOnlyList<string> partitions) => partitions.Count switch
    {
        0 => "more partitions than there is room to name",
        1 when partitions[0] == "*" => "all of it",
        <= 3 => string.Join(", ", partitions),
        _ => $"{partitions[0]} and {partitions.Count - 1} more partitions",
    };

    private static List<string>? Names(JsonNode? names) => (names as JsonArray)?.Select(static name => (string)name!).ToList();
}
