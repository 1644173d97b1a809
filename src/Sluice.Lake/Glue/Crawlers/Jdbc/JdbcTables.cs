using Npgsql;
using Sluice.Lake.Glue.Catalog;
using Sluice.Lake.Glue.Connections;

namespace Sluice.Lake.Glue.Crawlers.Jdbc;

/// <summary>Finds tables in a database. PostgreSQL shows those that the user may read.</summary>
internal static class JdbcTables
{
    private const string Query = """
        SELECT table_schema::text, table_name::text, column_name::text, udt_name::text, numeric_precision::int, numeric_scale::int
        FROM information_schema.columns
        WHERE table_schema LIKE @schema AND table_name LIKE @table AND table_schema NOT IN ('pg_catalog', 'information_schema')
        ORDER BY table_schema, table_name, ordinal_position
        """;

    /// <summary>The tables that a path means.</summary>
    /// <exception cref="DatabaseException">They cannot be read.</exception>
    internal static IReadOnlyList<JdbcTable> Read(OpenDatabase source, JdbcPath path, CancellationToken stop)
    {
        using var command = new NpgsqlCommand(Query, source.Session);
        command.Parameters.AddWithValue("schema", JdbcPath.Like(path.Schema));
        command.Parameters.AddWithValue("table", JdbcPath.Like(path.Table));
        using var cancellation = stop.Register(command.Cancel);
        var columns = new List<(string Schema, string Table, GlueColumn Column)>();
        try
        {
            using var reader = command.ExecuteReader();
            while (reader.Read())
            {
                int? precision = reader.IsDBNull(4) ? null : reader.GetInt32(4);
                int? scale = reader.IsDBNull(5) ? null : reader.GetInt32(5);
                columns.Add((reader.GetString(0), reader.GetString(1), new GlueColumn
                {
                    Name = reader.GetString(2).ToLowerInvariant(),
                    Type = PostgresTypes.Of(reader.GetString(3), precision, scale),
                }));
            }
        }
        catch (Exception exception) when (exception is NpgsqlException or InvalidOperationException)
        {
            stop.ThrowIfCancellationRequested();
            throw source.Failure($"list the tables of {source.Url}", exception);
        }

        return columns
            .GroupBy(static column => (column.Schema, column.Table))
            .Select(group => Table(source, group.Key.Schema, group.Key.Table, group.Select(static column => column.Column).ToList()))
            .ToList();
    }

    private static JdbcTable Table(OpenDatabase source, string schema, string name, List<GlueColumn> columns)
    {
        if (columns.GroupBy(static column => column.Name, StringComparer.Ordinal).FirstOrDefault(static same => same.Skip(1).Any()) is { } twice)
        {
            throw new DatabaseException(
                $"Connection {source.Connection}: the table {schema}.{name} has columns that differ in case only ({twice.Key}). Glue's names have one case: crawl a view with other names.");
        }

        if (schema.Contains('.', StringComparison.Ordinal) || name.Contains('.', StringComparison.Ordinal))
        {
            throw new DatabaseException(
                $"Connection {source.Connection}: the table \"{schema}\".\"{name}\" has a dot in its name, which parts names in the catalog. Crawl a view with another name.");
        }

        return new JdbcTable(source.Url.Database, schema, name, columns);
    }
}
