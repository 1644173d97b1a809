namespace Sluice.Lake.Glue.Crawlers.Jdbc;

/// <summary>
/// The path of a JDBC target, <c>database/schema/table</c>: <c>%</c> stands for any letters of schema or table, and
/// <c>database/%</c> for all tables of all schemas
/// (<see href="https://docs.aws.amazon.com/glue/latest/dg/define-crawler-choose-data-sources.html"/>).
/// </summary>
/// <param name="Database">The database; no pattern.</param>
/// <param name="Schema">The schema's pattern.</param>
/// <param name="Table">The table's pattern.</param>
internal sealed record JdbcPath(string Database, string Schema, string Table)
{
    /// <summary>Whether there is one table that it can mean.</summary>
    internal bool NamesOneTable => !Schema.Contains('%', StringComparison.Ordinal) && !Table.Contains('%', StringComparison.Ordinal);

    /// <summary>Reads a path; null when it is none.</summary>
    internal static JdbcPath? TryParse(string? text) => text?.Trim('/').Split('/') switch
    {
        [{ Length: > 0 } database, { Length: > 0 } schema, { Length: > 0 } table] when !database.Contains('%', StringComparison.Ordinal) =>
            new JdbcPath(database, schema, table),
        [{ Length: > 0 } database, "%"] when !database.Contains('%', StringComparison.Ordinal) => new JdbcPath(database, "%", "%"),
        _ => null,
    };

    /// <summary>A pattern for PostgreSQL's LIKE, where an underscore would stand for any letter.</summary>
    internal static string Like(string pattern) => pattern
        .Replace("\\", "\\\\", StringComparison.Ordinal)
        .Replace("_", "\\_", StringComparison.Ordinal);

    /// <summary>Whether a table's location, <c>database.schema.table</c>, is within the path.</summary>
    internal bool Covers(string? location) => location?.Split('.') is [var database, var schema, var table]
        && database == Database && Matches(Schema, schema) && Matches(Table, table);

    private static bool Matches(string pattern, string name)
    {
        var parts = pattern.Split('%');
        if (parts.Length == 1)
        {
            return name == pattern;
        }

        if (!name.StartsWith(parts[0], StringComparison.Ordinal))
        {
            return false;
        }

        var at = parts[0].Length;
        foreach (var part in parts[1..^1])
        {
            var found = name.IndexOf(part, at, StringComparison.Ordinal);
            if (found < 0)
            {
                return false;
            }

            at = found + part.Length;
        }

        return name.Length - at >= parts[^1].Length && name.EndsWith(parts[^1], StringComparison.Ordinal);
    }
}
