using Sluice.Lake.DuckDb;
using Sluice.Lake.Glue.Catalog;

namespace Sluice.Lake.Athena.Tables;

/// <summary>
/// Text with a field delimiter, as Hive's LazySimpleSerDe reads it: no quotes, missing fields are NULL, further ones are
/// ignored, and a value that is not of the column's type is NULL.
/// </summary>
/// <param name="texts">Sees to compression.</param>
internal sealed class DelimitedText(TextFiles texts) : ITableFormat
{
    /// <summary>A delimiter that no text has, so that a line is one field.</summary>
    private const string WholeLine = "chr(31) || chr(30)";

    /// <inheritdoc/>
    public string FileSuffix => ".gz";

    /// <inheritdoc/>
    public bool Reads(string serializationLibrary) => serializationLibrary.EndsWith(".LazySimpleSerDe", StringComparison.Ordinal);

    /// <inheritdoc/>
    public string CopyOptions(GlueTable table) =>
        $"FORMAT csv, HEADER false, QUOTE '', ESCAPE '', NULLSTR '\\N', COMPRESSION gzip, DELIMITER {DuckDbSql.Literal(Delimiter(table))}";

    /// <inheritdoc/>
    public string Written(TableColumn column) => column.Quoted;

    /// <inheritdoc/>
    public IEnumerable<ScanBranch> Scan(DuckDbConnection connection, TableScan scan, CancellationToken cancellationToken)
    {
        var delimiter = DuckDbSql.Literal(Delimiter(scan.Table));
        var nothing = DuckDbSql.Literal(scan.SerDeParameter("serialization.null.format") ?? "\\N");
        var items = scan.Columns.Select((column, index) => $"{Item($"f[{index + 1}]", column, nothing)} AS {column.Quoted}");
        return texts.Scan(
            scan,
            (compression, files) =>
                $"SELECT {string.Join(", ", items)}{scan.Keys(files[0])} FROM (SELECT string_split(line, {delimiter}) AS f, * EXCLUDE (line) FROM read_csv("
                + $"{DuckDbSql.List(files.Select(static found => found.Path))}, columns={{'line': 'VARCHAR'}}, delim={WholeLine}, quote='', escape='', "
                + $"header=false, auto_detect=false, skip={scan.HeaderLines}, nullstr='', allow_quoted_nulls=false, compression='{compression}'{scan.ReaderOptions}))",
            cancellationToken);
    }

    private static string Item(string field, TableColumn column, string nothing) => column.Type.Name switch
    {
        "string" or "varchar" or "char" => $"nullif({field}, {nothing})",
        _ => $"TRY_CAST(nullif({field}, {nothing}) AS {column.Type.DuckDb})",
    };

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
