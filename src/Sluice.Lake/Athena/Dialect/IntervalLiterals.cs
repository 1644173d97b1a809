using System.Globalization;
using System.Text.RegularExpressions;
using Sluice.Lake.Athena.Execution;
using Sluice.Lake.Athena.Sql;

namespace Sluice.Lake.Athena.Dialect;

/// <summary><c>INTERVAL '1-2' YEAR TO MONTH</c> is 14 months, <c>INTERVAL '1 02:03' DAY TO MINUTE</c> so many seconds.</summary>
internal sealed partial class IntervalLiterals : ISyntaxRule
{
    private static readonly string[] Units = ["day", "hour", "minute", "second"];
    private static readonly int[] Seconds = [86400, 3600, 60, 1];

    /// <inheritdoc/>
    public IEnumerable<SqlEdit> Apply(string sql, IReadOnlyList<SqlToken> tokens)
    {
        for (var index = 0; index + 4 < tokens.Count; index++)
        {
            if (tokens[index].Is("interval") && tokens[index + 1].Kind == SqlTokenKind.Text && tokens[index + 3].Is("to"))
            {
                var (text, from, to) = (tokens[index + 1], tokens[index + 2], tokens[index + 4]);
                var literal = from.Is("year") && to.Is("month")
                    ? Months(text.Value)
                    : Moments(text.Value, Array.FindIndex(Units, from.Is), Array.FindIndex(Units, to.Is));
                yield return new SqlEdit(
                    text.Start,
                    to.End - text.Start,
                    literal ?? throw QueryFailure.At("INVALID_LITERAL", sql, tokens[index].Start, $"'{text.Value}' is not a valid interval literal"));
            }
        }
    }

    [GeneratedRegex(@"^([+-]?)(\d+)-(\d+)$")]
    private static partial Regex YearMonth();

    private static string? Months(string text)
    {
        var match = YearMonth().Match(text);
        return match.Success
            ? $"'{match.Groups[1].Value}{(Number(match.Groups[2].Value) * 12) + Number(match.Groups[3].Value)}' MONTH"
            : null;
    }

    private static string? Moments(string text, int from, int to)
    {
        var parts = text.TrimStart('-', '+').Split(' ', ':');
        if (from < 0 || to < from || parts.Length != to - from + 1 || parts.Any(static part => !decimal.TryParse(part, CultureInfo.InvariantCulture, out _)))
        {
            return null;
        }

        var total = parts.Select((part, index) => Number(part) * Seconds[from + index]).Sum();
        return $"'{(text[0] == '-' ? "-" : "")}{total.ToString(CultureInfo.InvariantCulture)}' SECOND";
    }

    private static decimal Number(string text) => decimal.Parse(text, CultureInfo.InvariantCulture);
}
