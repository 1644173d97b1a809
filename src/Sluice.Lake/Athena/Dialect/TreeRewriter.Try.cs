using System.Text.Json.Nodes;
using Sluice.Lake.Athena.Dialect.Analysis;

namespace Sluice.Lake.Athena.Dialect;

/// <summary>
/// TRY over aggregates, windows and subqueries, which DuckDB allows none of there. They are computed before TRY looks at them, as in
/// Athena: <c>TRY(a / sum(b))</c> becomes <c>list_transform([row(a, sum(b))], lambda v: TRY(v[1] / v[2]))[1]</c>.
/// </summary>
internal sealed partial class TreeRewriter
{
    private const string Apart = "sluice_apart";
    private const string Parameter = "sluice_apart_values";

    private readonly HashSet<JsonObject> divided = [];

    /// <summary>Marks, in a TRY that DuckDB would refuse, what it is about: columns too, which a lambda cannot read beside an aggregate.</summary>
    private void SetApart(JsonObject node)
    {
        if (TreeNode.Text(node, "type") != "OPERATOR_TRY" || !Inside(node["children"], static _ => false).Any(IsRefused))
        {
            return;
        }

        divided.Add(node);
        var parameters = Inside(node["children"], static _ => false).Where(static part => IsClass(part, "LAMBDA"))
            .Select(static lambda => Name(lambda["lhs"])).ToHashSet(StringComparer.OrdinalIgnoreCase);
        var leaves = Inside(node["children"], IsLeaf).Where(part => IsLeaf(part) && !(IsClass(part, "COLUMN_REF") && parameters.Contains(Name(part)))).ToList();
        foreach (var leaf in leaves)
        {
            var marked = TreeBuilder.Function(Apart);
            types[marked] = TypeOf(leaf);
            leaf.ReplaceWith(marked);
            marked["children"]!.AsArray().Add(leaf); // the node itself: its type is known by it
        }
    }

    private JsonObject Try(JsonObject node)
    {
        if (!divided.Contains(node))
        {
            return node;
        }

        var marked = Inside(node["children"], IsApart).Where(IsApart).ToList();
        for (var index = 0; index < marked.Count; index++)
        {
            marked[index].ReplaceWith(TreeBuilder.Function("struct_extract", TreeBuilder.Column(Parameter), TreeBuilder.Number(index + 1)));
        }

        var values = TreeBuilder.Function("list_value", TreeBuilder.Function("row", marked.Select(static part => part["children"]![0])));
        return TreeBuilder.Instead(
            node, "list_extract", TreeBuilder.Function("list_transform", values, TreeBuilder.Lambda(Parameter, node.DeepClone())), TreeBuilder.Number(1));
    }

    private static string Name(JsonNode? column) => column?["column_names"] is JsonArray { Count: > 0 } names ? (string?)names[0] ?? "" : "";

    private static bool IsApart(JsonObject node) => TreeNode.Text(node, "function_name") == Apart;

    private static bool IsRefused(JsonObject node) => IsClass(node, "SUBQUERY") || Aggregates.Is(node);

    private static bool IsLeaf(JsonObject node) => IsApart(node) || IsRefused(node) || IsClass(node, "COLUMN_REF");

    /// <summary>The nodes of an expression from the outside in, but not those inside of one that <paramref name="ends"/>.</summary>
    private static IEnumerable<JsonObject> Inside(JsonNode? node, Func<JsonObject, bool> ends) => node switch
    {
        JsonObject value when IsApart(value) || ends(value) => [value],
        JsonObject value => value.SelectMany(member => Inside(member.Value, ends)).Prepend(value),
        JsonArray items => items.SelectMany(item => Inside(item, ends)),
        _ => [],
    };
}
