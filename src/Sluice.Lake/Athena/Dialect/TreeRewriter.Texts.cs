using System.Text.Json.Nodes;

namespace Sluice.Lake.Athena.Dialect;

/// <summary>Trimming, regular expressions and JSON paths.</summary>
internal sealed partial class TreeRewriter
{
    /// <summary>What Java calls white space: not the spaces that do not break.</summary>
    private const string WhiteSpace = "\t\n\v\f\r\u001c\u001d\u001e\u001f \u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2008\u2009\u200a\u2028\u2029\u205f\u3000";

    private static JsonObject? OfText(JsonObject node, string name, JsonArray arguments)
    {
        switch (name)
        {
            case "trim" or "ltrim" or "rtrim" when arguments.Count == 1:
                arguments.Add(TreeBuilder.Text(WhiteSpace));
                return node;
            case "regexp_replace" when arguments.Count == 3 && ConstantText(arguments[2]) is { } replacement:
                arguments[2] = TreeBuilder.Text(RegularExpression.Replacement(replacement, ConstantText(arguments[1])));
                arguments.Add(TreeBuilder.Text("g"));
                return node;
            case "json_extract" or "json_extract_scalar" or "json_size":
                return AtPaths(node, TrinoFunctions.Prefix + name, arguments);
            default:
                return null;
        }
    }

    /// <summary>A number in a path is a place in an array or a key of an object: one of the two is there, or none.</summary>
    private static JsonObject AtPaths(JsonObject node, string function, JsonArray arguments)
    {
        if (ConstantText(arguments[1]) is not { } path)
        {
            return TreeBuilder.Instead(node, function, arguments[0], TreeBuilder.Function("sluice_json_path", arguments[1]));
        }

        var found = JsonPath.ToDuckDb(path).Select(one => TreeBuilder.Function(function, arguments[0], TreeBuilder.Text(one))).ToList();
        return TreeBuilder.Dressed(node, found.Count == 1 ? found[0] : TreeBuilder.Operator("OPERATOR_COALESCE", found));
    }
}
