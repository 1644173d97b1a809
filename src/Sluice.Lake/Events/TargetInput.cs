using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Sluice.Lake.Protocol;
using Sluice.Lake.Template.Resources;

namespace Sluice.Lake.Events;

/// <summary>What a rule's target is given. https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-transform-target-input.html</summary>
public static class TargetInput
{
    /// <summary>The input of a target for an event.</summary>
    /// <param name="target">The target.</param>
    /// <param name="eventNode">The event.</param>
    /// <param name="rule">The rule's name and ARN, for the variables of AWS.</param>
    /// <param name="ingested">When the event came in.</param>
    /// <returns>JSON.</returns>
    /// <exception cref="FormatException">A path or the template is not right.</exception>
    public static string Of(EventTarget target, JsonObject eventNode, (string Name, string Arn) rule, DateTimeOffset ingested)
    {
        if (target.Input is { } constant)
        {
            return constant;
        }

        if (target.InputPath is { } path)
        {
            return Json(EventPath.Find(eventNode, path));
        }

        return target.InputTransformer is { } transformer
            ? Transform(transformer, Variables(transformer, eventNode, rule, ingested))
            : Json(eventNode);
    }

    private static Dictionary<string, JsonNode?> Variables(
        InputTransformer transformer, JsonObject eventNode, (string Name, string Arn) rule, DateTimeOffset ingested)
    {
        var variables = new Dictionary<string, JsonNode?>(StringComparer.Ordinal)
        {
            ["aws.events.event"] = eventNode,
            ["aws.events.event.json"] = eventNode,
            ["aws.events.rule-name"] = rule.Name,
            ["aws.events.rule-arn"] = rule.Arn,
            ["aws.events.event.ingestion-time"] = ingested.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture),
        };
        foreach (var (name, path) in transformer.InputPathsMap)
        {
            variables[name] = EventPath.Find(eventNode, path);
        }

        return variables;
    }

    private static string Transform(InputTransformer transformer, Dictionary<string, JsonNode?> variables)
    {
        var template = transformer.InputTemplate;
        var result = new StringBuilder(template.Length);
        var inText = false;
        for (var index = 0; index < template.Length; index++)
        {
            var letter = template[index];
            if (letter == '<' && template.IndexOf('>', index) is var end && end > 0
                && variables.TryGetValue(template[(index + 1)..end], out var value))
            {
                result.Append(inText ? InText(value) : Json(value));
                index = end;
                continue;
            }

            result.Append(letter);
            if (letter == '\\' && inText && index + 1 < template.Length)
            {
                result.Append(template[++index]);
            }
            else if (letter == '"')
            {
                inText = !inText;
            }
        }

        var input = result.ToString();
        try
        {
            using var document = JsonDocument.Parse(input);
            return input;
        }
        catch (JsonException exception)
        {
            throw new FormatException($"the InputTemplate '{template}' makes {input}, which is not JSON: {exception.Message}", exception);
        }
    }

    /// <summary>Between quotes a text stands without its own, and everything else as its JSON, escaped.</summary>
    private static string InText(JsonNode? value)
    {
        var text = value switch
        {
            null => "",
            JsonValue scalar when scalar.TryGetValue<string>(out var plain) => plain,
            _ => Json(value),
        };
        return JsonSerializer.Serialize(text, AwsJson.Options)[1..^1];
    }

    private static string Json(JsonNode? node) => node?.ToJsonString(AwsJson.Options) ?? "null";
}
