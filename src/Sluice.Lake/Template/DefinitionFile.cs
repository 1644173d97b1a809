using System.Text.Json;
using System.Text.Json.Nodes;
using Sluice.Lake.Protocol;
using Sluice.Lake.Template.Nodes;

namespace Sluice.Lake.Template;

/// <summary>A state machine's definition, in YAML or JSON, with <c>${Name}</c> replaced by what the template substitutes for it.</summary>
internal static class DefinitionFile
{
    /// <summary>Reads a definition.</summary>
    /// <returns>JSON; <c>{}</c> after a problem, which is reported.</returns>
    public static string Read(string path, IReadOnlyDictionary<string, string> substitutions, int line, ProblemList problems)
    {
        if (!File.Exists(path))
        {
            problems.Add(line, $"DefinitionUri: there is no file {path}.");
            return "{}";
        }

        var text = File.ReadAllText(path);
        return path.EndsWith(".json", StringComparison.OrdinalIgnoreCase)
            ? ReadJson(path, text, substitutions, problems)
            : ReadYaml(path, text, substitutions, problems);
    }

    /// <summary>Substitutes in every text of a definition.</summary>
    public static string Substitute(JsonNode definition, IReadOnlyDictionary<string, string> substitutions, Action<string> report) =>
        Substituted(definition, substitutions, report)!.ToJsonString(AwsJson.Options); // a definition is not null

    private static string ReadJson(string path, string text, IReadOnlyDictionary<string, string> substitutions, ProblemList problems)
    {
        try
        {
            var definition = JsonNode.Parse(text) as JsonObject ?? throw new JsonException("a definition is a JSON object");
            return Substitute(definition, substitutions, message => problems.Add(path, 1, message));
        }
        catch (JsonException exception)
        {
            problems.Add(path, (int)(exception.LineNumber ?? 0) + 1, $"not JSON: {exception.Message}");
            return "{}";
        }
    }

    private static string ReadYaml(string path, string text, IReadOnlyDictionary<string, string> substitutions, ProblemList problems)
    {
        try
        {
            var node = Substituted(NodeReader.Read(text), substitutions, (line, message) => problems.Add(path, line, message));
            return node is MapNode
                ? NodeJson.Write(node)!.ToJsonString(AwsJson.Options) // a mapping is never null
                : throw new TemplateFault(node.Line, "a definition is a mapping with States.");
        }
        catch (TemplateFault fault)
        {
            problems.Add(path, fault.Line, fault.Message);
            return "{}";
        }
    }

    private static TemplateNode Substituted(TemplateNode node, IReadOnlyDictionary<string, string> substitutions, Action<int, string> report)
    {
        switch (node)
        {
            case ScalarNode scalar:
                return new ScalarNode(
                    Substituted(scalar.Text, substitutions, message => report(scalar.Line, message)), scalar.IsPlain, scalar.Line);
            case ListNode list:
                return new ListNode(list.Items.Select(item => Substituted(item, substitutions, report)).ToList(), list.Line);
            case MapNode map:
                var entries = new OrderedDictionary<string, TemplateNode>(StringComparer.Ordinal);
                foreach (var (key, value) in map.Entries)
                {
                    entries[key] = Substituted(value, substitutions, report);
                }

                return new MapNode(entries, map.Line);
            default:
                return node;
        }
    }

    private static JsonNode? Substituted(JsonNode? node, IReadOnlyDictionary<string, string> substitutions, Action<string> report) => node switch
    {
        JsonObject map => new JsonObject(map.Select(entry => KeyValuePair.Create(entry.Key, Substituted(entry.Value, substitutions, report)))),
        JsonArray list => new JsonArray(list.Select(item => Substituted(item, substitutions, report)).ToArray()),
        JsonValue value when value.TryGetValue<string>(out var text) => JsonValue.Create(Substituted(text, substitutions, report)),
        _ => node?.DeepClone(),
    };

    private static string Substituted(string text, IReadOnlyDictionary<string, string> substitutions, Action<string> report) =>
        Placeholders.Replace(text, name =>
        {
            if (substitutions.TryGetValue(name, out var value))
            {
                return value;
            }

            report($"${{{name}}}: DefinitionSubstitutions has no {name}. It has: {string.Join(", ", substitutions.Keys)}.");
            return $"${{{name}}}";
        });
}
