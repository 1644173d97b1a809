using Sluice.Lake.Athena.Execution;
using Sluice.Lake.DuckDb;
using Sluice.Lake.Glue.Catalog;

namespace Sluice.Lake.Athena.Tables;

/// <summary>
/// Text with a field delimiter, as Hive's LazySimpleSerDe reads it: no quotes, missing fields are NULL, further ones are
/// ignored, and a value that is not of the column's type is NULL.
/// </summary>
/// <param name="texts">Sees to compression.</param>
internal sealed class DelimitedText(TextFiles texts) : IWritableFormat
{
    /// <inheritdoc/>
    public string FileSuffix => ".gz";

    /// <inheritdoc/>
    public bool Reads(string serializationLibrary) => serializationLibrary.EndsWith(".LazySimpleSerDe", StringComparison.Ordinal);

    /// <inheritdoc/>
    public bool Writes(string serializationLibrary) => Reads(serializationLibrary);

    /// <inheritdoc/>
    public string CopyOptions(GlueTable table) =>
        $"FORMAT csv, HEADER false, QUOTE '', ESCAPE '', NULLSTR '\\N', COMPRESSION gzip, DELIMITER {DuckDbSql.Literal(Delimiter(table))}";

    /// <inheritdoc/>
    public string Written(TableColumn column) => TextValue.Written(column);

    /// <inheritdoc/>
    public IEnumerable<ScanBranch> Scan(DuckDbConnection connection, TableScan scan, CancellationToken cancellationToken)
    {
        RefuseNested(scan);
        var nothing = DuckDbSql.Literal(scan.SerDeParameter("serialization.null.format") ?? "\\N");
        var escape = scan.SerDeParameter("escape.delim") is { Length: > 0 } given ? given[..1] : null;
        var fields = escape is null
            ? $"string_split(line, {DuckDbSql.Literal(Delimiter(scan.Table))})"
            : EscapedFields(Delimiter(scan.Table), escape);
        var fieldTexts = scan.Columns.Select((_, index) => $"nullif(f[{index + 1}], {nothing}) AS field{index + 1}");
        var items = scan.Columns.Select((column, index) =>
            $"{TextValue.Of(Unescaped($"field{index + 1}", column.Type, escape), column.Type)} AS {column.Quoted}");
        return texts.Scan(
            scan,
            (compression, files) =>
                $"SELECT {string.Join(", ", items)}{scan.Keys(files[0])} FROM (SELECT {string.Join(", ", fieldTexts)}, * EXCLUDE (f) FROM "
                // The reader of lines gives NULL for an empty one, which is a field without text.
                + $"(SELECT {fields} AS f, * EXCLUDE (line) FROM (SELECT * REPLACE (coalesce(line, '') AS line) FROM "
                + $"{TextFiles.WholeLines(files, compression, $"skip={scan.HeaderLines}{scan.ReaderOptions}")})))",
            cancellationToken);
    }

    /// <summary>A line's fields, as they are written.</summary>
    private static string EscapedFields(string delimiter, string escape)
    {
        var (end, mark) = (TextPattern.Of(delimiter), TextPattern.Of(escape));
        return TextPattern.Fields(delimiter, escape, $"(?:{mark}.|[^{end}{mark}])*");
    }

    /// <summary>After the escape character any other stands for itself, in texts; an escape is no part of a number or date.</summary>
    private static string Unescaped(string field, HiveType type, string? escape) =>
        escape is not null && type.DuckDb == "VARCHAR"
            ? $"regexp_replace({field}, {DuckDbSql.Literal($"{TextPattern.Of(escape)}(.)")}, '\\1', 'g')"
            : field;

    private static void RefuseNested(TableScan scan)
    {
        if (scan.Columns.FirstOrDefault(static column => column.Type.Fields.Count > 0) is { } nested)
        {
            throw new QueryFailure(
                "NOT_SUPPORTED",
                $"Column '{nested.Name}' of {scan.Table.DatabaseName}.{scan.Table.Name} is of type {nested.Type}: the lake reads no arrays, maps and structs from delimited text. "
                + "Declare it as string and split it, or keep the data as JSON or Parquet.");
        }
    }

    private static string Delimiter(GlueTable table)
    {
        var parameters = table.StorageDescriptor?.SerdeInfo?.Parameters;
        var text = parameters?.GetValueOrDefault("field.delim") ?? parameters?.GetValueOrDefault("serialization.format") ?? "\u0001";
        return text switch
        {
            "\\t" => "\t",
            "1" or "\\u0001" or "\\001" => "\u0001",
            _ => text,
        };
    }
}
