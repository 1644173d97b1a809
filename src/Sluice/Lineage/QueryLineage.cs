using Sluice.Lineage.Reading;
using Sluice.Sql;

namespace Sluice.Lineage;

/// <summary>
/// Where a query's columns come from, read from its text: which tables, and for each column which of theirs. It knows or it
/// says nothing: what this reader does not follow (subqueries inside of expressions, lambdas, recursion, names that several
/// tables may mean) has no origin.
/// </summary>
/// <param name="Tables">The tables that are read, each once, in the order in which they are named.</param>
/// <param name="Columns">The result's columns, in order; null where not even their number is known.</param>
public sealed record QueryLineage(IReadOnlyList<SourceTable> Tables, IReadOnlyList<QueryColumn>? Columns)
{
    /// <summary>Reads a query: SELECT or WITH … SELECT, placeholders rendered.</summary>
    /// <param name="sql">The query.</param>
    /// <param name="database">The database of names without one.</param>
    /// <param name="columns">The columns of a table, partition keys included; null for a table that is not known.</param>
    public static QueryLineage Read(string sql, string database, Func<SourceTable, IReadOnlyList<string>?> columns)
    {
        var tokens = SqlTokenizer.Read("query", sql).Where(token => token.Kind is not (SqlTokenKind.Space or SqlTokenKind.Comment)).ToList();
        var reader = new QueryReader(tokens, database, columns);
        try
        {
            var relation = reader.Read();
            return new QueryLineage([.. reader.Tables.Union(TableNames.Of(tokens))], relation.Columns);
        }
        catch (UnknownSyntaxException)
        {
            return new QueryLineage(TableNames.Of(tokens), null);
        }
    }

    /// <summary>Reads a statement that fills a table, and names its columns as the table does.</summary>
    /// <param name="statement">INSERT INTO … SELECT.</param>
    /// <param name="target">The columns that it fills, in order, where it does not list them.</param>
    /// <param name="database">The database of names without one.</param>
    /// <param name="columns">As for <see cref="Read"/>.</param>
    public static QueryLineage OfInsert(
        SqlStatement statement, IReadOnlyList<string> target, string database, Func<SourceTable, IReadOnlyList<string>?> columns)
    {
        var lineage = Read(statement.Query, database, columns);
        var names = statement.Target?.Columns ?? target;
        return lineage with
        {
            Columns = lineage.Columns is { } found && found.Count == names.Count
                ? [.. found.Zip(names, static (column, name) => column with { Name = name })]
                : null,
        };
    }
}
