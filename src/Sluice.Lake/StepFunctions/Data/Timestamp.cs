using System.Globalization;
using System.Text.RegularExpressions;

namespace Sluice.Lake.StepFunctions.Data;

/// <summary>Timestamps as the States Language has them: RFC 3339 with upper-case <c>T</c> and <c>Z</c>, <c>2016-03-14T01:59:00Z</c>.</summary>
internal static partial class Timestamp
{
    /// <summary>Parses a timestamp.</summary>
    public static bool TryParse(string? text, out DateTimeOffset value)
    {
        value = default;
        return text is not null && Pattern().IsMatch(text)
            && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out value);
    }

    /// <summary>As the context object writes it: UTC, to the millisecond.</summary>
    public static string Format(DateTimeOffset value) =>
        value.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d{1,9})?(Z|[+-]\d{2}:\d{2})$", RegexOptions.CultureInvariant)]
    private static partial Regex Pattern();
}
