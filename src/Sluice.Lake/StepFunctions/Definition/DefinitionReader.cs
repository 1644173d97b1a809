using System.Text.Json;
using System.Text.Json.Nodes;
using Sluice.Lake.StepFunctions.Data;

namespace Sluice.Lake.StepFunctions.Definition;

/// <summary>
/// Reads the fields of one object of a definition. Each field that is read counts as known; <see cref="Finish"/> reports
/// the others. Problems are collected, so that an author sees all of them at once.
/// </summary>
internal sealed class DefinitionReader
{
    private readonly JsonObject source;
    private readonly List<DefinitionProblem> problems;
    private readonly HashSet<string> known = [];

    /// <param name="source">The object.</param>
    /// <param name="location">Its JSON path.</param>
    /// <param name="problems">Where problems go.</param>
    /// <param name="hasComment">Whether <c>Comment</c> is a remark, as everywhere but among the names of states.</param>
    public DefinitionReader(JsonObject source, string location, List<DefinitionProblem> problems, bool hasComment = true)
    {
        this.source = source;
        this.problems = problems;
        Location = location;
        if (hasComment)
        {
            _ = Text("Comment");
        }
    }

    /// <summary>The object's JSON path.</summary>
    public string Location { get; }

    /// <summary>The names that the object has.</summary>
    public IEnumerable<string> Names => source.Select(static member => member.Key);

    public bool Has(string name) => source.ContainsKey(name);

    public void Report(string? field, string message, string code = DefinitionProblem.Schema) =>
        problems.Add(new DefinitionProblem(field is null ? Location : $"{Location}/{field}", message, code));

    /// <summary>Reports a field that AWS knows and the lake does not carry out.</summary>
    public void NotSupported(string name, string what)
    {
        if (known.Add(name) && source.ContainsKey(name))
        {
            Report(name, $"{what} is not supported by the lake.", DefinitionProblem.NotSupported);
        }
    }

    public JsonNode? Node(string name)
    {
        known.Add(name);
        return source[name];
    }

    public string? Text(string name, bool required = false)
    {
        if (!Has(name))
        {
            if (required)
            {
                Report(null, $"The field '{name}' is required.");
            }

            known.Add(name);
            return null;
        }

        var text = JsonText.AsString(Node(name));
        if (text is null)
        {
            Wrong(name, "a string");
        }

        return text;
    }

    public bool? Flag(string name)
    {
        if (!Has(name))
        {
            return null;
        }

        switch (JsonText.Kind(Node(name)))
        {
            case JsonValueKind.True:
                return true;
            case JsonValueKind.False:
                return false;
            default:
                Wrong(name, "true or false");
                return null;
        }
    }

    public long? Integer(string name, long minimum, long maximum)
    {
        if (!Has(name))
        {
            return null;
        }

        if (ExactNumber.TryInteger(Node(name), out var value) && value >= minimum && value <= maximum)
        {
            return value;
        }

        Wrong(name, $"an integer from {minimum} to {maximum}");
        return null;
    }

    public decimal? Number(string name, decimal minimum)
    {
        if (!Has(name))
        {
            return null;
        }

        var node = Node(name);
        if (JsonText.Kind(node) == JsonValueKind.Number && node!.AsValue().TryGetValue(out decimal value) && value >= minimum)
        {
            return value;
        }

        Wrong(name, $"a number of at least {minimum}");
        return null;
    }

    /// <summary>A path; null when it is missing or wrong.</summary>
    public JsonPath? Path(string name) => Parsed(name, JsonPath.Parse);

    /// <summary>A path or an intrinsic function.</summary>
    public Expression? Expression(string name) => Parsed(name, Data.Expression.Parse);

    /// <summary>A path that names one place, for fields that must be reference paths.</summary>
    public JsonPath? Reference(string name)
    {
        var path = Path(name);
        if (path is { IsDefinite: false })
        {
            Report(name, $"'{path.Text}' is not a reference path: it can find more than one value.");
        }

        return path;
    }

    /// <summary><c>InputPath</c>, <c>OutputPath</c>: <c>$</c> when missing, nothing when null.</summary>
    public PathFilterField Filter(string name)
    {
        if (Has(name) && Node(name) is null)
        {
            return PathFilterField.Nothing;
        }

        return new PathFilterField(name, Path(name));
    }

    /// <summary><c>ResultPath</c>: <c>$</c> when missing, nothing when null.</summary>
    public ResultPathField ResultPath()
    {
        if (Has("ResultPath") && Node("ResultPath") is null)
        {
            return ResultPathField.Discard;
        }

        return new ResultPathField(Parsed("ResultPath", ReferencePath.Parse));
    }

    public PayloadTemplate? Template(string name) => Has(name)
        ? PayloadTemplate.Parse(Node(name), $"{Location}/{name}", (location, message) =>
            problems.Add(new DefinitionProblem(location, message)))
        : null;

    /// <summary>A reader of a nested object.</summary>
    public DefinitionReader? Object(string name, bool required = false, bool hasComment = true)
    {
        if (!Has(name))
        {
            if (required)
            {
                Report(null, $"The field '{name}' is required.");
            }

            return null;
        }

        if (Node(name) is JsonObject nested)
        {
            return new DefinitionReader(nested, $"{Location}/{name}", problems, hasComment);
        }

        Wrong(name, "an object");
        return null;
    }

    /// <summary>Readers of the objects of an array.</summary>
    public IReadOnlyList<DefinitionReader> Objects(string name, bool required = false)
    {
        if (!Has(name))
        {
            if (required)
            {
                Report(null, $"The field '{name}' is required.");
            }

            return [];
        }

        if (Node(name) is not JsonArray array)
        {
            Wrong(name, "an array");
            return [];
        }

        if (required && array.Count == 0)
        {
            Report(name, "The array must not be empty.");
        }

        var readers = new List<DefinitionReader>();
        for (var index = 0; index < array.Count; index++)
        {
            if (array[index] is JsonObject item)
            {
                readers.Add(new DefinitionReader(item, $"{Location}/{name}[{index}]", problems));
            }
            else
            {
                problems.Add(new DefinitionProblem($"{Location}/{name}[{index}]", "An object is expected here."));
            }
        }

        return readers;
    }

    /// <summary>A problem for each field that nobody has read.</summary>
    public void Finish(string what)
    {
        foreach (var name in Names.Where(name => !known.Contains(name)))
        {
            Report(name, $"{what} has no field '{name}'.");
        }
    }

    /// <summary>Reports a value of another kind than expected.</summary>
    public void Wrong(string name, string expected) =>
        Report(name, $"'{name}' must be {expected}, not {JsonText.Shorten(JsonText.Write(source[name]), 80)}.");

    private T? Parsed<T>(string name, Func<string, T> parse)
        where T : class
    {
        if (!Has(name) || Text(name) is not { } text)
        {
            return null;
        }

        try
        {
            return parse(text);
        }
        catch (FormatException exception)
        {
            Report(name, $"{exception.Message}.");
            return null;
        }
    }
}
