using System.Globalization;
using System.Text.Json.Nodes;
using Sluice.Lake.Athena.Dialect.Analysis;

namespace Sluice.Lake.Athena.Dialect;

/// <summary>
/// JSON that becomes rows: Athena finds the fields by name, whatever its case, leaves out what the row has not, and takes arrays by place.
/// </summary>
internal sealed partial class TreeRewriter
{
    private static bool HasRow(TrinoType type) => type.Name == "row" || type.Arguments.Any(HasRow);

    /// <summary>
    /// A cast whose child is made of rows already; their fields have no names, so that they are cast by place. TRY_CAST gives NULL
    /// for the whole where one field does not fit.
    /// </summary>
    private static JsonObject JsonToRows(JsonObject node, TrinoType to, bool isTry)
    {
        if (!isTry)
        {
            return WithChild(node, (JsonObject)FromJson(node["child"], to, 0)!);
        }

        const string Json = "sluice_json";
        var strict = (JsonObject)node.DeepClone();
        strict["try_cast"] = false;
        WithChild(strict, (JsonObject)FromJson(TreeBuilder.Column(Json), to, 0)!);
        return TreeBuilder.Dressed(node, Bound(Json, node["child"], TreeBuilder.Operator("OPERATOR_TRY", strict)));
    }

    private static JsonNode? FromJson(JsonNode? value, TrinoType type, int depth)
    {
        var item = string.Create(CultureInfo.InvariantCulture, $"sluice_json{depth}");
        switch (type.Name)
        {
            case "varchar":
                return TreeBuilder.Function("sluice_json_text", value);
            case "row":
                var fields = type.Arguments.Select((field, index) => FromJson(
                    TreeBuilder.Function(
                        "sluice_json_field",
                        TreeBuilder.Column(item),
                        TreeBuilder.Text((type.FieldNames.ElementAtOrDefault(index) ?? "").ToLowerInvariant()),
                        TreeBuilder.Number(index)),
                    field,
                    depth + 1));
                var row = TreeBuilder.Function(
                    "sluice_json_row", TreeBuilder.Column(item), TreeBuilder.Number(type.Arguments.Count), TreeBuilder.Function("row", fields));
                return Bound(item, value, row);
            case "array" when HasRow(type):
                return TreeBuilder.Function(
                    "list_transform", TreeBuilder.Function("sluice_json_items", value), TreeBuilder.Lambda(item, FromJson(TreeBuilder.Column(item), type.Arguments[0], depth + 1)));
            case "map" when HasRow(type):
                var entry = TreeBuilder.Function("row", TreeBuilder.Column(item, "key"), FromJson(TreeBuilder.Column(item, "value"), type.Arguments[1], depth + 1));
                return TreeBuilder.Function(
                    "map_from_entries",
                    TreeBuilder.Function("list_transform", TreeBuilder.Function("map_entries", TreeBuilder.Function("sluice_json_map", value)), TreeBuilder.Lambda(item, entry)));
            default:
                return value;
        }
    }
}
