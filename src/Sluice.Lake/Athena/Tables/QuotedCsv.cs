using Sluice.Lake.DuckDb;

namespace Sluice.Lake.Athena.Tables;

/// <summary>CSV with quotes, as OpenCSVSerde reads it: every field is text, an empty one too; other column types are cast.</summary>
/// <param name="texts">Sees to compression.</param>
internal sealed class QuotedCsv(TextFiles texts) : ITableFormat
{
    /// <inheritdoc/>
    public bool Reads(string serializationLibrary) => serializationLibrary.EndsWith(".OpenCSVSerde", StringComparison.Ordinal);

    /// <inheritdoc/>
    public IEnumerable<ScanBranch> Scan(DuckDbConnection connection, TableScan scan, CancellationToken cancellationToken)
    {
        var separator = scan.SerDeParameter("separatorChar") is { Length: > 0 } given ? given.Replace("\\t", "\t", StringComparison.Ordinal) : ",";
        var quote = scan.SerDeParameter("quoteChar") is { Length: > 0 } other ? other[..1] : "\"";
        var escape = scan.SerDeParameter("escapeChar") is { Length: > 0 } mark ? mark[..1] : "\\";
        var hasEscape = $"contains(line, {DuckDbSql.Literal(escape)})";
        return texts.Scan(
            scan,
            (compression, files) => escape != quote && texts.AnyLine(connection, files, compression, hasEscape, cancellationToken)
                ? Escaped(scan, compression, files, separator, quote, escape)
                : Quoted(scan, compression, files, separator, quote),
            cancellationToken);
    }

    private static string Quoted(TableScan scan, string compression, IReadOnlyList<TableFile> files, string separator, string quote)
    {
        var declared = string.Join(", ", scan.Columns.Select(static column => $"{DuckDbSql.Literal(column.Name)}: 'VARCHAR'"));
        var items = scan.Columns.Select(static column => $"{Item(column, column.Quoted)} AS {column.Quoted}");
        var mark = DuckDbSql.Literal(quote);
        return $"SELECT {string.Join(", ", items)}{scan.Keys(files[0])} FROM read_csv("
            + $"{DuckDbSql.List(files.Select(static found => found.Path))}, columns={{{declared}}}, delim={DuckDbSql.Literal(separator)}, quote={mark}, escape={mark}, "
            + $"header=false, auto_detect=false, skip={scan.HeaderLines}, null_padding=true, strict_mode=false, force_not_null=["
            + $"{string.Join(", ", scan.Columns.Select(static column => DuckDbSql.Literal(column.Name)))}], compression='{compression}'{scan.ReaderOptions})";
    }

    /// <summary>
    /// Where the escape character occurs, fields are taken apart by a pattern: DuckDB takes either it or a second quote before a quote, and
    /// OpenCSVSerde both. What follows the escape character stands for itself, inside of quotes and outside.
    /// </summary>
    private static string Escaped(TableScan scan, string compression, IReadOnlyList<TableFile> files, string separator, string quote, string escape)
    {
        var (q, e, s) = (TextPattern.Of(quote), TextPattern.Of(escape), TextPattern.Of(separator));
        var field = $"(?:{q}(?:{e}.|{q}{q}|[^{q}{e}])*{q}|{e}.|[^{s}{q}{e}])*";
        var unquoted = DuckDbSql.Literal($"{e}(.)|{q}({q})|{q}");
        var items = scan.Columns.Select((column, index) => $"{Item(column, $"coalesce(f[{index + 1}], '')")} AS {column.Quoted}");
        return $"SELECT {string.Join(", ", items)}{scan.Keys(files[0])} FROM (SELECT list_transform({TextPattern.Fields(separator, escape, field)}, "
            + $"part -> regexp_replace(part, {unquoted}, '\\1\\2', 'g')) AS f, * EXCLUDE (line) FROM "
            + $"{TextFiles.WholeLines(files, compression, $"skip={scan.HeaderLines}{scan.ReaderOptions}")})";
    }

    /// <summary>Dates and timestamps are numbers: days, and milliseconds, since 1970. Other text is cast, as far as it can be.</summary>
    private static string Item(TableColumn column, string text) => column.Type.Name switch
    {
        _ when column.Type.DuckDb == "VARCHAR" => text,
        "date" => $"CASE WHEN {IsNumber(text)} THEN DATE '1970-01-01' + CAST({text} AS INTEGER) ELSE CAST(nullif({text}, '') AS DATE) END",
        "timestamp" => $"CASE WHEN {IsNumber(text)} THEN make_timestamp(CAST({text} AS BIGINT) * 1000) ELSE CAST(nullif({text}, '') AS TIMESTAMP) END",
        _ => $"CAST(nullif({text}, '') AS {column.Type.DuckDb})",
    };

    private static string IsNumber(string text) => $"regexp_full_match({text}, '-?[0-9]+')";
}
