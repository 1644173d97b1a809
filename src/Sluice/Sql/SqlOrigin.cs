using System.Globalization;
using System.Text.RegularExpressions;

namespace Sluice.Sql;

/// <summary>
/// Where the text of a SQL file stands in a statement that is made of it, so that the place which Athena names can be found in the
/// file. Placeholders are rendered within their line, so lines correspond and columns may not.
/// </summary>
public sealed partial record SqlOrigin
{
    /// <summary>The line of the file that the text begins on, from 1.</summary>
    public required int FileLine { get; init; }

    /// <summary>The line of the statement that the text begins on, from 1.</summary>
    public required int StatementLine { get; init; }

    /// <summary>How many lines the text has.</summary>
    public required int Lines { get; init; }

    /// <summary>A text that is a statement by itself.</summary>
    /// <param name="fileLine">The line of the file that it begins on.</param>
    /// <param name="text">The text.</param>
    public static SqlOrigin Whole(int fileLine, string text) => After("", fileLine, text);

    /// <summary>A text that stands in a statement behind another.</summary>
    /// <param name="before">The statement up to the text.</param>
    /// <param name="fileLine">The line of the file that the text begins on.</param>
    /// <param name="text">The text.</param>
    public static SqlOrigin After(string before, int fileLine, string text) => new()
    {
        FileLine = fileLine,
        StatementLine = before.Count(static character => character == '\n') + 1,
        Lines = text.Count(static character => character == '\n') + 1,
    };

    /// <summary>
    /// The line of the file that Athena's reason is about; null when it names no place (<c>line 12:5: ...</c>), or one in what has been
    /// written around the text.
    /// </summary>
    /// <param name="reason">Athena's StateChangeReason.</param>
    public int? LineOf(string reason)
    {
        // A number that is no line stands in a text of the user's.
        if (Place().Match(reason) is not { Success: true } place
            || !int.TryParse(place.Groups["line"].Value, NumberStyles.None, CultureInfo.InvariantCulture, out var line))
        {
            return null;
        }

        var within = line - StatementLine;
        return within >= 0 && within < Lines ? FileLine + within : null;
    }

    [GeneratedRegex(@"\bline (?<line>\d+):\d+\b")]
    private static partial Regex Place();
}
