using System.Globalization;
using System.Text.Json.Nodes;

namespace Sluice.Lake.Template.Nodes;

/// <summary>Nodes as JSON: plain scalars by YAML's core schema (<c>true</c>, <c>12</c>, <c>null</c>), quoted ones as text.</summary>
internal static class NodeJson
{
    /// <summary>The JSON of a node without intrinsic functions.</summary>
    /// <exception cref="TemplateFault">A function is left.</exception>
    public static JsonNode? Write(TemplateNode node) => node switch
    {
        ScalarNode scalar => Scalar(scalar),
        ListNode list => new JsonArray(list.Items.Select(Write).ToArray()),
        MapNode map when map.IsIntrinsic(out var function, out _) =>
            throw new TemplateFault(map.Line, $"{function} does not work in this file; only the template's own text is resolved. Use DefinitionSubstitutions."),
        MapNode map => new JsonObject(map.Entries.Select(static entry => KeyValuePair.Create(entry.Key, Write(entry.Value)))),
        _ => null,
    };

    private static JsonValue? Scalar(ScalarNode scalar)
    {
        if (!scalar.IsPlain)
        {
            return JsonValue.Create(scalar.Text);
        }

        switch (scalar.Text)
        {
            case "" or "~" or "null" or "Null" or "NULL":
                return null;
            case "true" or "True" or "TRUE":
                return JsonValue.Create(true);
            case "false" or "False" or "FALSE":
                return JsonValue.Create(false);
        }

        if (char.IsAsciiDigit(scalar.Text[^1]) || scalar.Text[^1] == '.')
        {
            if (long.TryParse(scalar.Text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole))
            {
                return JsonValue.Create(whole);
            }

            if (double.TryParse(scalar.Text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number))
            {
                return JsonValue.Create(number);
            }
        }

        return JsonValue.Create(scalar.Text);
    }
}
