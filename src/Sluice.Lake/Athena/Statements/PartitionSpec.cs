using Sluice.Lake.Athena.Execution;
using Sluice.Lake.Athena.Sql;
using Sluice.Lake.Glue.Catalog;

namespace Sluice.Lake.Athena.Statements;

/// <summary><c>PARTITION (exec_date = '2023-11-08', kind = 'a')</c>.</summary>
/// <param name="Values">Values by key, in the order written.</param>
internal sealed record PartitionSpec(IReadOnlyList<KeyValuePair<string, string>> Values)
{
    /// <summary>Takes what follows <c>PARTITION</c>.</summary>
    public static PartitionSpec Read(TokenReader reader)
    {
        var values = new List<KeyValuePair<string, string>>();
        reader.ExpectSymbol("(");
        do
        {
            var name = reader.Name("a partition key");
            reader.ExpectSymbol("=");
            _ = reader.TryTake("DATE");
            var value = reader.Current.Kind == SqlTokenKind.Number ? reader.Take().Text : HiveText.Read(reader, "a value");
            values.Add(new(name, value));
        }
        while (reader.TryTakeSymbol(","));
        reader.ExpectSymbol(")");
        return new PartitionSpec(values);
    }

    /// <summary>The values in the order of the table's keys.</summary>
    /// <exception cref="QueryFailure">Not exactly the table's keys.</exception>
    public List<string> For(GlueTable table)
    {
        var keys = table.PartitionKeys ?? [];
        var given = Values.ToDictionary(static pair => pair.Key, static pair => pair.Value, StringComparer.OrdinalIgnoreCase);
        if (given.Count != keys.Count || keys.Any(key => !given.ContainsKey(key.Name)))
        {
            throw new QueryFailure(
                "",
                $"FAILED: SemanticException partition spec ({string.Join(", ", given.Keys)}) doesn't match the partition keys "
                + $"({string.Join(", ", keys.Select(static key => key.Name))}) of table {table.DatabaseName}.{table.Name}");
        }

        return keys.Select(key => given[key.Name]).ToList();
    }
}
