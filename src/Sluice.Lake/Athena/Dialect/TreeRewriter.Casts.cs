using System.Globalization;
using System.Text.Json.Nodes;
using Sluice.Lake.Athena.Dialect.Analysis;

namespace Sluice.Lake.Athena.Dialect;

/// <summary>Casts: which texts are numbers and dates, how values become text.</summary>
internal sealed partial class TreeRewriter
{
    private static JsonObject Cast(JsonObject node, TrinoType? from, TrinoType? to)
    {
        if (from is null && to is { Name: "varchar", Precision: > 0 })
        {
            var sized = TreeBuilder.Function("sluice_sized_text", node["child"], TreeBuilder.Number(to.Precision), TreeBuilder.Text(to.ToString()));
            return TreeBuilder.Dressed(node, IsTry(node) ? TreeBuilder.Operator("OPERATOR_TRY", sized) : sized);
        }

        if (from is null || to is null || (node["child"] is JsonObject child && IsClass(child, "CONSTANT") && TreeNode.Location(node) is null))
        {
            return node; // a literal: DATE '2024-01-01'
        }

        var isTry = IsTry(node);
        switch (from.Name, to.Name)
        {
            case (_, "varchar" or "char"):
                return ToText(node, from, to, isTry);
            case ("varchar" or "char", "tinyint" or "smallint" or "integer" or "bigint"):
                var target = to.Name == "integer" ? "INT" : to.Name.ToUpperInvariant();
                return WithChild(node, isTry ? TreeBuilder.Function("sluice_integer_try", node["child"])
                    : TreeBuilder.Function("sluice_integer_text", node["child"], TreeBuilder.Text(target)));
            case ("varchar" or "char", "date"):
                return WithChild(node, TreeBuilder.Function(isTry ? "sluice_date_try" : "sluice_date_text", node["child"]));
            case ("varchar" or "char", "timestamp"):
                return WithChild(node, TreeBuilder.Function(isTry ? "sluice_moment_try" : "sluice_moment_text", node["child"]));
            case ("varchar" or "char", "boolean"):
                return WithChild(node, TreeBuilder.Function(isTry ? "sluice_boolean_try" : "sluice_boolean_text", node["child"]));
            case ("real" or "double", "tinyint" or "smallint" or "integer" or "bigint"):
                return WithChild(node, TreeBuilder.Function("round", node["child"])); // half away from zero; DuckDB's cast rounds half to even
            case ("real", "decimal"):
                return WithChild(node, TreeBuilder.Cast(node["child"], "DOUBLE")); // DuckDB would scale it with the seven digits of a real
            case ("timestamp with time zone", "date" or "timestamp" or "time") when from.Zone is { } zone:
                return WithChild(node, TreeBuilder.Function("timezone", TreeBuilder.Text(zone), node["child"]));
            case ("json", "row" or "array" or "map") when HasRow(to):
                return JsonToRows(node, to, isTry);
            case (not "json", "json"):
                return TreeBuilder.Instead(node, "to_json", node["child"]);
            case ("row" or "array" or "map", _) when HasOtherNames(from, to):
                return WithChild(node, (JsonObject)WithoutNames(node["child"], from, 0)!);
            default:
                return node;
        }
    }

    private static bool IsTry(JsonObject cast) => cast["try_cast"] is JsonValue flag && flag.TryGetValue<bool>(out var value) && value;

    /// <summary>Rows cast field by field, whatever the fields are called; DuckDB looks for the name of each, where there are names.</summary>
    private static bool HasOtherNames(TrinoType from, TrinoType to) =>
        from.Name == to.Name && from.Arguments.Zip(to.Arguments).Select((pair, index) =>
            (from.Name == "row" && from.FieldNames.ElementAtOrDefault(index) is { Length: > 0 } name
                && !string.Equals(name, to.FieldNames.ElementAtOrDefault(index), StringComparison.OrdinalIgnoreCase))
            || HasOtherNames(pair.First, pair.Second)).Any(static differs => differs);

    /// <summary>The value with rows whose fields have no names.</summary>
    private static JsonNode? WithoutNames(JsonNode? value, TrinoType type, int depth)
    {
        var item = string.Create(CultureInfo.InvariantCulture, $"sluice_item{depth}");
        switch (type.Name)
        {
            case "row":
                var fields = type.Arguments.Select((field, index) =>
                    WithoutNames(TreeBuilder.Function("struct_extract_at", TreeBuilder.Column(item), TreeBuilder.Number(index + 1)), field, depth + 1));
                var row = TreeBuilder.Function("sluice_unless_null", TreeBuilder.Column(item), TreeBuilder.Function("row", fields));
                return TreeBuilder.Function(
                    "list_extract",
                    TreeBuilder.Function("list_transform", TreeBuilder.Function("list_value", value), TreeBuilder.Lambda(item, row)), // worked out once
                    TreeBuilder.Number(1));
            case "array":
                return TreeBuilder.Function("list_transform", value, TreeBuilder.Lambda(item, WithoutNames(TreeBuilder.Column(item), type.Arguments[0], depth + 1)));
            case "map":
                var entry = TreeBuilder.Function("row", TreeBuilder.Column(item, "key"), WithoutNames(TreeBuilder.Column(item, "value"), type.Arguments[1], depth + 1));
                return TreeBuilder.Function(
                    "map_from_entries", TreeBuilder.Function("list_transform", TreeBuilder.Function("map_entries", value), TreeBuilder.Lambda(item, entry)));
            default:
                return value;
        }
    }

    private static JsonObject ToText(JsonObject node, TrinoType from, TrinoType to, bool isTry = false)
    {
        var child = node["child"];
        JsonObject? text = from.Name switch
        {
            "real" or "double" => TreeBuilder.Function("sluice_double_text", child),
            "timestamp" => TreeBuilder.Function("sluice_timestamp_text", child),
            "timestamp with time zone" => TreeBuilder.Function("sluice_zoned_text", child, TreeBuilder.Text(from.Zone ?? "UTC")),
            "json" => TreeBuilder.Function("sluice_json_text", child),
            _ => null,
        };
        if (to.Precision == 0)
        {
            return text is null ? node : TreeBuilder.Dressed(node, text);
        }

        // Only texts are cut: half of a number is another number.
        text ??= TreeBuilder.Cast(child, "VARCHAR");
        text = from.IsText || from.Name == "unknown" ? TreeBuilder.Function("left", text, TreeBuilder.Number(to.Precision))
            : isTry ? TreeBuilder.Function("sluice_fitting_try", text, TreeBuilder.Number(to.Precision))
            : TreeBuilder.Function("sluice_fitting_text", text, TreeBuilder.Number(to.Precision), TreeBuilder.Text(to.ToString()));
        return TreeBuilder.Dressed(
            node, to.Name == "char" ? TreeBuilder.Function("rpad", text, TreeBuilder.Cast(TreeBuilder.Number(to.Precision), "INTEGER"), TreeBuilder.Text(" ")) : text);
    }

    private static JsonObject WithChild(JsonObject node, JsonObject child)
    {
        node["child"] = child;
        return node;
    }
}
