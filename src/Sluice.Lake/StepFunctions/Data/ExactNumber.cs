using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Sluice.Lake.StepFunctions.Data;

/// <summary>Reads JSON numbers without losing digits where a decimal holds them, as doubles beyond that.</summary>
internal static class ExactNumber
{
    /// <summary>Compares two JSON numbers.</summary>
    public static int Compare(JsonNode left, JsonNode right)
    {
        var (leftText, rightText) = (JsonText.Write(left), JsonText.Write(right));
        return TryDecimal(leftText, out var a) && TryDecimal(rightText, out var b)
            ? a.CompareTo(b)
            : double.Parse(leftText, CultureInfo.InvariantCulture).CompareTo(double.Parse(rightText, CultureInfo.InvariantCulture));
    }

    /// <summary>The integer, when the node is a number without a fraction that fits 64 bits: <c>3</c>, <c>3.0</c>.</summary>
    public static bool TryInteger(JsonNode? node, out long value)
    {
        value = 0;
        if (JsonText.Kind(node) != JsonValueKind.Number || !TryDecimal(JsonText.Write(node), out var number)
            || number != decimal.Truncate(number) || number is < long.MinValue or > long.MaxValue)
        {
            return false;
        }

        value = (long)number;
        return true;
    }

    /// <summary>The integer that a number rounds to (halves away from zero), as the intrinsic functions take theirs.</summary>
    public static bool TryRounded(JsonNode? node, out long value)
    {
        value = 0;
        if (JsonText.Kind(node) != JsonValueKind.Number || !TryDecimal(JsonText.Write(node), out var number))
        {
            return false;
        }

        number = Math.Round(number, MidpointRounding.AwayFromZero);
        if (number is < long.MinValue or > long.MaxValue)
        {
            return false;
        }

        value = (long)number;
        return true;
    }

    private static bool TryDecimal(string text, out decimal value) =>
        decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out value);
}
