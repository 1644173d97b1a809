using System.Text.Json.Nodes;
using Sluice.Lake.Athena.Dialect;

namespace Sluice.Lake.Athena.Execution;

/// <summary>
/// What a query asks of one reference to a table that the partition alone decides: conditions of its WHERE on partition keys
/// and constants.
/// </summary>
internal static class PartitionFilter
{
    /// <summary>What gives another value when it is asked again: a condition with one of these is left to the query.</summary>
    private static readonly HashSet<string> Volatile = new(StringComparer.OrdinalIgnoreCase)
    {
        "random", "uuid", "gen_random_uuid", "now", "current_timestamp", "current_date", "current_time", "localtimestamp", "localtime",
        "current_localtimestamp", "current_localtime", "get_current_timestamp", "get_current_time", "today", "transaction_timestamp", "nextval", "setseed",
    };

    /// <summary>The conditions, all of which have to hold; none when the query reads every partition.</summary>
    /// <param name="reference">The reference, in its statement's tree.</param>
    /// <param name="keys">The names of the table's partition keys.</param>
    internal static List<JsonObject> Of(TableReference reference, IReadOnlySet<string> keys)
    {
        var alias = TreeNode.Text(reference.Node, "alias") ?? "";
        var (select, isAlone) = Select(reference.Node);
        return select?["where_clause"] is not JsonObject where
            ? []
            : [.. Conjuncts(where).Where(condition => DependsOnKeysAlone(condition, alias, isAlone, keys) is true)];
    }

    /// <summary>
    /// The SELECT whose rows the reference's rows are, and whether they are from it alone. Of an outer join they are not: what a
    /// WHERE says about its rows it says about the NULLs too that stand for a missing row.
    /// </summary>
    private static (JsonObject? Select, bool IsAlone) Select(JsonObject reference)
    {
        var isAlone = true;
        for (var node = reference; node.Parent is JsonObject parent; node = parent)
        {
            if (TreeNode.Text(parent, "type") == "SELECT_NODE")
            {
                return (parent["from_table"] == node ? parent : null, isAlone);
            }

            if (TreeNode.Text(parent, "type") != "JOIN" || TreeNode.Text(parent, "join_type") != "INNER"
                || TreeNode.Text(parent, "ref_type") is not ("REGULAR" or "CROSS"))
            {
                break;
            }

            isAlone = false;
        }

        return (null, false);
    }

    private static IEnumerable<JsonObject> Conjuncts(JsonObject condition) =>
        TreeNode.Text(condition, "type") == "CONJUNCTION_AND" && condition["children"] is JsonArray children
            ? children.OfType<JsonObject>().SelectMany(Conjuncts)
            : [condition];

    /// <summary>True when it names a key and nothing but keys, null when it names no column at all, else false.</summary>
    private static bool? DependsOnKeysAlone(JsonNode? node, string alias, bool isAlone, IReadOnlySet<string> keys)
    {
        switch (node)
        {
            case JsonObject value when TreeNode.Text(value, "class") == "COLUMN_REF":
                return value["column_names"] is JsonArray path && IsKey([.. path.Select(static part => (string?)part ?? "")], alias, isAlone, keys);
            case JsonObject value when TreeNode.Text(value, "class") is "SUBQUERY" or "PARAMETER" or "WINDOW"
                || TreeNode.Text(value, "function_name") is { } function && Volatile.Contains(function):
                return false;
            case JsonObject or JsonArray:
                bool? found = null;
                foreach (var child in node is JsonArray items ? items : ((JsonObject)node).Select(static member => member.Value))
                {
                    switch (DependsOnKeysAlone(child, alias, isAlone, keys))
                    {
                        case false:
                            return false;
                        case true:
                            found = true;
                            break;
                    }
                }

                return found;
            default:
                return null;
        }
    }

    private static bool IsKey(string[] path, string alias, bool isAlone, IReadOnlySet<string> keys) => path switch
    {
        [var name] => isAlone && keys.Contains(name),
        [var table, var name] => table.Equals(alias, StringComparison.OrdinalIgnoreCase) && keys.Contains(name),
        _ => false,
    };
}
