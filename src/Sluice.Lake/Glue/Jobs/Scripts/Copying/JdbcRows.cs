using System.Globalization;
using Npgsql;
using Sluice.Lake.Athena.Tables;
using Sluice.Lake.DuckDb;
using Sluice.Lake.Glue.Catalog;
using Sluice.Lake.Glue.Connections;
using Sluice.Lake.Glue.Crawlers.Jdbc;

namespace Sluice.Lake.Glue.Jobs.Scripts.Copying;

/// <summary>Takes a table's rows out of PostgreSQL, in one statement and so as of one moment, into a file that DuckDB reads.</summary>
internal static class JdbcRows
{
    private const int BufferLength = 1 << 16;

    /// <summary>Exports the rows; returns the query that reads them.</summary>
    internal static async Task<string> ReadAsync(Databases databases, GlueTable table, string folder, CancellationToken cancellationToken)
    {
        var name = $"{table.DatabaseName}.{table.Name}";
        var connection = table.Parameters?.GetValueOrDefault(JdbcTableDefinition.ConnectionName)
            ?? throw new JobFailedException($"{name} has no {JdbcTableDefinition.ConnectionName} among its parameters: run its crawler again.");
        if (table.StorageDescriptor?.Location?.Split('.') is not [_, var schema, var relation])
        {
            throw new JobFailedException($"{name} has the location '{table.StorageDescriptor?.Location}', which is not database.schema.table: run its crawler again.");
        }

        var columns = (table.StorageDescriptor.Columns ?? []).Select(static column => (column.Name, Type: HiveType.Parse(column.Type ?? "string"))).ToList();
        var file = Path.Combine(folder, "rows.csv");
        using (var source = databases.Open(connection))
        {
            var names = Names(source, schema, relation, cancellationToken);
            var items = columns.Select(column => Exported(
                names.GetValueOrDefault(column.Name) ?? throw new JobFailedException(
                    $"{name} has the column {column.Name}, which {schema}.{relation} of connection {connection} has no more, or that the user {source.User} may not read. Run its crawler again."),
                column.Type));
            await ExportAsync(
                source, $"COPY (SELECT {string.Join(", ", items)} FROM {DuckDbSql.Identifier(schema)}.{DuckDbSql.Identifier(relation)}) TO STDOUT (FORMAT csv)",
                file, $"read {schema}.{relation}", cancellationToken);
        }

        var texts = string.Join(", ", columns.Select(static (_, index) => $"'{Position(index)}': 'VARCHAR'"));
        var values = string.Join(", ", columns.Select(static (column, index) => $"{Imported(Position(index), column.Type)} AS {DuckDbSql.Identifier(column.Name)}"));
        return $"SELECT {values} FROM read_csv({DuckDbSql.Literal(file)}, columns = {{{texts}}}, auto_detect = false, header = false, delim = ',', " +
            "quote = '\"', escape = '\"', nullstr = '', allow_quoted_nulls = false)";
    }

    private static string Position(int index) => string.Create(CultureInfo.InvariantCulture, $"c{index}");

    /// <summary>The table's own names of its columns, by those of the catalog, which have one case.</summary>
    private static Dictionary<string, string> Names(OpenDatabase source, string schema, string relation, CancellationToken cancellationToken)
    {
        using var command = new NpgsqlCommand(
            "SELECT column_name::text FROM information_schema.columns WHERE table_schema = @schema AND table_name = @table", source.Session);
        command.Parameters.AddWithValue("schema", schema);
        command.Parameters.AddWithValue("table", relation);
        using var cancellation = cancellationToken.Register(command.Cancel);
        var names = new Dictionary<string, string>(StringComparer.Ordinal);
        try
        {
            using var reader = command.ExecuteReader();
            while (reader.Read())
            {
                names[reader.GetString(0).ToLowerInvariant()] = reader.GetString(0);
            }
        }
        catch (NpgsqlException exception)
        {
            cancellationToken.ThrowIfCancellationRequested();
            throw source.Failure($"list the columns of {schema}.{relation}", exception);
        }

        return names.Count > 0 ? names : throw new DatabaseException(
            $"Connection {source.Connection}: the database {source.Url} has no table {schema}.{relation} that the user {source.User} may read. " +
            "Create it, grant SELECT on it, or run its crawler again.");
    }

    private static async Task ExportAsync(OpenDatabase source, string copy, string file, string what, CancellationToken cancellationToken)
    {
        try
        {
            // The forms that Imported reads, whatever the server's settings are.
            await using (var settings = new NpgsqlCommand("SET TimeZone TO 'UTC'; SET DateStyle TO 'ISO, YMD'; SET extra_float_digits TO 1; SET bytea_output TO hex", source.Session))
            {
                await settings.ExecuteNonQueryAsync(cancellationToken);
            }

            using var rows = await source.Session.BeginTextExportAsync(copy, cancellationToken);
            await using var target = new StreamWriter(file);
            var buffer = new char[BufferLength];
            while (await rows.ReadAsync(buffer, cancellationToken) is > 0 and var length)
            {
                await target.WriteAsync(buffer.AsMemory(0, length), cancellationToken);
            }
        }
        catch (NpgsqlException exception)
        {
            cancellationToken.ThrowIfCancellationRequested();
            throw source.Failure(what, exception);
        }
    }

    private static string Exported(string name, HiveType type)
    {
        var quoted = DuckDbSql.Identifier(name);
        return type.Name switch
        {
            "array" => $"to_json({quoted})::text",
            "timestamp" => $"{quoted}::timestamp::text", // with the session in UTC, a moment's text there
            "boolean" => $"{quoted}::text", // COPY itself writes t and f
            _ => quoted, // a cast would take the blanks at the end of a char(n)
        };
    }

    private static string Imported(string name, HiveType type) => type.Name switch
    {
        "string" => name,
        "binary" => $"unhex(substr({name}, 3))", // \x0a1b
        "array" => $"CAST(CAST({name} AS JSON) AS {type.DuckDb})",
        _ => $"CAST({name} AS {type.DuckDb})",
    };
}
