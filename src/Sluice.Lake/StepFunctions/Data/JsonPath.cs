using System.Text.Json.Nodes;
using Sluice.Lake.StepFunctions.Executions;

namespace Sluice.Lake.StepFunctions.Data;

/// <summary>
/// A path into a state's input (<c>$</c>) or the context object (<c>$$</c>). A definite path's value is the node that it
/// names; a path with wildcards, slices, filters or several names has an array of what it finds, which may be empty.
/// </summary>
/// <seealso href="https://docs.aws.amazon.com/step-functions/latest/dg/amazon-states-language-paths.html"/>
internal sealed class JsonPath : Expression
{
    private JsonPath(string text, bool isContext, IReadOnlyList<PathSegment> segments)
        : base(text)
    {
        IsContext = isContext;
        Segments = segments;
    }

    /// <summary>Whether it starts at the context object.</summary>
    public bool IsContext { get; }

    /// <summary>Its steps.</summary>
    public IReadOnlyList<PathSegment> Segments { get; }

    /// <summary>Whether it names one node at most.</summary>
    public bool IsDefinite => Segments.All(static segment => segment.IsDefinite);

    /// <summary>Parses a path, the whole text.</summary>
    /// <exception cref="FormatException">What is wrong, and at which character.</exception>
    public static new JsonPath Parse(string text)
    {
        var parser = new PathParser(text);
        var path = Read(text, parser);
        return parser.Position == text.Length ? path : throw parser.Error($"'{text[parser.Position]}' is not expected");
    }

    /// <summary>Finds the value.</summary>
    public bool TryFind(DataScope data, out JsonNode? value)
    {
        var root = IsContext ? data.ContextObject() : data.Input;
        IEnumerable<JsonNode?> found = [root];
        foreach (var segment in Segments)
        {
            found = found.SelectMany(node => segment.Select(node, root));
        }

        var nodes = found.ToList();
        if (IsDefinite)
        {
            value = nodes.Count == 1 ? nodes[0] : null;
            return nodes.Count == 1;
        }

        value = JsonText.ArrayOf(nodes);
        return true;
    }

    /// <summary>The value, or the error that the field's kind has for a path that finds nothing.</summary>
    public JsonNode? Find(DataScope data, string field, string error = ErrorNames.Runtime) => TryFind(data, out var value)
        ? value
        : throw StateFailedException.InDataFlow(
            error,
            $"The JSONPath '{Text}' specified for the field '{field}' could not be found in the " +
            $"{(IsContext ? "context object" : "input")} '{JsonText.Shorten(JsonText.Write(IsContext ? data.ContextObject() : data.Input))}'");

    /// <inheritdoc/>
    public override JsonNode? Evaluate(DataScope data, string field) => Find(data, field, ErrorNames.ParameterPathFailure);

    /// <summary>Reads a path at the parser's position: an argument of an intrinsic function.</summary>
    public static JsonPath Read(string text, PathParser parser)
    {
        var start = parser.Position;
        if (start >= text.Length || text[start] != '$')
        {
            throw parser.Error("a path must begin with '$'");
        }

        parser.Position++;
        var isContext = parser.Position < text.Length && text[parser.Position] == '$';
        if (isContext)
        {
            parser.Position++;
        }
        else if (parser.Position < text.Length && (char.IsAsciiLetter(text[parser.Position]) || text[parser.Position] == '_'))
        {
            throw parser.Error("variables ($name, set by Assign) are not supported by the lake");
        }

        var segments = parser.ReadSegments();
        var path = new JsonPath(text[start..parser.Position], isContext, segments);
        if (isContext && segments is [NameSegment { Names: ["Task"] }, ..])
        {
            throw parser.Error("$$.Task.Token (the callback pattern) is not supported by the lake");
        }

        return path;
    }
}
