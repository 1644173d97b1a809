using System.Text.Json.Nodes;
using Sluice.Lake.StepFunctions.Executions;

namespace Sluice.Lake.StepFunctions.Data;

/// <summary>A path that can only name one node, given by names and indexes: where <c>ResultPath</c> puts a result.</summary>
internal sealed class ReferencePath
{
    private readonly JsonPath path;

    private ReferencePath(JsonPath path) => this.path = path;

    /// <summary>As written.</summary>
    public string Text => path.Text;

    /// <summary>Parses a reference path into the input.</summary>
    /// <exception cref="FormatException">It has wildcards, slices, filters, negative indexes, or points into the context object.</exception>
    public static ReferencePath Parse(string text)
    {
        var path = JsonPath.Parse(text);
        return !path.IsContext && path.Segments.All(static segment =>
            segment is NameSegment { Names.Count: 1 } or IndexSegment { Indexes: [>= 0] })
            ? new ReferencePath(path)
            : throw new FormatException($"'{text}' is not a reference path: only names and indexes that lead to one place in the input are allowed here");
    }

    /// <summary>A copy of the input with the value at this place; missing objects on the way are made.</summary>
    /// <exception cref="StateFailedException"><c>States.ResultPathMatchFailure</c>: the input has something else on the way.</exception>
    public JsonNode? Put(JsonNode? input, JsonNode? value)
    {
        if (path.Segments.Count == 0)
        {
            return value?.DeepClone();
        }

        var root = input?.DeepClone();
        if (root is null or JsonValue)
        {
            throw Mismatch(input);
        }

        var node = root;
        for (var index = 0; index < path.Segments.Count; index++)
        {
            var last = index == path.Segments.Count - 1;
            switch (path.Segments[index], node)
            {
                case (NameSegment name, JsonObject map) when last:
                    map[name.Names[0]] = value?.DeepClone();
                    break;
                case (NameSegment name, JsonObject map):
                    node = map[name.Names[0]];
                    if (node is null)
                    {
                        map[name.Names[0]] = node = new JsonObject();
                    }

                    break;
                case (IndexSegment at, JsonArray array) when at.Indexes[0] < array.Count:
                    if (last)
                    {
                        array[at.Indexes[0]] = value?.DeepClone();
                    }

                    node = array[at.Indexes[0]];
                    break;
                default:
                    throw Mismatch(input);
            }
        }

        return root;
    }

    private StateFailedException Mismatch(JsonNode? input) => StateFailedException.InDataFlow(
        ErrorNames.ResultPathMatchFailure,
        $"Unable to apply the ResultPath '{Text}' to the input '{JsonText.Shorten(JsonText.Write(input))}'");
}
