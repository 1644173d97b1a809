using System.Text.Json.Nodes;
using Sluice.Lake.Athena.Dialect;

namespace Sluice.Lake.Athena.Execution;

/// <summary>
/// The columns that every table has and <c>*</c> does not show:
/// https://trino.io/docs/current/connector/hive.html#special-columns. <c>"$path"</c>, the object that a row lies in, is the one that the
/// lake knows.
/// </summary>
internal static class HiddenColumns
{
    /// <summary>The object that a row lies in, <c>s3://bucket/key</c>.</summary>
    public const string Path = "$path";

    /// <summary>Whether a query names it.</summary>
    /// <exception cref="QueryFailure">It stands beside a <c>*</c>.</exception>
    public static bool NamesPath(JsonNode tree)
    {
        var (isNamed, hasStar) = (false, false);
        Look(tree, ref isNamed, ref hasStar);
        return isNamed && hasStar
            ? throw QueryFailure.NotSupported("\"$path\" in a query that has a * too (name the columns)")
            : isNamed;
    }

    private static void Look(JsonNode? node, ref bool isNamed, ref bool hasStar)
    {
        switch (node)
        {
            case JsonArray items:
                foreach (var item in items)
                {
                    Look(item, ref isNamed, ref hasStar);
                }

                break;
            case JsonObject value:
                hasStar |= TreeNode.Text(value, "class") == "STAR";
                isNamed |= value["column_names"] is JsonArray names && TreeNode.Last(names).Equals(Path, StringComparison.OrdinalIgnoreCase);
                foreach (var (_, child) in value)
                {
                    Look(child, ref isNamed, ref hasStar);
                }

                break;
        }
    }
}
