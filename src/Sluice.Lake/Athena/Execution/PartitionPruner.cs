using System.Text.Json.Nodes;
using Sluice.Lake.Athena.Dialect;
using Sluice.Lake.Athena.Tables;
using Sluice.Lake.DuckDb;
using Sluice.Lake.Glue.Catalog;

namespace Sluice.Lake.Athena.Execution;

/// <summary>
/// Leaves out the partitions that a query's conditions exclude before their files are looked for, as Athena does: what a day's
/// query costs does not grow with the days that are there. The conditions stay in the query.
/// </summary>
/// <param name="session">Where the query will run; its macros are there.</param>
/// <param name="references">The query's references, in its final tree.</param>
internal sealed class PartitionPruner(EngineSession session, IReadOnlyList<TableReference> references)
{
    private const string Values = "memory.main.partition_values";

    /// <summary>Between values in a list of them: no partition value has it, because a folder's name is printable.</summary>
    private const char Separator = '\u001F';

    /// <summary>The partitions that the query may read.</summary>
    internal IReadOnlyList<GluePartition> Prune(GlueTable table, IReadOnlyList<GluePartition> partitions, CancellationToken cancellationToken)
    {
        var keys = TableColumn.Of(table, table.PartitionKeys);
        if (keys.Count == 0 || partitions.Count < 2)
        {
            return partitions;
        }

        var names = keys.Select(static key => key.Name).ToHashSet(StringComparer.OrdinalIgnoreCase);
        var filters = references.Where(reference => Names(reference, table))
            .Select(reference => (Alias: TreeNode.Text(reference.Node, "alias")!, Conditions: PartitionFilter.Of(reference, names))) // every reference has been given one
            .ToList();
        if (filters.Exists(static filter => filter.Conditions.Count == 0) || partitions.Any(static partition => partition.Values.Any(static value => value.Contains(Separator, StringComparison.Ordinal))))
        {
            return partitions;
        }

        try
        {
            return Evaluate(filters, keys, partitions, cancellationToken);
        }
        catch (DuckDbException)
        {
            // A value that a condition cannot be asked of, such as 'x' of CAST(key AS integer): the query says what it makes of it.
            return partitions;
        }
        finally
        {
            session.Connection.Execute($"DROP TABLE IF EXISTS {Values}", CancellationToken.None);
        }
    }

    private static bool Names(TableReference reference, GlueTable table) =>
        reference.Schema.Equals(table.DatabaseName, StringComparison.OrdinalIgnoreCase)
        && reference.Table.Equals(table.Name, StringComparison.OrdinalIgnoreCase);

    private List<GluePartition> Evaluate(
        List<(string Alias, List<JsonObject> Conditions)> filters,
        IReadOnlyList<TableColumn> keys,
        IReadOnlyList<GluePartition> partitions,
        CancellationToken cancellationToken)
    {
        var texts = keys.Select((_, index) => $"unnest(string_split({DuckDbSql.Literal(string.Join(Separator, partitions.Select(partition => partition.Values[index])))}, chr({(int)Separator}))) AS v{index}");
        var values = keys.Select((key, index) => $"CAST(nullif(v{index}, {DuckDbSql.Literal(PartitionValue.Null)}) AS {key.Type.DuckDb}) AS {key.Quoted}");
        session.Connection.Execute(
            $"CREATE TABLE {Values} AS SELECT place, {string.Join(", ", values)} FROM (SELECT unnest(range({partitions.Count})) AS place, {string.Join(", ", texts)})",
            cancellationToken);
        var kept = new SortedSet<long>();
        foreach (var (alias, conditions) in filters)
        {
            using var found = session.Connection.Query(Statement(alias, conditions, cancellationToken), cancellationToken);
            kept.UnionWith(found.Rows().Select(static row => Convert.ToInt64(row[0], System.Globalization.CultureInfo.InvariantCulture)));
        }

        return [.. kept.Select(place => partitions[(int)place])];
    }

    /// <summary>The conditions as a query of the values; written by DuckDB from the tree, as the query itself is.</summary>
    private string Statement(string alias, List<JsonObject> conditions, CancellationToken cancellationToken)
    {
        var text = (string)session.Scalar(
            $"SELECT json_serialize_sql({DuckDbSql.Literal($"SELECT place FROM {Values} AS {DuckDbSql.Identifier(alias)} WHERE true AND true")})", cancellationToken)!; // never NULL for a text
        var statement = (JsonObject)JsonNode.Parse(text)!;
        statement["statements"]![0]!["node"]!["where_clause"]!["children"] = new JsonArray([.. conditions.Select(static condition => condition.DeepClone()), True(statement)]);
        return (string)session.Scalar($"SELECT json_deserialize_sql({DuckDbSql.Literal(statement.ToJsonString())})", cancellationToken)!; // never NULL for a tree
    }

    private static JsonNode True(JsonObject statement) =>
        statement["statements"]![0]!["node"]!["where_clause"]!["children"]![0]!.DeepClone(); // it was parsed from WHERE true AND true
}
