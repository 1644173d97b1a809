using System.Text.Json.Nodes;

namespace Sluice.Lake.Athena.Dialect;

/// <summary>Makes nodes as DuckDB's <c>json_deserialize_sql</c> wants them.</summary>
internal static class TreeBuilder
{
    /// <summary>A call.</summary>
    public static JsonObject Function(string name, params IEnumerable<JsonNode?> arguments) => new()
    {
        ["class"] = "FUNCTION",
        ["type"] = "FUNCTION",
        ["alias"] = "",
        ["function_name"] = name,
        ["schema"] = "",
        ["children"] = new JsonArray(arguments.Select(Free).ToArray()),
        ["filter"] = null,
        ["order_bys"] = new JsonObject { ["type"] = "ORDER_MODIFIER", ["orders"] = new JsonArray() },
        ["distinct"] = false,
        ["is_operator"] = false,
        ["export_state"] = false,
        ["catalog"] = "",
    };

    /// <summary>A call that stands where another node stood: under its name and at its place.</summary>
    public static JsonObject Instead(JsonObject node, string name, params IEnumerable<JsonNode?> arguments) =>
        Dressed(node, Function(name, arguments));

    /// <summary>Gives a node the name and place of the one that it replaces.</summary>
    public static JsonObject Dressed(JsonObject node, JsonObject replacement)
    {
        replacement["alias"] = node["alias"]?.DeepClone() ?? "";
        if (node["query_location"] is { } location) // DuckDB refuses a place that is null
        {
            replacement["query_location"] = location.DeepClone();
        }

        return replacement;
    }

    /// <summary>A cast to a type without arguments.</summary>
    public static JsonObject Cast(JsonNode? child, string type) => new()
    {
        ["class"] = "CAST",
        ["type"] = "OPERATOR_CAST",
        ["alias"] = "",
        ["child"] = Free(child),
        ["cast_type"] = new JsonObject { ["id"] = type, ["type_info"] = null },
        ["try_cast"] = false,
    };

    /// <summary>One of DuckDB's operators that are no functions: NOT, COALESCE, TRY.</summary>
    public static JsonObject Operator(string type, params IEnumerable<JsonNode?> operands) => Group("OPERATOR", type, operands);

    /// <summary>AND or OR of several conditions, or the only one.</summary>
    public static JsonObject Conjunction(string type, IEnumerable<JsonObject> terms) =>
        terms.ToList() is [var only] ? only : Group("CONJUNCTION", type, terms);

    /// <summary>A comparison.</summary>
    public static JsonObject Comparison(string type, JsonNode? left, JsonNode? right) => new()
    {
        ["class"] = "COMPARISON",
        ["type"] = type,
        ["alias"] = "",
        ["left"] = Free(left),
        ["right"] = Free(right),
    };

    /// <summary>A cast to a decimal.</summary>
    public static JsonObject CastToDecimal(JsonNode? child, int precision, int scale)
    {
        var cast = Cast(child, "DECIMAL");
        cast["cast_type"]!["type_info"] = new JsonObject
        {
            ["type"] = "DECIMAL_TYPE_INFO",
            ["alias"] = "",
            ["extension_info"] = null,
            ["width"] = precision,
            ["scale"] = scale,
        };
        return cast;
    }

    /// <summary>A text.</summary>
    public static JsonObject Text(string text) => Constant("VARCHAR", text);

    /// <summary>A number.</summary>
    public static JsonObject Number(long number) => Constant("BIGINT", number);

    /// <summary>A field or column.</summary>
    public static JsonObject Column(params string[] path) => new()
    {
        ["class"] = "COLUMN_REF",
        ["type"] = "COLUMN_REF",
        ["alias"] = "",
        ["column_names"] = new JsonArray(path.Select(static part => (JsonNode)part).ToArray()),
    };

    /// <summary>A lambda of one parameter.</summary>
    public static JsonObject Lambda(string parameter, JsonNode? body) => new()
    {
        ["class"] = "LAMBDA",
        ["type"] = "LAMBDA",
        ["alias"] = "",
        ["lhs"] = Column(parameter),
        ["expr"] = Free(body),
    };

    /// <summary>A node without a parent and without a name, fit to stand somewhere else.</summary>
    public static JsonNode? Free(JsonNode? node)
    {
        var free = node?.Parent is null ? node : node.DeepClone();
        if (free is JsonObject value && value["alias"] is not null && !TreeRewriter.IsClass(value, "LAMBDA"))
        {
            value["alias"] = "";
        }

        return free;
    }

    private static JsonObject Group(string kind, string type, IEnumerable<JsonNode?> children) => new()
    {
        ["class"] = kind,
        ["type"] = type,
        ["alias"] = "",
        ["children"] = new JsonArray(children.Select(Free).ToArray()),
    };

    private static JsonObject Constant(string type, JsonNode value) => new()
    {
        ["class"] = "CONSTANT",
        ["type"] = "VALUE_CONSTANT",
        ["alias"] = "",
        ["value"] = new JsonObject
        {
            ["type"] = new JsonObject { ["id"] = type, ["type_info"] = null },
            ["is_null"] = false,
            ["value"] = value,
        },
    };
}
