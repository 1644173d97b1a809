using System.Globalization;
using System.Text.Json.Nodes;

namespace Sluice.Lake.Events;

/// <summary>The JSON paths of rule targets: <c>$</c>, <c>$.detail.object.key</c>, <c>$.resources[0]</c>.</summary>
internal static class EventPath
{
    /// <summary>The value at a path, or null when there is none.</summary>
    /// <exception cref="FormatException">It is not such a path.</exception>
    public static JsonNode? Find(JsonNode root, string path)
    {
        if (!path.StartsWith('$'))
        {
            throw Malformed(path);
        }

        JsonNode? node = root;
        var rest = path.AsSpan(1);
        while (rest.Length > 0)
        {
            if (rest[0] == '.')
            {
                var end = rest[1..].IndexOfAny('.', '[') is var found && found < 0 ? rest.Length : found + 1;
                if (end == 1)
                {
                    throw Malformed(path);
                }

                node = (node as JsonObject)?[rest[1..end].ToString()];
                rest = rest[end..];
                continue;
            }

            var close = rest.IndexOf(']');
            if (rest[0] != '[' || close < 2)
            {
                throw Malformed(path);
            }

            var inner = rest[1..close];
            node = inner is ['\'', .., '\''] && inner.Length > 2
                ? (node as JsonObject)?[inner[1..^1].ToString()]
                : int.TryParse(inner, NumberStyles.None, CultureInfo.InvariantCulture, out var index)
                    ? node is JsonArray list && index < list.Count ? list[index] : null
                    : throw Malformed(path);
            rest = rest[(close + 1)..];
        }

        return node;
    }

    private static FormatException Malformed(string path) =>
        new($"'{path}' is not a path that the lake knows: $, $.field.field, $.list[0], $['field'].");
}
