using System.Text;
using Sluice.Lake.Athena.Execution;

namespace Sluice.Lake.Athena.Dialect;

/// <summary>
/// The patterns of <c>format_datetime</c> and <c>parse_datetime</c>, which are Joda-Time's, in DuckDB's words.
/// <see href="https://trino.io/docs/current/functions/datetime.html#java-date-functions"/>
/// </summary>
internal static class JodaDateFormat
{
    /// <summary><c>yyyy-MM-dd HH:mm</c> becomes <c>%Y-%m-%d %H:%M</c>.</summary>
    /// <exception cref="QueryFailure">The lake cannot write a part of the pattern.</exception>
    /// <param name="pattern">The pattern.</param>
    /// <param name="isParsed">Whether it reads texts, in which an offset can be another in each.</param>
    /// <param name="zone">The zone of what it writes; null for UTC.</param>
    public static string ToDuckDb(string pattern, bool isParsed = false, string? zone = null)
    {
        var text = new StringBuilder();
        for (var index = 0; index < pattern.Length;)
        {
            var letter = pattern[index];
            if (letter == '\'')
            {
                var end = pattern.IndexOf('\'', index + 1);
                end = end < 0 ? pattern.Length : end;
                Literal(text, end == index + 1 ? "'" : pattern[(index + 1)..end]);
                index = end + 1;
                continue;
            }

            if (!char.IsAsciiLetter(letter))
            {
                Literal(text, letter.ToString());
                index++;
                continue;
            }

            var count = 1;
            while (index + count < pattern.Length && pattern[index + count] == letter)
            {
                count++;
            }

            text.Append(letter is 'Z' or 'z' ? Zone(letter, count, isParsed, zone) : Specifier(letter, count));
            index += count;
        }

        return text.ToString();
    }

    private static string Zone(char letter, int count, bool isParsed, string? zone) => (letter, count) switch
    {
        ('Z', <= 2) when isParsed => "%z",
        ('Z', 1) when zone is null => "+0000",
        ('Z', 2) when zone is null => "+00:00",
        ('z', <= 3) when zone is null => "UTC",
        _ => throw QueryFailure.NotSupported($"'{new string(letter, count)}' in a date pattern"),
    };

    private static void Literal(StringBuilder text, string literal) => text.Append(literal.Replace("%", "%%", StringComparison.Ordinal));

    private static string Specifier(char letter, int count) => (letter, count) switch
    {
        ('y' or 'Y', 2) => "%y",
        ('y' or 'Y', _) => "%Y",
        ('M', 1) => "%-m",
        ('M', 2) => "%m",
        ('M', 3) => "%b",
        ('M', _) => "%B",
        ('d', 1) => "%-d",
        ('d', 2) => "%d",
        ('D', 1) => "%-j",
        ('D', 3) => "%j",
        ('H', 1) => "%-H",
        ('H', 2) => "%H",
        ('h', 1) => "%-I",
        ('h', 2) => "%I",
        ('m', 1) => "%-M",
        ('m', 2) => "%M",
        ('s', 1) => "%-S",
        ('s', 2) => "%S",
        ('S', 3) => "%g",
        ('S', 6) => "%f",
        ('a', _) => "%p",
        ('E', <= 3) => "%a",
        ('E', _) => "%A",
        ('e', _) => "%u",
        ('w', 2) => "%V",
        ('x', _) => "%G",
        _ => throw QueryFailure.NotSupported($"'{new string(letter, count)}' in a date pattern"),
    };
}
