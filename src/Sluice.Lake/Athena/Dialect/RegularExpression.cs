using System.Globalization;
using System.Text;
using Sluice.Lake.Athena.Execution;

namespace Sluice.Lake.Athena.Dialect;

/// <summary>
/// Java's replacements of regular expressions in RE2's words: <c>$1</c> is <c>\1</c>, a backslash takes the next character as it is.
/// <see href="https://trino.io/docs/current/functions/regexp.html"/>
/// </summary>
internal static class RegularExpression
{
    /// <summary>A replacement for DuckDB.</summary>
    /// <param name="replacement">The one that the user has written.</param>
    /// <param name="pattern">The pattern; null when it is not a constant.</param>
    /// <exception cref="QueryFailure">Athena refuses it, or the lake cannot do it.</exception>
    public static string Replacement(string replacement, string? pattern)
    {
        var groups = pattern is null ? (int?)null : Groups(pattern);
        var text = new StringBuilder();
        for (var index = 0; index < replacement.Length; index++)
        {
            var letter = replacement[index];
            if (letter is not ('\\' or '$'))
            {
                text.Append(letter);
                continue;
            }

            if (++index == replacement.Length)
            {
                throw Illegal(replacement);
            }

            if (letter == '\\')
            {
                text.Append(replacement[index] == '\\' ? @"\\" : replacement[index].ToString());
                continue;
            }

            text.Append(CultureInfo.InvariantCulture, $"\\{Group(replacement, ref index, groups)}");
        }

        return text.ToString();
    }

    /// <summary>The number of a group; the index is left at its last digit.</summary>
    private static int Group(string replacement, ref int index, int? groups)
    {
        if (replacement[index] == '{')
        {
            throw QueryFailure.NotSupported("${name} in a replacement");
        }

        var number = char.IsAsciiDigit(replacement[index]) ? replacement[index] - '0' : throw Illegal(replacement);
        if (groups is null && number != 0)
        {
            throw QueryFailure.NotSupported("groups in a replacement for a pattern that is not a constant");
        }

        if (number > (groups ?? 0))
        {
            throw new QueryFailure("INVALID_FUNCTION_ARGUMENT", string.Create(CultureInfo.InvariantCulture, $"Illegal replacement sequence: unknown group {number}"));
        }

        // More digits belong to it as long as there is such a group.
        while (index + 1 < replacement.Length && char.IsAsciiDigit(replacement[index + 1]) && (number * 10) + replacement[index + 1] - '0' <= (groups ?? 0))
        {
            number = (number * 10) + replacement[++index] - '0';
        }

        return number <= 9 ? number : throw QueryFailure.NotSupported("more than nine groups in a replacement");
    }

    /// <summary>How many groups a pattern captures.</summary>
    private static int Groups(string pattern)
    {
        var (groups, isClass) = (0, false);
        for (var index = 0; index < pattern.Length; index++)
        {
            switch (pattern[index])
            {
                case '\\' when string.CompareOrdinal(pattern, index, @"\Q", 0, 2) == 0:
                    index = pattern.IndexOf(@"\E", index, StringComparison.Ordinal) is > 0 and var end ? end + 1 : pattern.Length;
                    break;
                case '\\':
                    index++;
                    break;
                case '[' when !isClass:
                    isClass = true;
                    index += string.CompareOrdinal(pattern, index + 1, "^]", 0, 2) == 0 ? 2 : string.CompareOrdinal(pattern, index + 1, "]", 0, 1) == 0 ? 1 : 0;
                    break;
                case '[' when string.CompareOrdinal(pattern, index, "[:", 0, 2) == 0 && pattern.IndexOf(":]", index, StringComparison.Ordinal) is > 0 and var close:
                    index = close + 1;
                    break;
                case ']':
                    isClass = false;
                    break;
                case '(' when !isClass && (index + 1 == pattern.Length || pattern[index + 1] != '?' || string.CompareOrdinal(pattern, index + 1, "?P<", 0, 3) == 0):
                    groups++;
                    break;
            }
        }

        return groups;
    }

    private static QueryFailure Illegal(string replacement) => new("INVALID_FUNCTION_ARGUMENT", $"Illegal replacement sequence: {replacement}");
}
