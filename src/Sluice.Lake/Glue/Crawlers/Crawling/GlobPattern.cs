using System.Text;
using System.Text.RegularExpressions;

namespace Sluice.Lake.Glue.Crawlers.Crawling;

/// <summary>
/// An exclude pattern (<see href="https://docs.aws.amazon.com/glue/latest/dg/define-crawler.html#crawler-data-stores-exclude"/>):
/// <c>*</c> any characters of one folder level, <c>**</c> of several, <c>?</c> one character, <c>[a-z]</c>, <c>[!a-z]</c>,
/// <c>{a,b}</c>, <c>\</c> before a character that stands for itself.
/// </summary>
internal sealed class GlobPattern
{
    private readonly Regex regex;

    internal GlobPattern(string pattern)
    {
        try
        {
            regex = new Regex(Translate(pattern), RegexOptions.NonBacktracking | RegexOptions.Singleline | RegexOptions.CultureInvariant);
        }
        catch (ArgumentException exception)
        {
            throw GlueErrors.InvalidInput($"The exclusion '{pattern}' is not a glob pattern: {exception.Message}");
        }
    }

    /// <summary>Whether a path relative to the include path is excluded.</summary>
    internal bool IsMatch(string path) => regex.IsMatch(path);

    private static string Translate(string pattern)
    {
        var regex = new StringBuilder("^(?:");
        var groups = 0;
        for (var index = 0; index < pattern.Length; index++)
        {
            var character = pattern[index];
            var next = index + 1 < pattern.Length ? pattern[index + 1] : '\0';
            switch (character)
            {
                case '*' when next == '*':
                    regex.Append(".*");
                    index++;
                    break;
                case '*':
                    regex.Append("[^/]*");
                    break;
                case '?':
                    regex.Append("[^/]");
                    break;
                case '\\' when next != '\0':
                    regex.Append(Regex.Escape(next.ToString()));
                    index++;
                    break;
                case '[' when pattern.IndexOf(']', index + 2 < pattern.Length ? index + 2 : index) is > 0 and var end:
                    var set = pattern[(index + 1)..end];
                    if (set.TrimStart('!').Length == 0)
                    {
                        throw new ArgumentException($"'[{set}]' names no character. Name one, or write \\[ for the bracket itself.");
                    }

                    regex.Append(set[0] == '!' ? "[^/" : "[").Append(Escape(set.TrimStart('!'))).Append(']');
                    index = end;
                    break;
                case '{' when groups == 0:
                    groups++;
                    regex.Append("(?:");
                    break;
                case '}' when groups > 0:
                    groups--;
                    regex.Append(')');
                    break;
                case ',' when groups > 0:
                    regex.Append('|');
                    break;
                default:
                    regex.Append(Regex.Escape(character.ToString()));
                    break;
            }
        }

        return regex.Append(")$").ToString();
    }

    /// <summary>Within brackets all characters but the dash stand for themselves.</summary>
    private static string Escape(string set) => set
        .Replace("\\", "\\\\", StringComparison.Ordinal)
        .Replace("[", "\\[", StringComparison.Ordinal)
        .Replace("^", "\\^", StringComparison.Ordinal);
}
