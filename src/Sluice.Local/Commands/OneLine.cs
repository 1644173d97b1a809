using System.Text.RegularExpressions;

namespace Sluice.Local.Commands;

/// <summary>Texts of others, such as causes of errors, in one line of a terminal.</summary>
internal static partial class OneLine
{
    /// <summary>The text without line ends, and without what a terminal would take for a command.</summary>
    public static string Of(string text) => Blanks().Replace(text, " ").Trim();

    /// <summary>The same, cut with an ellipsis.</summary>
    /// <param name="text">The text.</param>
    /// <param name="longest">The most characters.</param>
    public static string Of(string text, int longest)
    {
        var line = Of(text);
        return line.Length <= longest ? line : $"{line.AsSpan(0, char.IsHighSurrogate(line[longest - 2]) ? longest - 2 : longest - 1)}…";
    }

    [GeneratedRegex(@"[\s\p{C}-[\p{Cs}]]+")]
    private static partial Regex Blanks();
}
