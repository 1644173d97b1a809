using Sluice.Lake.DuckDb;
using Sluice.Lake.Glue.Catalog;

namespace Sluice.Lake.Athena.Tables;

/// <summary>CSV with quotes, as OpenCSVSerde reads it: every field is text, an empty one too; other column types are cast.</summary>
/// <param name="texts">Sees to compression.</param>
internal sealed class QuotedCsv(TextFiles texts) : ITableFormat
{
    /// <inheritdoc/>
    public string FileSuffix => ".gz";

    /// <inheritdoc/>
    public bool Reads(string serializationLibrary) => serializationLibrary.EndsWith(".OpenCSVSerde", StringComparison.Ordinal);

    /// <inheritdoc/>
    public string CopyOptions(GlueTable table) => "FORMAT csv, HEADER false, FORCE_QUOTE *, COMPRESSION gzip";

    /// <inheritdoc/>
    public string Written(TableColumn column) => $"CAST({column.Quoted} AS VARCHAR) AS {column.Quoted}";

    /// <inheritdoc/>
    public IEnumerable<ScanBranch> Scan(DuckDbConnection connection, TableScan scan, CancellationToken cancellationToken)
    {
        var declared = string.Join(", ", scan.Columns.Select(static column => $"{DuckDbSql.Literal(column.Name)}: 'VARCHAR'"));
        var items = scan.Columns.Select(static column => $"{Item(column)} AS {column.Quoted}");
        var separator = DuckDbSql.Literal(scan.SerDeParameter("separatorChar") is { Length: > 0 } given ? given.Replace("\\t", "\t", StringComparison.Ordinal) : ",");
        var quote = DuckDbSql.Literal(scan.SerDeParameter("quoteChar") ?? "\"");
        return texts.Scan(
            scan,
            (compression, files) =>
                $"SELECT {string.Join(", ", items)}{scan.Keys(files[0])} FROM read_csv("
                + $"{DuckDbSql.List(files.Select(static found => found.Path))}, columns={{{declared}}}, delim={separator}, quote={quote}, escape={quote}, "
                + $"header=false, auto_detect=false, skip={scan.HeaderLines}, null_padding=true, strict_mode=false, force_not_null=["
                + $"{string.Join(", ", scan.Columns.Select(static column => DuckDbSql.Literal(column.Name)))}], compression='{compression}'{scan.ReaderOptions})",
            cancellationToken);
    }

    private static string Item(TableColumn column) => column.Type.DuckDb == "VARCHAR"
        ? column.Quoted
        : $"CAST(nullif({column.Quoted}, '') AS {column.Type.DuckDb})";
}
