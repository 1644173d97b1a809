using System.Globalization;
using System.Text.RegularExpressions;
using Sluice.Lake.Athena.Results;

namespace Sluice.Lake.Athena.Execution;

/// <summary>What DuckDB says of a function's arguments and of values that are too large.</summary>
internal sealed partial class FailureTranslator
{
    [GeneratedRegex(@"^Pattern has \d+ groups\. Cannot access group \d+")]
    private static partial Regex NoGroup();

    [GeneratedRegex(@"^(?:missing [\])]|unexpected \)|no argument for repetition operator|bad repetition operator|invalid repetition size|invalid character class|invalid escape sequence|invalid perl operator|invalid named capture group|duplicate capture group name|trailing \\ at end)")]
    private static partial Regex BadPattern();

    /// <summary>Java's regular expressions have them: look-around, names of groups, back-references.</summary>
    [GeneratedRegex(@"^invalid (?:perl operator: \(\?[=!<>]|escape sequence: \\[1-9k])")]
    private static partial Regex OnlyInJava();

    [GeneratedRegex(@"^(?<clause>GROUP BY|ORDER) term out of range")]
    private static partial Regex NoPlace();

    /// <summary>The failure of a function whose argument is wrong; null for another.</summary>
    private static QueryFailure? Argument(string text) => text switch
    {
        _ when text.StartsWith("Map keys must be unique", StringComparison.Ordinal) =>
            new QueryFailure("INVALID_FUNCTION_ARGUMENT", "Duplicate map keys are not allowed"),
        _ when text.StartsWith("Map keys can not be NULL", StringComparison.Ordinal) => new QueryFailure("INVALID_FUNCTION_ARGUMENT", "map key cannot be null"),
        _ when text.StartsWith("More than one row returned by a subquery", StringComparison.Ordinal) =>
            new QueryFailure("SUBQUERY_MULTIPLE_ROWS", "Scalar sub-query has returned multiple rows"),
        _ when NoPlace().Match(text) is { Success: true } place => new QueryFailure(
            "INVALID_COLUMN_REFERENCE", $"{(place.Groups["clause"].Value == "ORDER" ? "ORDER BY" : "GROUP BY")} position is not in select list"),
        _ when OnlyInJava().IsMatch(text) => QueryFailure.NotSupported($"this in a regular expression: {text[(text.IndexOf(':', StringComparison.Ordinal) + 2)..]}"),
        _ when NoGroup().IsMatch(text) || BadPattern().IsMatch(text) => new QueryFailure("INVALID_FUNCTION_ARGUMENT", text),
        _ => null,
    };

    [GeneratedRegex(@"/(?<limit>[0-9.]+ \w+) used\)")]
    private static partial Regex MemoryLimit();

    /// <summary>More memory than the query's share, or than its disk had room for: see <see cref="EngineMemory"/>.</summary>
    private static QueryFailure OutOfMemory(string message) => new(
        "EXCEEDED_LOCAL_MEMORY_LIMIT",
        MemoryLimit().Match(message) is { Success: true } match
            ? $"Query exceeded per-node memory limit of {match.Groups["limit"].Value}, its share of this machine's memory. "
                + "Read or group less at a time, or run it on a machine with more memory."
            : FirstLine(message));

    /// <summary>An integer that is too small for a number.</summary>
    private static QueryFailure OutOfRange(Match match)
    {
        var (type, value) = (IntegerName(match.Groups["type"].Value), match.Groups["value"].Value);
        if (match.Groups["from"].Value is "DOUBLE" or "FLOAT" && double.TryParse(value, CultureInfo.InvariantCulture, out var number))
        {
            value = JavaNumber.Of(number);
            if (type == "bigint")
            {
                return new QueryFailure("INVALID_CAST_ARGUMENT", $"Unable to cast {value} to bigint");
            }
        }

        return new QueryFailure("NUMERIC_VALUE_OUT_OF_RANGE", $"Out of range for {type}: {value}");
    }
}
