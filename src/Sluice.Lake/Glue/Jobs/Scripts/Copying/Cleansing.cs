using Sluice.Lake.DuckDb;

namespace Sluice.Lake.Glue.Jobs.Scripts.Copying;

/// <summary>Text, trimmed; blank is NULL; of its type or the run fails; one row for each key.</summary>
internal sealed class Cleansing(
    DuckDbConnection connection, CopySource source, IReadOnlyList<CopyColumn> columns, IReadOnlyList<string> key, string? latestBy)
{
    internal const string Blanks = @"[ \t\r\n\x{a0}]+";

    /// <summary>Cleanses; returns the relation that holds the result.</summary>
    /// <exception cref="JobFailedException">A column is not there, or a value is not of its column's type.</exception>
    internal string Run(JobLog log, CancellationToken cancellationToken)
    {
        CheckNames();
        var trimmed = columns.Select(static column =>
            $"nullif(regexp_replace(CAST({column.Quoted} AS VARCHAR), {DuckDbSql.Literal($"^{Blanks}|{Blanks}$")}, '', 'g'), '') AS {column.Quoted}");
        connection.Execute($"CREATE TABLE trimmed AS SELECT {string.Join(", ", trimmed)} FROM {source.Relation}", cancellationToken);
        CheckTypes(cancellationToken);
        var typed = string.Join(", ", columns.Select(static column => $"{column.Typed} AS {column.Quoted}"));
        if (key.Count == 0)
        {
            connection.Execute($"CREATE TABLE cleansed AS SELECT {typed} FROM trimmed", cancellationToken);
            return "cleansed";
        }

        var keys = string.Join(", ", key.Select(DuckDbSql.Identifier));
        var present = string.Join(" AND ", key.Select(static name => $"{DuckDbSql.Identifier(name)} IS NOT NULL"));
        var order = string.Join(", ", (latestBy is null ? [] : new[] { latestBy }).Concat(columns.Select(static column => column.Name))
            .Select(static name => $"{DuckDbSql.Identifier(name)} DESC NULLS LAST"));
        connection.Execute($"CREATE TABLE typed AS SELECT {typed} FROM trimmed WHERE {present}", cancellationToken);
        connection.Execute(
            $"CREATE TABLE cleansed AS SELECT * FROM typed QUALIFY row_number() OVER (PARTITION BY {keys} ORDER BY {order}) = 1 ORDER BY {keys}", cancellationToken);
        var (keyed, kept) = (Count("typed", cancellationToken), Count("cleansed", cancellationToken));
        if (kept == 0)
        {
            throw CopySource.Empty($"{source.Table}, cleansed,");
        }

        log.Info($"Left out {source.Rows - keyed} rows without {string.Join(", ", key)} and {keyed - kept} of a key that there was already.");
        return "cleansed";
    }

    private long Count(string relation, CancellationToken cancellationToken)
    {
        using var result = connection.Query($"SELECT count(*) FROM {relation}", cancellationToken);
        return (long)result.Rows().First()[0]!; // a count is one number
    }

    private void CheckNames()
    {
        foreach (var column in columns)
        {
            if (!source.Columns.Contains(column.Name, StringComparer.Ordinal))
            {
                throw new JobFailedException($"--columns names {column.Name}, which {source.Table} does not have. It has: {string.Join(", ", source.Columns)}.");
            }
        }

        foreach (var name in latestBy is null ? key : key.Append(latestBy))
        {
            if (columns.All(column => column.Name != name))
            {
                throw new JobFailedException($"--key and --latest_by name {name}, which is not among --columns.");
            }
        }
    }

    private void CheckTypes(CancellationToken cancellationToken)
    {
        var counts = columns.Select(static column => $"count(*) FILTER (WHERE {column.Quoted} IS NOT NULL AND ({column.Typed}) IS NULL)");
        using var result = connection.Query($"SELECT {string.Join(", ", counts)} FROM trimmed", cancellationToken);
        var row = result.Rows().First(); // a count without groups is one row
        var wrong = columns.Select((column, index) => (Column: column, Count: Convert.ToInt64(row[index], System.Globalization.CultureInfo.InvariantCulture)))
            .Where(static found => found.Count > 0)
            .Select(static found => $"{found.Count} values of {found.Column.Name} are not of type {found.Column.Type}")
            .ToList();
        if (wrong.Count > 0)
        {
            // Which values is not said: messages and logs hold no rows.
            throw new JobFailedException($"{source.Table}: {string.Join("; ", wrong)}. Correct them at the source, or make the columns string.");
        }
    }
}
