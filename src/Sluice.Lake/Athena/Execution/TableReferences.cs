using System.Text.Json.Nodes;
using Sluice.Lake.Athena.Dialect;

namespace Sluice.Lake.Athena.Execution;

/// <summary>Finds the tables that a statement's tree names: not the names that its WITH clauses give.</summary>
internal static class TableReferences
{
    /// <summary>All references, in no order.</summary>
    public static List<TableReference> Of(JsonObject statement)
    {
        var found = new List<TableReference>();
        Visit(statement, [], found);
        return found;
    }

    private static void Visit(JsonNode? node, HashSet<string> names, List<TableReference> found)
    {
        switch (node)
        {
            case JsonArray items:
                foreach (var item in items)
                {
                    Visit(item, names, found);
                }

                break;
            case JsonObject value:
                VisitObject(value, names, found);
                break;
        }
    }

    private static void VisitObject(JsonObject node, HashSet<string> names, List<TableReference> found)
    {
        if (TreeNode.Text(node, "type") == "BASE_TABLE")
        {
            var reference = new TableReference(node);
            if (reference.Schema.Length > 0 || !names.Contains(reference.Table))
            {
                found.Add(reference);
            }

            return;
        }

        if (node["cte_map"]?["map"] is JsonArray { Count: > 0 } named)
        {
            // A name is visible to the queries after it; its own query sees it only when it is recursive.
            names = new HashSet<string>(names, StringComparer.OrdinalIgnoreCase);
            foreach (var entry in named)
            {
                var name = (string)entry!["key"]!; // every entry of the map has one
                var body = entry["value"]?["query"];
                if (TreeNode.Text(body?["node"], "type") == "RECURSIVE_CTE_NODE")
                {
                    names.Add(name);
                }

                Visit(body, names, found);
                names.Add(name);
            }
        }

        foreach (var (name, child) in node)
        {
            if (name != "cte_map" && child is JsonObject or JsonArray)
            {
                Visit(child, names, found);
            }
        }
    }
}
