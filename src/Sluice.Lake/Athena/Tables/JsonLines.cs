using Sluice.Lake.DuckDb;
using Sluice.Lake.Glue.Catalog;

namespace Sluice.Lake.Athena.Tables;

/// <summary>One JSON object a line, as the OpenX and the Hive JSON SerDe read it.</summary>
/// <param name="texts">Sees to compression.</param>
internal sealed class JsonLines(TextFiles texts) : ITableFormat
{
    /// <inheritdoc/>
    public string FileSuffix => ".gz";

    /// <inheritdoc/>
    public bool Reads(string serializationLibrary) => serializationLibrary.EndsWith(".JsonSerDe", StringComparison.Ordinal);

    /// <inheritdoc/>
    public string CopyOptions(GlueTable table) => "FORMAT json, COMPRESSION gzip";

    /// <inheritdoc/>
    public string Written(TableColumn column) => column.Quoted;

    /// <inheritdoc/>
    public IEnumerable<ScanBranch> Scan(DuckDbConnection connection, TableScan scan, CancellationToken cancellationToken)
    {
        var declared = string.Join(", ", scan.Columns.Select(
            static column => $"{DuckDbSql.Literal(column.Name)}: {DuckDbSql.Literal(column.Type.DuckDb)}"));
        var items = scan.Columns.Select(static column => column.Quoted);
        var ignoreErrors = scan.SerDeParameter("ignore.malformed.json") == "true" ? "true" : "false";
        return texts.Scan(
            scan,
            (compression, files) =>
                $"SELECT {string.Join(", ", items)}{scan.Keys(files[0])} FROM read_json("
                + $"{DuckDbSql.List(files.Select(static found => found.Path))}, columns={{{declared}}}, format='newline_delimited', "
                + $"ignore_errors={ignoreErrors}, compression='{(compression == TextCompression.None ? "uncompressed" : compression)}'{scan.ReaderOptions})",
            cancellationToken);
    }
}
