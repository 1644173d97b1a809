using System.Text.Json.Nodes;
using Sluice.Lake.Athena.Dialect.Analysis;

namespace Sluice.Lake.Athena.Dialect;

/// <summary>Arrays, maps and their lambdas, UNNEST.</summary>
internal sealed partial class TreeRewriter
{
    /// <summary>A subscript outside an array or map fails; element_at is the one that gives NULL.</summary>
    private static JsonObject Subscript(JsonObject node, TrinoType? collection)
    {
        var arguments = Arguments(node);
        return collection?.Name switch
        {
            "array" => TreeBuilder.Instead(node, "sluice_subscript", arguments),
            "map" => TreeBuilder.Instead(node, "sluice_map_subscript", arguments),
            _ => node,
        };
    }

    /// <summary>An array with the texts of its elements; null where DuckDB's own cast makes the same.</summary>
    private static JsonObject? AsTexts(JsonNode? array, TrinoType element)
    {
        const string Item = "sluice_element";
        var cast = TreeBuilder.Cast(TreeBuilder.Column(Item), "VARCHAR");
        var text = ToText(cast, element, TrinoType.Varchar);
        return ReferenceEquals(text, cast) ? null : TreeBuilder.Function("list_transform", array, TreeBuilder.Lambda(Item, text));
    }

    /// <summary>Functions that take a lambda: a macro cannot, so their calls are composed here.</summary>
    private static JsonObject? Higher(JsonObject node, string name, JsonArray arguments)
    {
        switch (name)
        {
            case "any_match" or "all_match" or "none_match":
                return TreeBuilder.Instead(node, TrinoFunctions.Prefix + name, TreeBuilder.Function("list_filter", arguments), arguments[0]);
            case "reduce" when arguments is [var list, var start, var step, JsonObject last]:
                var folded = TreeBuilder.Function("list_reduce", list, step, start);
                return Parameters(last) is [var state]
                    ? TreeBuilder.Dressed(node, (JsonObject)Substitute(last["expr"]!, new Dictionary<string, JsonNode> { [state] = folded }))
                    : null;
            case "map_filter":
                return OverEntries(node, arguments, "list_filter", static (_, body) => body);
            case "transform_values":
                return OverEntries(node, arguments, "list_transform", static (entry, body) => TreeBuilder.Function("row", TreeBuilder.Column(entry, "key"), body));
            case "transform_keys":
                return OverEntries(node, arguments, "list_transform", static (entry, body) => TreeBuilder.Function("row", body, TreeBuilder.Column(entry, "value")));
            default:
                return null;
        }
    }

    private static JsonObject? OverEntries(JsonObject node, JsonArray arguments, string function, Func<string, JsonNode, JsonNode> body)
    {
        if (arguments is not [var map, JsonObject lambda] || Parameters(lambda) is not [var key, var value])
        {
            return null;
        }

        const string Entry = "sluice_entry";
        var inner = Substitute(lambda["expr"]!, new Dictionary<string, JsonNode>
        {
            [key] = TreeBuilder.Column(Entry, "key"),
            [value] = TreeBuilder.Column(Entry, "value"),
        });
        var list = TreeBuilder.Function(function, TreeBuilder.Function("map_entries", map), TreeBuilder.Lambda(Entry, body(Entry, inner)));
        return TreeBuilder.Instead(node, "map_from_entries", list);
    }

    private static List<string> Parameters(JsonObject lambda) =>
        lambda["lhs"] is not JsonObject left ? []
        : left["column_names"] is JsonArray path ? [TreeNode.Last(path)]
        : Arguments(left).Select(static name => name?["column_names"] is JsonArray part ? TreeNode.Last(part) : "").ToList();

    /// <summary>A copy of an expression with the lambda's parameters replaced.</summary>
    private static JsonNode Substitute(JsonNode node, Dictionary<string, JsonNode> values)
    {
        switch (node)
        {
            case JsonObject value when IsClass(value, "COLUMN_REF") && value["column_names"] is JsonArray { Count: > 0 } path
                && values.TryGetValue((string?)path[0] ?? "", out var replacement):
                return path.Skip(1).Aggregate(replacement.DeepClone(), static (inner, field) =>
                    TreeBuilder.Function("struct_extract", inner, TreeBuilder.Text((string?)field ?? "")));
            case JsonObject value:
                return new JsonObject(value.Select(member =>
                    KeyValuePair.Create(member.Key, member.Value is null ? null : (JsonNode?)Substitute(member.Value, values))));
            case JsonArray items:
                return new JsonArray(items.Select(item => item is null ? null : Substitute(item, values)).ToArray());
            default:
                return node.DeepClone();
        }
    }

    /// <summary>
    /// UNNEST of several arrays, of a map or of rows: DuckDB's takes one array and one column, so it becomes a query whose
    /// select list unnests them side by side; the shorter ones give NULL.
    /// </summary>
    private static JsonObject Unnest(JsonObject node, List<TrinoType?> types)
    {
        var arguments = Arguments((JsonObject)node["function"]!); // a table function has one
        if (types.Contains(null) || types is [{ Name: "array", Arguments: [{ Name: not "row" }] }])
        {
            return node;
        }

        var items = arguments.Zip(types).SelectMany(static pair => Columns(pair.First, pair.Second!)).ToList();
        if (TreeNode.Text(node, "with_ordinality") == "WITH_ORDINALITY")
        {
            var lengths = items.Select(static item => TreeBuilder.Function("len", item.DeepClone()));
            items.Add(TreeBuilder.Function("generate_series", TreeBuilder.Number(1), TreeBuilder.Function("greatest", lengths)));
        }

        var alias = TreeNode.Text(node, "alias");
        return new JsonObject
        {
            ["type"] = "SUBQUERY",
            ["alias"] = string.IsNullOrEmpty(alias) ? "unnest" : alias,
            ["sample"] = null,
            ["subquery"] = new JsonObject { ["node"] = Select(items), ["named_param_map"] = new JsonArray() },
            ["column_name_alias"] = node["column_name_alias"]?.DeepClone(),
        };
    }

    /// <summary>The lists that an argument of UNNEST gives columns for.</summary>
    private static IEnumerable<JsonObject> Columns(JsonNode? argument, TrinoType type) => type switch
    {
        { Name: "map" } => [TreeBuilder.Function("map_keys", argument), TreeBuilder.Function("map_values", argument)],
        { Name: "array", Arguments: [{ Name: "row" } row] } => row.Arguments.Select((_, index) => TreeBuilder.Function(
            "list_transform",
            argument,
            TreeBuilder.Lambda("sluice_entry", TreeBuilder.Function("struct_extract", TreeBuilder.Column("sluice_entry"), Field(row, index))))),
        _ => [(JsonObject)argument!.DeepClone()],
    };

    private static JsonObject Field(TrinoType row, int index) => row.FieldNames.ElementAtOrDefault(index) is { Length: > 0 } name
        ? TreeBuilder.Text(name)
        : TreeBuilder.Number(index + 1);

    private static JsonObject Select(IEnumerable<JsonObject> lists) => new()
    {
        ["type"] = "SELECT_NODE",
        ["modifiers"] = new JsonArray(),
        ["cte_map"] = new JsonObject { ["map"] = new JsonArray() },
        ["select_list"] = new JsonArray(lists.Select(static list => (JsonNode)TreeBuilder.Function("unnest", list)).ToArray()),
        ["from_table"] = new JsonObject { ["type"] = "EMPTY", ["alias"] = "", ["sample"] = null },
        ["where_clause"] = null,
        ["group_expressions"] = new JsonArray(),
        ["group_sets"] = new JsonArray(),
        ["aggregate_handling"] = "STANDARD_HANDLING",
        ["having"] = null,
        ["sample"] = null,
        ["qualify"] = null,
    };
}
