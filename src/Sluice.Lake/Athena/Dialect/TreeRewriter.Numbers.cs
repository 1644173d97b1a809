using System.Text.Json.Nodes;
using Sluice.Lake.Athena.Dialect.Analysis;

namespace Sluice.Lake.Athena.Dialect;

/// <summary>Functions over numbers whose results have another type in DuckDB.</summary>
internal sealed partial class TreeRewriter
{
    /// <summary>Whole numbers stay integers, decimals become decimals of Athena's size, the sign of a double is one.</summary>
    private static JsonObject? Rounded(JsonObject node, string name, JsonArray arguments, List<TrinoType?> parts)
    {
        if (Rounding.Result(name, parts) is { } exact)
        {
            var call = Rename((JsonObject)node.DeepClone(), TrinoFunctions.Renamed.GetValueOrDefault(name, name));
            return TreeBuilder.Dressed(node, TreeBuilder.CastToDecimal(call, exact.Precision, exact.Scale));
        }

        return (name, parts) switch
        {
            ("floor" or "ceil" or "ceiling", [{ IsInteger: true }]) => TreeBuilder.Dressed(node, (JsonObject)arguments[0]!.DeepClone()),
            ("sign", [{ Name: "real" or "double" }]) => TreeBuilder.Instead(node, "sluice_floating_sign", arguments[0]),
            ("sign", [{ IsInteger: true }]) => TreeBuilder.Instead(node, "sluice_like", node.DeepClone(), arguments[0]),

            // DuckDB's trunc keeps integers and cuts the scale of decimals, whatever type it meets.
            ("sign" or "floor" or "ceil" or "ceiling", [null]) =>
                TreeBuilder.Instead(node, "sluice_like", node.DeepClone(), TreeBuilder.Function("trunc", arguments[0])),
            _ => null,
        };
    }
}
