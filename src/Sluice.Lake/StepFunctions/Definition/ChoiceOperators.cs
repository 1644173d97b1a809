using System.Text.Json;
using System.Text.Json.Nodes;
using Sluice.Lake.StepFunctions.Data;

namespace Sluice.Lake.StepFunctions.Definition;

/// <summary>All comparisons of Choice rules, as pure functions.</summary>
internal static class ChoiceOperators
{
    private static readonly Dictionary<string, ChoiceOperator> Operators = Make().ToDictionary(static each => each.Name, StringComparer.Ordinal);

    /// <summary>Their names.</summary>
    public static IEnumerable<string> Names => Operators.Keys;

    /// <summary>The comparison of that name, or null.</summary>
    public static ChoiceOperator? Find(string name) => Operators.GetValueOrDefault(name);

    /// <summary><c>StringMatches</c>: <c>*</c> stands for any characters, <c>\*</c> for itself, <c>\\</c> for a backslash.</summary>
    public static bool Matches(string text, string pattern)
    {
        // The classic two-pointer walk: on a mismatch, the last star takes one character more.
        var (at, part, starPart, starAt) = (0, 0, -1, 0);
        while (at < text.Length)
        {
            var (literal, length) = Part(pattern, part);
            if (length > 0 && literal is null)
            {
                (starPart, starAt) = (part, at);
                part += length;
            }
            else if (length > 0 && literal == text[at])
            {
                part += length;
                at++;
            }
            else if (starPart >= 0)
            {
                part = starPart + 1;
                at = ++starAt;
            }
            else
            {
                return false;
            }
        }

        while (part < pattern.Length && pattern[part] == '*')
        {
            part++;
        }

        return part == pattern.Length;
    }

    // The character that stands at a place of the pattern (null: a star), and how many characters write it.
    private static (char? Literal, int Length) Part(string pattern, int index) => index >= pattern.Length ? (null, 0)
        : pattern[index] == '*' ? (null, 1)
        : pattern[index] == '\\' && index + 1 < pattern.Length ? (pattern[index + 1], 2)
        : (pattern[index], 1);

    private static IEnumerable<ChoiceOperator> Make()
    {
        var orders = new (string Suffix, Func<int, bool> Holds)[]
        {
            ("Equals", static order => order == 0),
            ("LessThan", static order => order < 0),
            ("GreaterThan", static order => order > 0),
            ("LessThanEquals", static order => order <= 0),
            ("GreaterThanEquals", static order => order >= 0),
        };
        foreach (var (suffix, holds) in orders)
        {
            foreach (var isPath in (bool[])[false, true])
            {
                var name = isPath ? $"{suffix}Path" : suffix;
                yield return new($"String{name}", isPath, "a string", IsString, (value, operand) =>
                    JsonText.AsString(value) is { } text && JsonText.AsString(operand) is { } other && holds(string.CompareOrdinal(text, other)));
                yield return new($"Numeric{name}", isPath, "a number", IsNumber, (value, operand) =>
                    IsNumber(value) && IsNumber(operand) && holds(ExactNumber.Compare(value!, operand!))); // numbers are not null
                yield return new($"Timestamp{name}", isPath, "a timestamp such as 2016-03-14T01:59:00Z", IsTimestamp, (value, operand) =>
                    Timestamp.TryParse(JsonText.AsString(value), out var moment)
                    && Timestamp.TryParse(JsonText.AsString(operand), out var other) && holds(moment.CompareTo(other)));
            }
        }

        foreach (var name in (string[])["BooleanEquals", "BooleanEqualsPath"])
        {
            yield return new(name, name.EndsWith("Path", StringComparison.Ordinal), "true or false", IsBoolean, static (value, operand) =>
                IsBoolean(value) && IsBoolean(operand) && JsonText.Kind(value) == JsonText.Kind(operand));
        }

        yield return new("StringMatches", false, "a string", IsString, static (value, operand) =>
            JsonText.AsString(value) is { } text && JsonText.AsString(operand) is { } pattern && Matches(text, pattern));

        yield return Test("IsNull", static value => value is null);
        yield return Test("IsPresent", static _ => true); // whether the path finds anything: the rule itself looks
        yield return Test("IsNumeric", IsNumber);
        yield return Test("IsString", IsString);
        yield return Test("IsBoolean", IsBoolean);
        yield return Test("IsTimestamp", IsTimestamp);
    }

    private static ChoiceOperator Test(string name, Func<JsonNode?, bool> holds) => new(name, false, "true or false", IsBoolean, (value, operand) =>
        holds(value) == (JsonText.Kind(operand) == JsonValueKind.True));

    private static bool IsString(JsonNode? node) => JsonText.Kind(node) == JsonValueKind.String;

    private static bool IsNumber(JsonNode? node) => JsonText.Kind(node) == JsonValueKind.Number;

    private static bool IsBoolean(JsonNode? node) => JsonText.Kind(node) is JsonValueKind.True or JsonValueKind.False;

    private static bool IsTimestamp(JsonNode? node) => Timestamp.TryParse(JsonText.AsString(node), out _);
}
