using System.Text.Json.Nodes;

namespace Sluice.Lake.Athena.Dialect.Analysis;

/// <summary>Finds aggregate calls.</summary>
internal static class Aggregates
{
    private static readonly HashSet<string> Names = new(StringComparer.OrdinalIgnoreCase)
    {
        "any_value", "approx_distinct", "approx_percentile", "arbitrary", "array_agg", "avg", "bool_and", "bool_or", "corr", "count", "count_star",
        "count_if", "covar_pop", "covar_samp", "every", "histogram", "listagg", "map_agg", "max", "max_by", "min", "min_by", "regr_intercept",
        "regr_slope", "stddev", "stddev_pop", "stddev_samp", "sum", "var_pop", "var_samp", "variance",
    };

    /// <summary>Whether a node is an aggregate or window call.</summary>
    public static bool Is(JsonObject node) => TreeRewriter.IsClass(node, "WINDOW")
        || (TreeRewriter.IsClass(node, "FUNCTION") && Names.Contains(TreeNode.Text(node, "function_name") ?? ""));

    /// <summary>The first aggregate or window call of an expression, but for those inside its own queries.</summary>
    public static JsonObject? FirstIn(JsonNode? node) => node switch
    {
        JsonObject value when TreeRewriter.IsClass(value, "SUBQUERY") => FirstIn(value["child"]),
        JsonObject value when Is(value) => value,
        JsonObject value => value.Select(static member => FirstIn(member.Value)).FirstOrDefault(static found => found is not null),
        JsonArray items => items.Select(FirstIn).FirstOrDefault(static found => found is not null),
        _ => null,
    };
}
