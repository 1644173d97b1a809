using System.Text.Json.Nodes;

namespace Sluice.Local.Athena.Dialect.Analysis;

/// <summary>Finds aggregate calls.</summary>
internal static class Aggregates
{
    private static readonly HashSet<string> Names = new(StringComparer.OrdinalIgnoreCase)
    {
        "any_value", "approx_distinct", "approx_percentile", "arbitrary", "array_agg", "avg", "bool_and", "bool_or", "count", "count_star",
        "count_if", "every", "histogram", "listagg", "map_agg", "max", "max_by", "min", "min_by", "stddev", "sum", "variance",
    };

    /// <summary>The first aggregate or window call of an expression, but for those inside its own queries.</summary>
    public static JsonObject? FirstIn(JsonNode? node) => node switch
    {
        JsonObject value when TreeRewriter.IsClass(value, "SUBQUERY") => FirstIn(value["child"]),
        JsonObject value when TreeRewriter.IsClass(value, "WINDOW") => value,
        JsonObject value when TreeRewriter.IsClass(value, "FUNCTION") && Names.Contains(TreeNode.Text(value, "function_name") ?? "") => value,
        JsonObject value => value.Select(static member => FirstIn(member.Value)).FirstOrDefault(static found => found is not null),
        JsonArray items => items.Select(FirstIn).FirstOrDefault(static found => found is not null),
        _ => null,
    };
}
