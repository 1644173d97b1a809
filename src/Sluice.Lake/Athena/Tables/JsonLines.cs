using Sluice.Lake.DuckDb;
using Sluice.Lake.Glue.Catalog;

namespace Sluice.Lake.Athena.Tables;

/// <summary>One JSON object a line, as the OpenX and the Hive JSON SerDe read it.</summary>
/// <param name="texts">Sees to compression.</param>
internal sealed class JsonLines(TextFiles texts) : IWritableFormat
{
    /// <inheritdoc/>
    public string FileSuffix => ".gz";

    /// <inheritdoc/>
    public bool Reads(string serializationLibrary) => serializationLibrary.EndsWith(".JsonSerDe", StringComparison.Ordinal);

    /// <inheritdoc/>
    public bool Writes(string serializationLibrary) => serializationLibrary.EndsWith(".hcatalog.data.JsonSerDe", StringComparison.Ordinal);

    /// <inheritdoc/>
    public string CopyOptions(GlueTable table) => "FORMAT json, COMPRESSION gzip";

    /// <inheritdoc/>
    public IEnumerable<ScanBranch> Scan(DuckDbConnection connection, TableScan scan, CancellationToken cancellationToken)
    {
        var mapped = scan.Columns.Select(column => (Column: column, Key: scan.SerDeParameter($"mapping.{column.Name}") ?? column.Name)).ToList();
        var isMapped = mapped.Exists(static column => column.Key != column.Column.Name);
        var isInsensitive = isMapped || scan.SerDeParameter("case.insensitive") != "false";
        return texts.Scan(
            scan,
            (compression, files) => isInsensitive && (isMapped || texts.AnyLine(connection, files, compression, JsonKeys.HasCapitals, cancellationToken))
                ? ByAnySpelling(scan, mapped, compression, files)
                : AsSpelled(scan, compression, files),
            cancellationToken);
    }

    private static string AsSpelled(TableScan scan, string compression, IReadOnlyList<TableFile> files)
    {
        var declared = string.Join(", ", scan.Columns.Select(
            static column => $"{DuckDbSql.Literal(column.Name)}: {DuckDbSql.Literal(column.Type.DuckDb)}"));
        return $"SELECT {Items(scan)}{scan.Keys(files[0])} FROM read_json({Paths(files)}, columns={{{declared}}}, {Options(scan, compression)})";
    }

    private static string ByAnySpelling(
        TableScan scan, IEnumerable<(TableColumn Column, string Key)> mapped, string compression, IReadOnlyList<TableFile> files)
    {
        var fields = string.Join(", ", scan.Columns.Select(static column => $"{column.Quoted} {column.Type.DuckDb}"));
        var items = string.Join(", ", scan.Columns.Select(static column => $"found.{column.Quoted} AS {column.Quoted}"));
        var cast = IgnoresErrors(scan) ? "TRY_CAST" : "CAST";
        return $"SELECT {items}{scan.Keys(files[0])} FROM (SELECT {cast}({JsonKeys.Columns("line", mapped)} AS STRUCT({fields})) AS found, * EXCLUDE (line) "
            + $"FROM read_json({Paths(files)}, columns={{'line': 'JSON'}}, records=false, {Options(scan, compression)}))";
    }

    private static string Items(TableScan scan) => string.Join(", ", scan.Columns.Select(static column => column.Quoted));

    private static string Paths(IReadOnlyList<TableFile> files) => DuckDbSql.List(files.Select(static found => found.Path));

    private static bool IgnoresErrors(TableScan scan) => scan.SerDeParameter("ignore.malformed.json") == "true";

    private static string Options(TableScan scan, string compression) =>
        $"format='newline_delimited', ignore_errors={(IgnoresErrors(scan) ? "true" : "false")}, "
        + $"compression='{(compression == TextCompression.None ? "uncompressed" : compression)}'{scan.ReaderOptions}";
}
