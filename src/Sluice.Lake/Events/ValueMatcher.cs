using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Sluice.Lake.Protocol;

namespace Sluice.Lake.Events;

/// <summary>One choice in a list of an event pattern: a value, or a filter such as <c>{"prefix": "incoming/"}</c>.</summary>
internal sealed class ValueMatcher
{
    private readonly Func<JsonNode?, bool> matches;

    private ValueMatcher(Func<JsonNode?, bool> matches, bool matchesAbsent = false) => (this.matches, MatchesAbsent) = (matches, matchesAbsent);

    /// <summary>Whether it matches a field that is not there: only <c>{"exists": false}</c> does.</summary>
    public bool MatchesAbsent { get; }

    /// <summary>Whether it matches a value that is there.</summary>
    public bool Matches(JsonNode? value) => matches(value);

    /// <summary>Reads one.</summary>
    /// <exception cref="FormatException">It is not one.</exception>
    public static ValueMatcher Parse(JsonNode? choice, string path) => choice switch
    {
        JsonObject { Count: 1 } filter => Filter(filter.First().Key, filter.First().Value, path),
        JsonObject or JsonArray => throw new FormatException($"{path}: {Json(choice)} is not a value or a filter with one name."),
        _ => Exactly(choice),
    };

    private static ValueMatcher Filter(string name, JsonNode? argument, string path) => name switch
    {
        "prefix" or "suffix" when argument is JsonObject { Count: 1 } inner && inner.ContainsKey("equals-ignore-case") =>
            OnText(Affix(name, Text(inner["equals-ignore-case"], name, path), StringComparison.OrdinalIgnoreCase)),
        "prefix" or "suffix" => OnText(Affix(name, Text(argument, name, path), StringComparison.Ordinal)),
        "equals-ignore-case" => EqualsIgnoreCase(Text(argument, name, path)),
        "wildcard" => OnText(Wildcard(Text(argument, name, path), path)),
        "exists" when argument is JsonValue value && value.TryGetValue<bool>(out var exists) =>
            exists ? new ValueMatcher(static _ => true) : new ValueMatcher(static _ => false, matchesAbsent: true),
        "numeric" when argument is JsonArray comparisons => Numeric(comparisons, path),
        "anything-but" => AnythingBut(argument, path),
        _ => throw new FormatException(
            $"{path}: the lake does not support the filter '{name}' with {Json(argument)}. " +
            "It knows prefix, suffix, wildcard, anything-but, numeric, exists, equals-ignore-case and $or."),
    };

    /// <summary>Numbers are compared as they are written: 300 and 300.0 are not equal.</summary>
    private static ValueMatcher Exactly(JsonNode? expected)
    {
        if (expected is null)
        {
            return new ValueMatcher(static value => value is null);
        }

        var kind = expected.GetValueKind();
        var text = kind == JsonValueKind.String ? expected.GetValue<string>() : expected.ToJsonString();
        return new ValueMatcher(value => value is JsonValue && value.GetValueKind() == kind
            && (kind == JsonValueKind.String ? value.GetValue<string>() : value.ToJsonString()) == text);
    }

    private static ValueMatcher AnythingBut(JsonNode? argument, string path)
    {
        if (argument is JsonObject { Count: 1 } filter)
        {
            var (name, inner) = filter.First();
            if (name is not ("prefix" or "suffix" or "equals-ignore-case" or "wildcard"))
            {
                throw new FormatException($"{path}: anything-but does not take the filter '{name}'.");
            }

            var choices = (inner is JsonArray list ? list.ToList() : [inner]).ConvertAll(item => Filter(name, item, path));
            return new ValueMatcher(value => !choices.Exists(choice => choice.Matches(value)));
        }

        var refused = (argument is JsonArray values ? values.ToList() : [argument]).ConvertAll(item =>
            item is JsonValue ? Exactly(item) : throw new FormatException($"{path}: anything-but takes texts, numbers or a filter."));
        return new ValueMatcher(value => !refused.Exists(choice => choice.Matches(value)));
    }

    private static ValueMatcher Numeric(JsonArray comparisons, string path)
    {
        var tests = new List<Func<decimal, bool>>();
        if (comparisons.Count is not (2 or 4))
        {
            throw new FormatException($"{path}: numeric takes one or two pairs of comparison and number, not {Json(comparisons)}.");
        }

        for (var index = 0; index < comparisons.Count; index += 2)
        {
            if (Number(comparisons[index + 1]) is not { } limit)
            {
                throw new FormatException($"{path}: numeric compares with numbers, not with {Json(comparisons[index + 1])}.");
            }

            tests.Add(comparisons[index]?.ToString() switch
            {
                "=" => value => value == limit,
                ">" => value => value > limit,
                ">=" => value => value >= limit,
                "<" => value => value < limit,
                "<=" => value => value <= limit,
                var other => throw new FormatException($"{path}: numeric knows =, >, >=, < and <=, not '{other}'."),
            });
        }

        return new ValueMatcher(value => Number(value) is { } number && tests.TrueForAll(test => test(number)));
    }

    private static decimal? Number(JsonNode? node) =>
        node is JsonValue && node.GetValueKind() == JsonValueKind.Number
            && decimal.TryParse(node.ToJsonString(), NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static ValueMatcher EqualsIgnoreCase(string expected) =>
        OnText(text => string.Equals(text, expected, StringComparison.OrdinalIgnoreCase));

    private static Func<string, bool> Affix(string name, string affix, StringComparison comparison) =>
        name == "prefix" ? text => text.StartsWith(affix, comparison) : text => text.EndsWith(affix, comparison);

    private static Func<string, bool> Wildcard(string pattern, string path)
    {
        var expression = new System.Text.StringBuilder("^");
        for (var index = 0; index < pattern.Length; index++)
        {
            switch (pattern[index])
            {
                case '\\' when index + 1 < pattern.Length && pattern[index + 1] is '*' or '\\':
                    expression.Append(Regex.Escape(pattern[++index].ToString()));
                    break;
                case '*' when index + 1 < pattern.Length && pattern[index + 1] == '*':
                    throw new FormatException($"{path}: the wildcard '{pattern}' has two * in a row.");
                case '*':
                    expression.Append(".*");
                    break;
                default:
                    expression.Append(Regex.Escape(pattern[index].ToString()));
                    break;
            }
        }

        // Without backtracking, so that a key of a thousand letters cannot make a pattern slow.
        var regex = new Regex(expression.Append("\\z").ToString(), RegexOptions.NonBacktracking | RegexOptions.Singleline | RegexOptions.CultureInvariant);
        return regex.IsMatch;
    }

    private static ValueMatcher OnText(Func<string, bool> test) =>
        new(value => value is JsonValue && value.GetValueKind() == JsonValueKind.String && test(value.GetValue<string>()));

    private static string Text(JsonNode? node, string name, string path) =>
        node is JsonValue value && value.TryGetValue<string>(out var text)
            ? text
            : throw new FormatException($"{path}: {name} takes text, not {Json(node)}.");

    private static string Json(JsonNode? node) => node?.ToJsonString(AwsJson.Options) ?? "null";
}
