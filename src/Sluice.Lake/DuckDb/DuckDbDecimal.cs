using System.Globalization;

namespace Sluice.Lake.DuckDb;

/// <summary>A DECIMAL of up to 38 digits, more than <see cref="decimal"/> holds.</summary>
/// <param name="Unscaled">The digits as an integer.</param>
/// <param name="Scale">How many of them stand after the point.</param>
public readonly record struct DuckDbDecimal(Int128 Unscaled, int Scale)
{
    /// <summary>All digits, with exactly <see cref="Scale"/> after the point: <c>-12.50</c>.</summary>
    public override string ToString()
    {
        if (Scale == 0)
        {
            return Unscaled.ToString(CultureInfo.InvariantCulture);
        }

        var digits = Int128.Abs(Unscaled).ToString(CultureInfo.InvariantCulture).PadLeft(Scale + 1, '0');
        var sign = Int128.IsNegative(Unscaled) ? "-" : "";
        return $"{sign}{digits[..^Scale]}.{digits[^Scale..]}";
    }
}
