using System.Text.Json.Nodes;
using Sluice.Lake.Protocol;

namespace Sluice.Lake.Events;

/// <summary>
/// An event pattern, as EventBridge matches it: every field of the pattern must match, a list of values is a choice.
/// https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-event-patterns-content-based-filtering.html
/// </summary>
public sealed class EventPattern
{
    private readonly List<(string Field, EventPattern? Inner, IReadOnlyList<ValueMatcher>? Choices)> fields = [];
    private readonly List<IReadOnlyList<EventPattern>> alternatives = [];

    private EventPattern()
    {
    }

    /// <summary>Reads a pattern.</summary>
    /// <exception cref="FormatException">It is not one, or uses a filter that the lake does not know: says which and where.</exception>
    public static EventPattern Parse(JsonObject pattern) => Parse(pattern, "");

    /// <summary>Whether an event matches.</summary>
    public bool Matches(JsonObject eventNode)
    {
        foreach (var (field, inner, choices) in fields)
        {
            var present = eventNode.TryGetPropertyValue(field, out var value);
            var matches = inner is not null
                ? inner.MatchesIn(present ? value : null)
                : MatchesAny(choices!, present, value); // a field has one or the other
            if (!matches)
            {
                return false;
            }
        }

        return alternatives.TrueForAll(choice => choice.Any(pattern => pattern.Matches(eventNode)));
    }

    private static EventPattern Parse(JsonObject pattern, string path)
    {
        if (pattern.Count == 0)
        {
            throw new FormatException($"the event pattern{At(path)} is empty.");
        }

        var result = new EventPattern();
        foreach (var (field, node) in pattern)
        {
            var here = path.Length == 0 ? field : $"{path}.{field}";
            switch (node)
            {
                case JsonArray alternatives when field == "$or":
                    result.alternatives.Add(alternatives.Count >= 2 && alternatives.All(static item => item is JsonObject)
                        ? alternatives.Select(item => Parse((JsonObject)item!, here)).ToList() // all are objects, as just checked
                        : throw new FormatException($"{here} takes two or more patterns."));
                    break;
                case JsonArray { Count: > 0 } choices:
                    result.fields.Add((field, null, choices.Select(choice => ValueMatcher.Parse(choice, here)).ToList()));
                    break;
                case JsonObject inner:
                    result.fields.Add((field, Parse(inner, here), null));
                    break;
                default:
                    throw new FormatException($"{here} must be a list of values or filters, or a mapping of fields, not {node?.ToJsonString(AwsJson.Options) ?? "null"}.");
            }
        }

        return result;
    }

    /// <summary>A mapping of the pattern also matches a list in the event when one of its items does.</summary>
    private bool MatchesIn(JsonNode? value) => value switch
    {
        JsonObject inner => Matches(inner),
        JsonArray list => list.OfType<JsonObject>().Any(Matches),
        _ => Matches([]), // nothing there: "exists: false" may still hold
    };

    private static bool MatchesAny(IReadOnlyList<ValueMatcher> choices, bool present, JsonNode? value)
    {
        // EventBridge compares leaves only: a mapping in the event neither exists nor equals anything.
        if (!present || value is JsonObject)
        {
            return choices.Any(static choice => choice.MatchesAbsent);
        }

        return value is JsonArray list
            ? choices.Any(choice => list.Count == 0 ? choice.MatchesAbsent : list.Any(choice.Matches))
            : choices.Any(choice => choice.Matches(value));
    }

    private static string At(string path) => path.Length == 0 ? "" : $" at {path}";
}
