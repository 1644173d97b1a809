using System.Globalization;
using System.Text.Json;

namespace Sluice.Configuration.Reading;

/// <summary>
/// Reads the members of one object. It knows a field once it was asked for: <see cref="Done"/> reports the rest as
/// unknown, so that no field can be accepted and then ignored.
/// </summary>
internal sealed class ObjectReader
{
    private readonly ConfigurationNode _node;
    private readonly ErrorList _errors;
    private readonly List<string> _known = [];

    public ObjectReader(ConfigurationNode node, ErrorList errors)
    {
        _node = node;
        _errors = errors;
        if (node.Kind != JsonValueKind.Object)
        {
            errors.Add(node, $"Found {node.Description}. Expected an object.");
        }

        foreach (var twice in node.Members.GroupBy(member => member.Name, StringComparer.Ordinal).Where(group => group.Count() > 1))
        {
            var second = twice.ElementAt(1);
            errors.Add(second.Line, node.PathOf(second.Name), $"The field is there twice, first on line {twice.First().Line}. Keep one.");
        }
    }

    /// <summary>The object itself.</summary>
    public ConfigurationNode Node => _node;

    /// <summary>The value of a field; null when it is not there.</summary>
    public ConfigurationNode? Find(string name)
    {
        _known.Add(name);
        return _node.Members.FirstOrDefault(member => member.Name == name)?.Value;
    }

    /// <summary>Reports that a field is missing, unless the object itself is none.</summary>
    public void ReportMissing(string name, string expected)
    {
        if (_node.Kind == JsonValueKind.Object)
        {
            _errors.Add(_node.Line, _node.PathOf(name), $"The field is missing. Expected {expected}.");
        }
    }

    /// <summary>A text that must be there; empty when it is wrong, which is reported.</summary>
    public string RequiredText(string name, TextRule rule)
    {
        if (Find(name) is { } value)
        {
            return Text(value, rule) ?? "";
        }

        ReportMissing(name, rule.Expected);
        return "";
    }

    /// <summary>A text; null when it is not there, or wrong, which is reported.</summary>
    public string? OptionalText(string name, TextRule rule) => Find(name) is { } value ? Text(value, rule) : null;

    /// <summary>A whole number within bounds; <paramref name="otherwise"/> when it is not there, or wrong, which is reported.</summary>
    public int OptionalNumber(string name, int least, int most, int otherwise)
    {
        if (Find(name) is not { } value)
        {
            return otherwise;
        }

        if (value.Kind == JsonValueKind.Number
            && decimal.TryParse(value.Text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
            && number == decimal.Truncate(number) && number >= least && number <= most)
        {
            return (int)number;
        }

        _errors.Add(value, $"Found {value.Description}. Expected a whole number from {least} to {most}.");
        return otherwise;
    }

    /// <summary>A number within bounds; null when it is not there, or wrong, which is reported.</summary>
    public decimal? OptionalDecimal(string name, decimal least, decimal most, bool whole = false)
    {
        if (Find(name) is not { } value)
        {
            return null;
        }

        if (value.Kind == JsonValueKind.Number
            && decimal.TryParse(value.Text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
            && (!whole || number == decimal.Truncate(number)) && number >= least && number <= most)
        {
            return number;
        }

        _errors.Add(value, string.Create(
            CultureInfo.InvariantCulture, $"Found {value.Description}. Expected a {(whole ? "whole " : "")}number from {least} to {most}."));
        return null;
    }

    /// <summary>One of a few words; null when it is not there, or wrong, which is reported.</summary>
    public T? OptionalWord<T>(string name) where T : struct, Enum
    {
        if (Find(name) is not { } value)
        {
            return null;
        }

        foreach (var candidate in Enum.GetValues<T>())
        {
            if (value.Kind == JsonValueKind.String && value.Text == Word(candidate))
            {
                return candidate;
            }
        }

        _errors.Add(value, $"Found {value.Description}. Expected {Words<T>()}.");
        return null;
    }

    /// <summary>One of a few words that must be there.</summary>
    public T RequiredWord<T>(string name) where T : struct, Enum
    {
        if (OptionalWord<T>(name) is { } word)
        {
            return word;
        }

        if (_node.Members.All(member => member.Name != name))
        {
            ReportMissing(name, Words<T>());
        }

        return default;
    }

    /// <summary>A list; empty when it is not there, or no array, which is reported.</summary>
    /// <param name="name">The field.</param>
    /// <param name="expected">What it holds, in words; null when the field may be missing.</param>
    /// <param name="least">The fewest items.</param>
    /// <param name="read">Reads an item.</param>
    public IReadOnlyList<T> List<T>(string name, string? expected, int least, Func<ConfigurationNode, T> read)
    {
        if (Find(name) is not { } value)
        {
            if (expected is not null)
            {
                ReportMissing(name, expected);
            }

            return [];
        }

        if (value.Kind != JsonValueKind.Array)
        {
            _errors.Add(value, $"Found {value.Description}. Expected {expected ?? "an array"}.");
            return [];
        }

        if (value.Items.Count < least)
        {
            _errors.Add(value, $"The array is empty. Expected {expected ?? "at least one item"}.");
        }

        return [.. value.Items.Select(read)];
    }

    /// <summary>Checks a text; null when it is wrong, which is reported.</summary>
    public string? Text(ConfigurationNode value, TextRule rule)
    {
        if (value.Kind == JsonValueKind.String && rule.Accepts(value.Text!)) // a string's text is set
        {
            return value.Text;
        }

        _errors.Add(value, $"Found {value.Description}. Expected {rule.Expected}.");
        return null;
    }

    /// <summary>Reports the members that nothing asked for.</summary>
    public void Done()
    {
        foreach (var member in _node.Members.Where(member => !_known.Contains(member.Name)))
        {
            _errors.Add(member.Line, _node.PathOf(member.Name), $"Unknown field '{member.Name}'. {Nearest.Hint(member.Name, _known)}");
        }
    }

    /// <summary>An enum's value as configuration writes it.</summary>
    public static string Word<T>(T value) where T : struct, Enum => JsonNamingPolicy.SnakeCaseLower.ConvertName(value.ToString());

    private static string Words<T>() where T : struct, Enum =>
        string.Join(" or ", Enum.GetValues<T>().Select(value => $"\"{Word(value)}\""));
}
