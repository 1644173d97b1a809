using System.Globalization;
using System.Text.RegularExpressions;
using Sluice.Lake.Template.Nodes;

namespace Sluice.Lake.Template;

/// <summary>
/// The template's parameters with their values: an override, else the default, checked against what the parameter allows.
/// https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/parameters-section-structure.html
/// </summary>
internal sealed class TemplateParameters
{
    private readonly Dictionary<string, (TemplateNode Value, string Text)> values = new(StringComparer.Ordinal);

    private TemplateParameters()
    {
    }

    /// <summary>Reads the <c>Parameters</c> section.</summary>
    public static TemplateParameters Read(MapNode? section, IReadOnlyDictionary<string, string> overrides, ProblemList problems)
    {
        var parameters = new TemplateParameters();
        foreach (var (name, node) in section?.Entries ?? [])
        {
            problems.Where = $"Parameters.{name}";
            try
            {
                parameters.values[name] = Value(name, node, overrides.GetValueOrDefault(name));
            }
            catch (TemplateFault fault)
            {
                problems.Add(fault);
                parameters.values[name] = (new UnresolvedNode(fault.Line), "");
            }
        }

        problems.Where = "Parameters";
        foreach (var name in overrides.Keys.Where(name => !parameters.values.ContainsKey(name)))
        {
            problems.Add(section?.Line ?? 1, $"a value was given for the parameter {name}, which the template does not declare.");
        }

        return parameters;
    }

    /// <summary>Every value as it was given, or as its default is written.</summary>
    public IReadOnlyDictionary<string, string> Texts => values.ToDictionary(static value => value.Key, static value => value.Value.Text);

    /// <summary>A parameter's value: text, a plain scalar for a number, a list for list types; null when there is no such parameter.</summary>
    public TemplateNode? Find(string name) => values.GetValueOrDefault(name).Value;

    private static (TemplateNode Value, string Text) Value(string name, TemplateNode node, string? given)
    {
        var declaration = node as MapNode ?? throw new TemplateFault(node.Line, "a parameter is a mapping with at least Type.");
        var type = Text(declaration, "Type") ?? throw new TemplateFault(node.Line, "Type is missing.");
        if (type.StartsWith("AWS::SSM::Parameter::", StringComparison.Ordinal) && given is null)
        {
            throw new TemplateFault(node.Line, $"the lake has no Systems Manager to look its value up in. Give it: {name}=<value>.");
        }

        var line = declaration.Find("Default")?.Line ?? node.Line;
        var text = given ?? Text(declaration, "Default")
            ?? throw new TemplateFault(node.Line, $"it has no Default and no value was given. Give it: {name}=<value>.");
        if (type is "CommaDelimitedList" || type.StartsWith("List<", StringComparison.Ordinal))
        {
            var items = text.Split(',', StringSplitOptions.TrimEntries);
            foreach (var item in items)
            {
                Check(declaration, type == "List<Number>" ? "Number" : "String", item, line);
            }

            return (new ListNode(items.Select(item => new ScalarNode(item, isPlain: false, line)).ToList<TemplateNode>(), line), text);
        }

        Check(declaration, type, text, line);
        return (new ScalarNode(text, isPlain: type == "Number", line), text);
    }

    private static void Check(MapNode declaration, string type, string text, int line)
    {
        var hint = Text(declaration, "ConstraintDescription") is { } description ? $" ({description})" : "";
        if (declaration.Find("AllowedValues") is ListNode allowed
            && !allowed.Items.OfType<ScalarNode>().Any(item => item.Text == text))
        {
            var names = string.Join(", ", allowed.Items.OfType<ScalarNode>().Select(static item => item.Text));
            throw new TemplateFault(line, $"'{text}' is not one of its AllowedValues: {names}{hint}.");
        }

        if (Text(declaration, "AllowedPattern") is { } pattern
            && !Regex.IsMatch(text, $"^(?:{pattern})$", RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1)))
        {
            throw new TemplateFault(line, $"'{text}' does not match its AllowedPattern {pattern}{hint}.");
        }

        if (type == "Number")
        {
            CheckNumber(declaration, text, line, hint);
            return;
        }

        if (Text(declaration, "MinLength") is { } minimum && text.Length < int.Parse(minimum, CultureInfo.InvariantCulture))
        {
            throw new TemplateFault(line, $"'{text}' is shorter than its MinLength, {minimum}{hint}.");
        }

        if (Text(declaration, "MaxLength") is { } maximum && text.Length > int.Parse(maximum, CultureInfo.InvariantCulture))
        {
            throw new TemplateFault(line, $"'{text}' is longer than its MaxLength, {maximum}{hint}.");
        }
    }

    private static void CheckNumber(MapNode declaration, string text, int line, string hint)
    {
        if (!decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number))
        {
            throw new TemplateFault(line, $"'{text}' is not a number{hint}.");
        }

        if (Text(declaration, "MinValue") is { } minimum && number < decimal.Parse(minimum, CultureInfo.InvariantCulture))
        {
            throw new TemplateFault(line, $"{text} is below its MinValue, {minimum}{hint}.");
        }

        if (Text(declaration, "MaxValue") is { } maximum && number > decimal.Parse(maximum, CultureInfo.InvariantCulture))
        {
            throw new TemplateFault(line, $"{text} is above its MaxValue, {maximum}{hint}.");
        }
    }

    private static string? Text(MapNode map, string key) => map.Find(key) switch
    {
        null => null,
        ScalarNode scalar => scalar.Text,
        var other => throw new TemplateFault(other.Line, $"{key} must be text, not {other.Kind}."),
    };
}
