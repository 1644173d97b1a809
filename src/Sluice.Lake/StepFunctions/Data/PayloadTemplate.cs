using System.Text.Json.Nodes;

namespace Sluice.Lake.StepFunctions.Data;

/// <summary>
/// <c>Parameters</c>, <c>ResultSelector</c>, <c>ItemSelector</c>: JSON in which fields named <c>….$</c> are replaced by the
/// value of their path or intrinsic function.
/// </summary>
internal abstract class PayloadTemplate
{
    /// <summary>Parses a template, handing each problem to <paramref name="report"/> with its JSON path.</summary>
    public static PayloadTemplate Parse(JsonNode? node, string location, Action<string, string> report)
    {
        switch (node)
        {
            case JsonObject map:
                var members = new List<(string Name, string Field, PayloadTemplate Value)>();
                foreach (var (name, value) in map)
                {
                    var at = $"{location}/{name}";
                    if (!name.EndsWith(".$", StringComparison.Ordinal))
                    {
                        members.Add((name, name, Parse(value, at, report)));
                    }
                    else if (JsonText.AsString(value) is { } text)
                    {
                        try
                        {
                            members.Add((name[..^2], name, new ComputedTemplate(Expression.Parse(text), name)));
                        }
                        catch (FormatException exception)
                        {
                            report(at, $"{exception.Message}.");
                        }
                    }
                    else
                    {
                        report(at, $"A field whose name ends in '.$' must be a string with a path or an intrinsic function; found {JsonText.Shorten(JsonText.Write(value), 60)}.");
                    }
                }

                foreach (var twice in members.GroupBy(static member => member.Name).Where(static group => group.Count() > 1))
                {
                    report(location, $"'{twice.Key}' and '{twice.Key}.$' are both there: keep one.");
                }

                return new ObjectTemplate(members);
            case JsonArray array:
                return new ArrayTemplate(array.Select((item, index) => Parse(item, $"{location}[{index}]", report)).ToList());
            default:
                return new LiteralTemplate(JsonText.Write(node));
        }
    }

    /// <summary>A new node that belongs to nobody.</summary>
    public abstract JsonNode? Evaluate(DataScope data);

    private sealed class ObjectTemplate(List<(string Name, string Field, PayloadTemplate Value)> members) : PayloadTemplate
    {
        public override JsonNode Evaluate(DataScope data)
        {
            var result = new JsonObject();
            foreach (var (name, _, value) in members)
            {
                result[name] = value.Evaluate(data);
            }

            return result;
        }
    }

    private sealed class ArrayTemplate(List<PayloadTemplate> items) : PayloadTemplate
    {
        public override JsonNode Evaluate(DataScope data)
        {
            var result = new JsonArray();
            foreach (var item in items)
            {
                result.Add(item.Evaluate(data));
            }

            return result;
        }
    }

    // Kept as text: a definition is shared by executions, and reading a JsonNode from two threads is not safe.
    private sealed class LiteralTemplate(string json) : PayloadTemplate
    {
        public override JsonNode? Evaluate(DataScope data) => JsonText.Parse(json);
    }

    private sealed class ComputedTemplate(Expression expression, string field) : PayloadTemplate
    {
        public override JsonNode? Evaluate(DataScope data) => expression.Evaluate(data, field)?.DeepClone();
    }
}
