using System.Text.Json.Nodes;

namespace Sluice.Lake.Athena.Dialect;

/// <summary>Trimming, regular expressions and JSON paths.</summary>
internal sealed partial class TreeRewriter
{
    /// <summary>What Java calls white space: not the spaces that do not break.</summary>
    private static readonly string WhiteSpace = string.Concat(Enumerable.Range(0, char.MaxValue).Select(static code => (char)code).Where(static letter =>
        letter is (>= '\t' and <= '\r') or (>= '\u001c' and <= '\u001f')
        || (char.IsSeparator(letter) && letter is not ('\u00a0' or '\u2007' or '\u202f'))));

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
