using System.Text.Json.Nodes;
using Sluice.Lake.Athena.Dialect.Analysis;
using Sluice.Lake.Athena.Execution;

namespace Sluice.Lake.Athena.Dialect;

/// <summary>
/// Changes a statement's tree where DuckDB would compute something else than Athena: each case below is one difference.
/// The tree is that of DuckDB's <c>json_serialize_sql</c>.
/// </summary>
/// <param name="types">What the analysis knows about the statement's expressions.</param>
internal sealed partial class TreeRewriter(IReadOnlyDictionary<JsonObject, TrinoType?> types)
{
    private readonly Dictionary<JsonObject, TrinoType?> types = new(types);

    /// <summary>The name of a result column that has none; Athena calls it <c>_col</c> and its place.</summary>
    public const string Unnamed = "\u0001unnamed";

    /// <summary>Rewrites the tree in place.</summary>
    public void Rewrite(JsonObject statement)
    {
        var query = (JsonObject)statement["node"]!; // every statement has one
        NameColumns(query);
        var zones = (query["select_list"] as JsonArray ?? []).Select(column => TypeOf(column)?.Zone).ToList();
        Visit(statement);
        for (var index = 0; index < zones.Count; index++)
        {
            if (zones[index] is { } zone && query["select_list"]![index] is JsonObject column)
            {
                ShowZone(column, zone);
            }
        }
    }

    /// <summary>Whether a node is an expression of that class.</summary>
    public static bool IsClass(JsonObject node, string name) => TreeNode.Text(node, "class") == name;

    /// <summary>DuckDB's timestamps with time zone are instants: the zone shows in the text of the result.</summary>
    private static void ShowZone(JsonObject column, string zone)
    {
        var shown = TreeBuilder.Instead(column, "sluice_zoned_text", column.DeepClone(), TreeBuilder.Text(zone));
        if (TreeNode.Text(shown, "alias") == "" && column["column_names"] is JsonArray path)
        {
            shown["alias"] = TreeNode.Last(path);
        }

        column.ReplaceWith(shown);
    }

    private static void NameColumns(JsonObject node)
    {
        while (node["left"] is JsonObject left && node["setop_type"] is not null)
        {
            node = left;
        }

        if (node["select_list"] is not JsonArray columns)
        {
            return;
        }

        if (node["from_table"] is JsonObject from && TreeNode.Text(from, "alias") == "valueslist" && columns is [JsonObject star]
            && IsClass(star, "STAR") && from["values"] is JsonArray { Count: > 0 } values && values[0] is JsonArray row)
        {
            from["expected_names"] = new JsonArray(row.Select(static (_, index) => (JsonNode)$"_col{index}").ToArray());
        }

        foreach (var column in columns.OfType<JsonObject>())
        {
            if (TreeNode.Text(column, "alias") == "" && !IsClass(column, "COLUMN_REF") && !IsClass(column, "STAR"))
            {
                column["alias"] = Unnamed;
            }
        }
    }

    private TrinoType? TypeOf(JsonNode? node) => node is JsonObject value ? types.GetValueOrDefault(value) : null;

    private JsonNode? Visit(JsonNode? node)
    {
        switch (node)
        {
            case JsonObject value:
                SetApart(value);

                // The types of the parts belong to the nodes as they were.
                var (type, parts) = (TypeOf(value), Parts(value).Select(TypeOf).ToList());
                foreach (var (name, child) in value.ToList())
                {
                    if (child is JsonObject or JsonArray && Visit(child) is var changed && changed != child)
                    {
                        value[name] = changed;
                    }
                }

                return Replace(value, type, parts);
            case JsonArray items:
                for (var index = 0; index < items.Count; index++)
                {
                    var item = items[index];
                    if (item is JsonObject or JsonArray && Visit(item) is var changed && changed != item)
                    {
                        items[index] = changed;
                    }
                }

                return items;
            default:
                return node;
        }
    }

    private static IEnumerable<JsonNode?> Parts(JsonObject node) =>
        (node["function"] ?? node)["children"] as IEnumerable<JsonNode?>
        ?? (node["child"] is { } child ? [child] : IsClass(node, "COMPARISON") ? [node["left"], node["right"]] : []);

    private JsonObject Replace(JsonObject node, TrinoType? type, List<TrinoType?> parts) => TreeNode.Text(node, "class") switch
    {
        // A double literal, 1e0, would become the decimal 1.0 when the tree is written as text again.
        "CONSTANT" when TreeNode.Text(node["value"]?["type"], "id") == "DOUBLE" =>
            TreeBuilder.Dressed(node, TreeBuilder.Cast(node.DeepClone(), "DOUBLE")),
        "CAST" => Cast(node, parts[0], type),
        "COMPARISON" => Comparison(node, parts),
        "OPERATOR" when TreeNode.Text(node, "type") is "COMPARE_IN" or "COMPARE_NOT_IN" => In(node, parts),
        "OPERATOR" when TreeNode.Text(node, "type") == "ARRAY_EXTRACT" => Subscript(node, parts[0]),
        "OPERATOR" when TreeNode.Text(node, "type") == "OPERATOR_TRY" => Try(node),
        "FUNCTION" when node["is_operator"] is JsonValue flag && flag.TryGetValue<bool>(out var isOperator) && isOperator =>
            Operator(node, type, parts),
        "FUNCTION" or "WINDOW" => Call(node, type, parts),
        _ => TreeNode.Text(node, "type") == "TABLE_FUNCTION" ? Unnest(node, parts) : node,
    };

    private static JsonObject Rename(JsonObject node, string function)
    {
        node["function_name"] = function;
        return node;
    }

    private static JsonArray Arguments(JsonObject node) => node["children"] as JsonArray ?? [];

    private static string? ConstantText(JsonNode? node) =>
        node is JsonObject value && IsClass(value, "CONSTANT") ? TreeNode.Text(value["value"], "value") : null;

    private static JsonObject Operator(JsonObject node, TrinoType? type, List<TrinoType?> parts)
    {
        var symbol = TreeNode.Text(node, "function_name");
        if (Arguments(node) is not [var left, var right])
        {
            return node;
        }

        switch (symbol)
        {
            // 7 / 2 is 3, and division by zero fails; of doubles it is Infinity.
            case "/" when type?.IsInteger == true:
                return TreeBuilder.Instead(node, "sluice_divide_integers", left, right);
            case "/" when type?.Name == "decimal" && parts is [{ } a, { } b]:
                return DivideDecimals(node, type, TrinoCoercion.AsDecimal(a), TrinoCoercion.AsDecimal(b));
            case "/" when type?.Name is "double" or "real" || type?.Name.StartsWith("interval", StringComparison.Ordinal) == true:
                return node;
            case "/":
                return TreeBuilder.Instead(node, "sluice_divide", left, right);
            case "%" when type?.Name is "double" or "real":
                return node;
            case "%":
                return TreeBuilder.Instead(node, "sluice_modulus", left, right);

            // A date and an interval make a date, not a timestamp, and hours have no place in it; two dates make an interval, not a number.
            case "+" or "-" when type?.Name == "date" && parts is [{ Name: "date" }, { Name: "interval day to second" }]:
                return TreeBuilder.Instead(node, symbol == "+" ? "sluice_date_plus" : "sluice_date_minus", left, right);
            case "+" when type?.Name == "date" && parts is [{ Name: "interval day to second" }, { Name: "date" }]:
                return TreeBuilder.Instead(node, "sluice_date_plus", right, left);
            case "+" or "-" when type?.Name == "date":
                return TreeBuilder.Instead(node, "sluice_date", node.DeepClone());
            case "-" when type?.Name == "interval day to second" && parts is [{ Name: "date" }, _] or [_, { Name: "date" }]:
                return TreeBuilder.Instead(node, "sluice_days_between", left, right);

            // An element joins an array on either side.
            case "||" when parts is [{ Name: "array" }, { } item] && item.Name != "array":
                return TreeBuilder.Instead(node, "list_append", left, right);
            case "||" when parts is [{ } item, { Name: "array" }] && item.Name != "array":
                return TreeBuilder.Instead(node, "list_prepend", left, right);
            default:
                return node;
        }
    }

    /// <summary>Exact, on the whole numbers behind the decimals, rounded half up to the larger scale.</summary>
    private static JsonObject DivideDecimals(JsonObject node, TrinoType type, TrinoType left, TrinoType right)
    {
        var arguments = Arguments(node);
        var shift = type.Scale + right.Scale - left.Scale;
        var quotient = TreeBuilder.Function("sluice_divide_half_up", Whole(arguments[0], left.Scale + shift), Whole(arguments[1], right.Scale));
        JsonObject result = quotient;
        for (var scale = type.Scale; scale > 0; scale = 0)
        {
            result = TreeBuilder.Function("*", TreeBuilder.CastToDecimal(quotient, 38 - scale, 0), PowerOfTen(-scale));
            result["is_operator"] = true;
        }

        return TreeBuilder.Dressed(node, TreeBuilder.CastToDecimal(result, type.Precision, type.Scale));
    }

    private static JsonObject Whole(JsonNode? value, int digits)
    {
        if (digits == 0)
        {
            return TreeBuilder.Cast(value, "HUGEINT");
        }

        var product = TreeBuilder.Function("*", value, PowerOfTen(digits));
        product["is_operator"] = true;
        return TreeBuilder.Cast(product, "HUGEINT");
    }

    /// <summary>10^digits as a decimal.</summary>
    private static JsonObject PowerOfTen(int digits) => digits >= 0
        ? TreeBuilder.CastToDecimal(TreeBuilder.Text("1" + new string('0', digits)), digits + 1, 0)
        : TreeBuilder.CastToDecimal(TreeBuilder.Text("0." + new string('0', -digits - 1) + "1"), -digits, -digits);
}
