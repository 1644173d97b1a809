using System.Globalization;
using System.Text.Json.Nodes;
using Sluice.Lake.Athena.Dialect.Analysis;

namespace Sluice.Lake.Athena.Dialect;

/// <summary>
/// Arrays, maps and rows that have a NULL inside: whether they are equal can be unknown, where DuckDB takes NULL for a value.
/// </summary>
internal sealed partial class TreeRewriter
{
    private static JsonObject Comparison(JsonObject node, List<TrinoType?> parts)
    {
        if (parts is not [{ } left, { } right] || !IsNested(left) || !IsNested(right))
        {
            return node;
        }

        return TreeNode.Text(node, "type") switch
        {
            "COMPARE_EQUAL" => TreeBuilder.Dressed(node, Equal(node["left"], left, node["right"], right, 0)),
            "COMPARE_NOTEQUAL" => TreeBuilder.Dressed(node, TreeBuilder.Operator("OPERATOR_NOT", Equal(node["left"], left, node["right"], right, 0))),
            _ => node,
        };
    }

    /// <summary>IN over such values is one comparison after the other.</summary>
    private static JsonObject In(JsonObject node, List<TrinoType?> parts)
    {
        if (parts is not [{ } value, .. var items] || !IsNested(value) || items.Contains(null))
        {
            return node;
        }

        var arguments = Arguments(node);
        var any = TreeBuilder.Conjunction("CONJUNCTION_OR", items.Select((item, index) => Equal(arguments[0], value, arguments[index + 1], item!, 0)));
        return TreeBuilder.Dressed(node, TreeNode.Text(node, "type") == "COMPARE_IN" ? any : TreeBuilder.Operator("OPERATOR_NOT", any));
    }

    /// <summary>Whether an array has an element that is itself an array, map or row.</summary>
    private static JsonObject ContainsNested(JsonObject node, TrinoType item, TrinoType value)
    {
        const string Pair = "sluice_pair";
        const string Element = "sluice_element";
        var results = TreeBuilder.Function(
            "list_transform", Part(Pair, 1), TreeBuilder.Lambda(Element, Equal(TreeBuilder.Column(Element), item, Part(Pair, 2), value, 0)));
        return TreeBuilder.Dressed(node, Bound(
            Pair, TreeBuilder.Function("row", Arguments(node)), TreeBuilder.Function("sluice_contains_equal", Part(Pair, 1), Part(Pair, 2), results)));
    }

    private static bool IsNested(TrinoType type) => type.Name is "array" or "map" or "row";

    private static JsonObject Equal(JsonNode? left, TrinoType leftType, JsonNode? right, TrinoType rightType, int depth)
    {
        if (!IsNested(leftType) || leftType.Name != rightType.Name)
        {
            return TreeBuilder.Comparison("COMPARE_EQUAL", left, right);
        }

        if (IsRow(left) && IsRow(right))
        {
            return Fields(leftType, rightType, index => Arguments((JsonObject)left!)[index], index => Arguments((JsonObject)right!)[index], depth);
        }

        // Both sides are worked out once.
        var pair = string.Create(CultureInfo.InvariantCulture, $"sluice_pair{depth}");
        var (a, b) = (Part(pair, 1), Part(pair, 2));
        var body = leftType.Name switch
        {
            "row" => TreeBuilder.Function("sluice_unless_null", a, TreeBuilder.Function("sluice_unless_null", b, Fields(
                leftType, rightType, index => Part(Part(pair, 1), index + 1), index => Part(Part(pair, 2), index + 1), depth + 1))),
            "array" => TreeBuilder.Function("sluice_equal_arrays", a, b, Items(pair, leftType.Arguments[0], rightType.Arguments[0], depth + 1)),
            _ => TreeBuilder.Function("sluice_equal_maps", a, b, Entries(pair, leftType.Arguments[1], rightType.Arguments[1], depth + 1)),
        };
        return Bound(pair, TreeBuilder.Function("row", left, right), body);
    }

    private static bool IsRow(JsonNode? node) => node is JsonObject call && IsClass(call, "FUNCTION") && TreeNode.Text(call, "function_name") == "row";

    private static JsonObject Fields(TrinoType left, TrinoType right, Func<int, JsonNode?> leftField, Func<int, JsonNode?> rightField, int depth) =>
        TreeBuilder.Conjunction("CONJUNCTION_AND", left.Arguments.Select((type, index) =>
            Equal(leftField(index), type, rightField(index), right.Arguments[index], depth)));

    /// <summary>For each place of two arrays whether the elements are equal.</summary>
    private static JsonObject Items(string pair, TrinoType left, TrinoType right, int depth)
    {
        var item = string.Create(CultureInfo.InvariantCulture, $"sluice_items{depth}");
        return TreeBuilder.Function(
            "list_transform",
            TreeBuilder.Function("list_zip", Part(pair, 1), Part(pair, 2)),
            TreeBuilder.Lambda(item, Equal(Part(item, 1), left, Part(item, 2), right, depth)));
    }

    /// <summary>For each entry of the first map whether the second has an equal one.</summary>
    private static JsonObject Entries(string pair, TrinoType left, TrinoType right, int depth)
    {
        var entry = string.Create(CultureInfo.InvariantCulture, $"sluice_entry{depth}");
        var other = TreeBuilder.Function("map_extract_value", Part(pair, 2), TreeBuilder.Column(entry, "key"));
        var equal = Equal(TreeBuilder.Column(entry, "value"), left, other, right, depth);
        return TreeBuilder.Function(
            "list_transform",
            TreeBuilder.Function("map_entries", Part(pair, 1)),
            TreeBuilder.Lambda(entry, TreeBuilder.Function(
                "sluice_where", TreeBuilder.Function("map_contains", Part(pair, 2), TreeBuilder.Column(entry, "key")), equal)));
    }

    private static JsonObject Part(string row, int place) => Part(TreeBuilder.Column(row), place);

    private static JsonObject Part(JsonNode row, int place) => TreeBuilder.Function("struct_extract", row, TreeBuilder.Number(place));

    /// <summary>An expression over a value that has a name in it.</summary>
    private static JsonObject Bound(string name, JsonNode? value, JsonNode? body) => TreeBuilder.Function(
        "list_extract",
        TreeBuilder.Function("list_transform", TreeBuilder.Function("list_value", value), TreeBuilder.Lambda(name, body)),
        TreeBuilder.Number(1));
}
