using Sluice.Lake.Athena.Execution;
using Sluice.Lake.Athena.Tables;
using Sluice.Lake.DuckDb;
using Sluice.Lake.Glue.Catalog;
using Sluice.Lake.Glue.Connections;
using Sluice.Lake.Glue.Crawlers.Jdbc;

namespace Sluice.Lake.Glue.Jobs.Scripts.Copying;

/// <summary>The table that is copied, read into the engine.</summary>
internal sealed record CopySource
{
    private const string ReadRelation = "source";

    /// <summary>The table, <c>database.name</c>.</summary>
    public required string Table { get; init; }

    /// <summary>What the catalog says its rows are: <c>postgresql</c>, <c>csv</c> or <c>parquet</c>.</summary>
    public required string Classification { get; init; }

    /// <summary>Its columns' names, lower case.</summary>
    public required IReadOnlyList<string> Columns { get; init; }

    /// <summary>The columns with the types that the catalog has for them, when their values are text as yet.</summary>
    public IReadOnlyList<CopyColumn>? TextColumns { get; init; }

    /// <summary>How many rows it has.</summary>
    public required long Rows { get; init; }

    /// <summary>The relation in the engine that has its rows.</summary>
    internal string Relation => ReadRelation;

    /// <summary>Reads a table of the catalog.</summary>
    /// <exception cref="JobFailedException">It is not there, or of a kind that is not copied.</exception>
    /// <exception cref="DatabaseException">Its database cannot be read.</exception>
    internal static async Task<CopySource> ReadAsync(
        JobCall call, CopyArguments arguments, EngineSession session, CancellationToken cancellationToken)
    {
        var table = call.Catalog.FindTable(arguments.Database, arguments.Table) ?? throw new JobFailedException(
            $"There is no table {arguments.Table} in the Glue database {arguments.Database}. Run the crawler that registers it. A crawler makes none of a CSV file that has no rows.");
        if (table.PartitionKeys is { Count: > 0 })
        {
            throw new JobFailedException($"{arguments.Source} has partition keys; tables without are copied.");
        }

        var classification = table.Parameters?.GetValueOrDefault(JdbcTableDefinition.Classification) ?? "nothing";
        var columns = (table.StorageDescriptor?.Columns ?? []).ToList();
        var query = classification switch
        {
            JdbcTableDefinition.PostgreSql => await JdbcRows.ReadAsync(call.Databases, table, session.TemporaryFolder, cancellationToken),
            "csv" => Csv(call, table, columns, cancellationToken),
            "parquet" => Parquet(call, table, columns),
            _ => throw new JobFailedException(
                $"{arguments.Source} is classified {classification}: tables of PostgreSQL, and CSV and Parquet files, are copied."),
        };
        session.Connection.Execute($"CREATE TABLE {ReadRelation} AS {query}", cancellationToken);
        var rows = (long)session.Scalar($"SELECT count(*) FROM {ReadRelation}", cancellationToken)!; // a count is never NULL
        if (rows == 0)
        {
            throw Empty(arguments.Source);
        }

        return new CopySource
        {
            Table = arguments.Source,
            Classification = classification,
            Columns = columns.Select(static column => column.Name).ToList(),
            TextColumns = classification == "csv" ? columns.Select(static column => CopyArguments.Column(column.Name, column.Type ?? "string")).ToList() : null,
            Rows = rows,
        };
    }

    /// <summary>A table that is suddenly empty is more often a mistake.</summary>
    internal static JobFailedException Empty(string what) => new($"{what} has no rows. The copy before stays.");

    /// <summary>As text: a crawler takes 0123 for a number, and the nought would be lost.</summary>
    private static string Csv(JobCall call, GlueTable table, List<GlueColumn> columns, CancellationToken cancellationToken)
    {
        var files = Files(call, table);
        var names = columns.Select(static column => $"{DuckDbSql.Literal(column.Name)}: 'VARCHAR'");
        var header = table.Parameters?.GetValueOrDefault("skip.header.line.count") == "1" ? "true" : "false";
        var compression = table.Parameters?.GetValueOrDefault("compressionType") == "gzip" ? TextCompression.Gzip : TextCompression.None;
        if (compression == TextCompression.Gzip && files.Find(file => !GzipFile.IsWhole(file.Path, cancellationToken)) is { } broken)
        {
            throw new JobFailedException($"{broken.Uri} is not a whole gzip file; was it cut off? Deliver it again. The copy before stays.");
        }

        return $"SELECT * FROM read_csv({DuckDbSql.List(files.Select(static file => file.Path))}, columns = {{{string.Join(", ", names)}}}, auto_detect = false, header = {header}, " +
            $"delim = {DuckDbSql.Literal(table.Parameters?.GetValueOrDefault("delimiter") ?? ",")}, quote = '\"', escape = '\"', compression = '{compression}')";
    }

    private static string Parquet(JobCall call, GlueTable table, List<GlueColumn> columns)
    {
        var files = Files(call, table);
        return $"SELECT {string.Join(", ", columns.Select(static column => DuckDbSql.Identifier(column.Name)))} FROM read_parquet({DuckDbSql.List(files.Select(static file => file.Path))}, union_by_name = true)";
    }

    private static List<TableFile> Files(JobCall call, GlueTable table)
    {
        try
        {
            var files = TableFiles.List(call.Objects, table, [], []);
            return files.Count > 0 ? files : throw Empty($"{table.DatabaseName}.{table.Name}");
        }
        catch (QueryFailure failure)
        {
            throw new JobFailedException($"{table.DatabaseName}.{table.Name} cannot be read: {failure.Message}", failure);
        }
    }
}
