using System.Globalization;
using System.Text.Json.Nodes;
using Sluice.Lake.Template.Nodes;

namespace Sluice.Lake.Template;

/// <summary>
/// Reads the properties of a resource, or of a mapping in it, by name and type. What was not asked for when
/// <see cref="RefuseRest"/> is called is a problem: a property that the lake would silently leave out.
/// </summary>
internal sealed class PropertyReader
{
    private readonly MapNode map;
    private readonly string path;
    private readonly ProblemList problems;
    private readonly HashSet<string> known = new(StringComparer.Ordinal);

    /// <summary>A reader of a resolved mapping.</summary>
    public PropertyReader(MapNode map, string path, ProblemList problems) => (this.map, this.path, this.problems) = (map, path, problems);

    /// <summary>The line the mapping begins in.</summary>
    public int Line => map.Line;

    /// <summary>The names of the entries there are.</summary>
    public IEnumerable<string> Names => map.Entries.Keys;

    /// <summary>Text, or null.</summary>
    public string? Text(string name) => Node(name) switch
    {
        null or UnresolvedNode => null,
        ScalarNode scalar => scalar.Text,
        var other => Wrong<string>(name, other, "text"),
    };

    /// <summary>Text that must be there; a problem and an empty text when it is not.</summary>
    public string RequiredText(string name)
    {
        if (Node(name) is null)
        {
            problems.Add(Line, $"{path}{name} is missing.");
        }

        return Text(name) ?? "";
    }

    /// <summary>A whole number, or null.</summary>
    public long? Integer(string name) => Node(name) switch
    {
        null or UnresolvedNode => null,
        ScalarNode scalar when long.TryParse(scalar.Text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value) => value,
        var other => Wrong<long?>(name, other, "a whole number"),
    };

    /// <summary>True, false or null.</summary>
    public bool? Boolean(string name) => Node(name) switch
    {
        null or UnresolvedNode => null,
        ScalarNode { Text: "true" or "True" or "TRUE" } => true,
        ScalarNode { Text: "false" or "False" or "FALSE" } => false,
        var other => Wrong<bool?>(name, other, "true or false"),
    };

    /// <summary>A mapping, or null.</summary>
    public PropertyReader? Map(string name) => Node(name) switch
    {
        null or UnresolvedNode => null,
        MapNode inner => new PropertyReader(inner, $"{path}{name}.", problems),
        var other => Wrong<PropertyReader>(name, other, "a mapping"),
    };

    /// <summary>A list of mappings; empty when it is not there.</summary>
    public IReadOnlyList<PropertyReader> Maps(string name)
    {
        var result = new List<PropertyReader>();
        foreach (var item in Items(name))
        {
            if (item is MapNode inner)
            {
                result.Add(new PropertyReader(inner, $"{path}{name}[{result.Count}].", problems));
            }
            else if (item is not UnresolvedNode)
            {
                Wrong<object>(name, item, "a list of mappings");
            }
        }

        return result;
    }

    /// <summary>A list of texts; empty when it is not there.</summary>
    public IReadOnlyList<string> Texts(string name) =>
        Items(name).OfType<ScalarNode>().Select(static item => item.Text).ToList();

    /// <summary>A mapping of texts; empty when it is not there.</summary>
    public IReadOnlyDictionary<string, string> TextMap(string name)
    {
        var inner = Map(name);
        return inner is null
            ? new Dictionary<string, string>()
            : inner.Names.ToDictionary(static key => key, key => inner.Text(key) ?? "", StringComparer.Ordinal);
    }

    /// <summary>Any value as JSON, or null.</summary>
    public JsonNode? Json(string name) => Node(name) is { } node and not UnresolvedNode ? NodeJson.Write(node) : null;

    /// <summary>Whether there is such an entry; it counts as known.</summary>
    public bool Has(string name) => Node(name) is not null;

    /// <summary>The line of an entry, or of the mapping.</summary>
    public int LineOf(string name) => map.Find(name)?.Line ?? Line;

    /// <summary>Names entries that mean nothing on one machine.</summary>
    public void Ignore(params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            known.Add(name);
        }
    }

    /// <summary>Reports every entry that nothing has asked for.</summary>
    public void RefuseRest(string type)
    {
        foreach (var (name, value) in map.Entries)
        {
            if (!known.Contains(name))
            {
                problems.Add(value.Line, $"the lake does not support {path}{name} of {type}.");
            }
        }
    }

    /// <summary>Reports a problem with an entry.</summary>
    public void Problem(string name, string message) => problems.Add(LineOf(name), $"{path}{name}: {message}");

    private IReadOnlyList<TemplateNode> Items(string name) => Node(name) switch
    {
        null or UnresolvedNode => [],
        ListNode list => list.Items,
        var other => Wrong<IReadOnlyList<TemplateNode>>(name, other, "a list") ?? [],
    };

    private TemplateNode? Node(string name)
    {
        known.Add(name);
        return map.Find(name);
    }

    private T? Wrong<T>(string name, TemplateNode found, string expected)
    {
        problems.Add(found.Line, $"{path}{name} must be {expected}, not {found.Kind}.");
        return default;
    }
}
