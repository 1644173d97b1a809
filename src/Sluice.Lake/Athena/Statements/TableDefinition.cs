using Sluice.Lake.Glue.Catalog;

namespace Sluice.Lake.Athena.Statements;

/// <summary>Writes the statement that would create a table.</summary>
internal static class TableDefinition
{
    /// <summary>The statement, line by line.</summary>
    public static IEnumerable<string> Lines(GlueTable table)
    {
        var storage = table.StorageDescriptor ?? new StorageDescriptor();
        yield return $"CREATE EXTERNAL TABLE `{table.DatabaseName}.{table.Name}`(";
        foreach (var line in Columns(storage.Columns ?? []))
        {
            yield return line;
        }

        if (table.PartitionKeys is { Count: > 0 } keys)
        {
            yield return "PARTITIONED BY ( ";
            foreach (var line in Columns(keys))
            {
                yield return line;
            }
        }

        yield return "ROW FORMAT SERDE ";
        yield return $"  '{storage.SerdeInfo?.SerializationLibrary}' ";
        if (storage.SerdeInfo?.Parameters is { Count: > 0 } properties)
        {
            yield return "WITH SERDEPROPERTIES ( ";
            foreach (var line in Properties(properties))
            {
                yield return line;
            }
        }

        yield return "STORED AS INPUTFORMAT ";
        yield return $"  '{storage.InputFormat}' ";
        yield return "OUTPUTFORMAT ";
        yield return $"  '{storage.OutputFormat}'";
        yield return "LOCATION";
        yield return $"  '{storage.Location}'";
        var shown = (table.Parameters ?? new Dictionary<string, string>())
            .Where(static pair => pair.Key != "EXTERNAL").ToDictionary(static pair => pair.Key, static pair => pair.Value);
        if (shown.Count > 0)
        {
            yield return "TBLPROPERTIES (";
            foreach (var line in Properties(shown))
            {
                yield return line;
            }
        }
    }

    private static IEnumerable<string> Columns(IReadOnlyList<GlueColumn> columns) => columns.Select((column, index) =>
        $"  `{column.Name}` {column.Type}{(column.Comment is null ? "" : $" COMMENT '{Quote(column.Comment)}'")}{(index == columns.Count - 1 ? ")" : ", ")}");

    private static IEnumerable<string> Properties(IReadOnlyDictionary<string, string> properties) =>
        properties.OrderBy(static pair => pair.Key, StringComparer.Ordinal).Select((pair, index) =>
            $"  '{Quote(pair.Key)}'='{Quote(pair.Value)}'{(index == properties.Count - 1 ? ")" : ", ")}");

    private static string Quote(string text) => text
        .Replace("\\", "\\\\", StringComparison.Ordinal)
        .Replace("'", "''", StringComparison.Ordinal)
        .Replace("\t", "\\t", StringComparison.Ordinal)
        .Replace("\n", "\\n", StringComparison.Ordinal);
}
