using System.Globalization;

namespace Sluice.Lake.Athena.Results;

/// <summary>Floating-point numbers as Java prints them: <c>1.0</c>, <c>1.0E7</c>, <c>NaN</c>, <c>Infinity</c>.</summary>
internal static class JavaNumber
{
    /// <summary>A double.</summary>
    public static string Of(double value) => double.IsFinite(value)
        ? Digits(value.ToString("R", CultureInfo.InvariantCulture), Math.Abs(value))
        : Special(value);

    /// <summary>A real: only the digits that a float has.</summary>
    public static string Of(float value) => float.IsFinite(value)
        ? Digits(value.ToString("R", CultureInfo.InvariantCulture), Math.Abs(value))
        : Special(value);

    private static string Special(double value) => double.IsNaN(value) ? "NaN" : value > 0 ? "Infinity" : "-Infinity";

    /// <summary>From .NET's shortest form to Java's layout: plain between 10^-3 and 10^7, else one digit and an exponent.</summary>
    private static string Digits(string shortest, double magnitude)
    {
        var sign = shortest[0] == '-' ? "-" : "";
        var mantissa = shortest.TrimStart('-');
        var exponent = 0;
        if (mantissa.IndexOf('E', StringComparison.Ordinal) is >= 0 and var at)
        {
            exponent = int.Parse(mantissa[(at + 1)..], CultureInfo.InvariantCulture);
            mantissa = mantissa[..at];
        }

        var point = mantissa.IndexOf('.', StringComparison.Ordinal);
        var whole = point < 0 ? mantissa : mantissa[..point];
        var digits = whole + (point < 0 ? "" : mantissa[(point + 1)..]);
        var leading = digits.Length - digits.TrimStart('0').Length;
        var significant = digits.Trim('0');
        if (significant.Length == 0)
        {
            return sign + "0.0";
        }

        var power = whole.Length - leading - 1 + exponent; // of the first significant digit
        if (magnitude is < 1e-3 or >= 1e7)
        {
            return $"{sign}{significant[0]}.{(significant.Length > 1 ? significant[1..] : "0")}E{power}";
        }

        if (power < 0)
        {
            return $"{sign}0.{new string('0', -power - 1)}{significant}";
        }

        var padded = significant.PadRight(power + 1, '0');
        return $"{sign}{padded[..(power + 1)]}.{(padded.Length > power + 1 ? padded[(power + 1)..] : "0")}";
    }
}
