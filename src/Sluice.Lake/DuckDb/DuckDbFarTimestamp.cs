using System.Globalization;

namespace Sluice.Lake.DuckDb;

/// <summary>A timestamp outside the years 1 to 9999, which <see cref="DateTime"/> does not hold.</summary>
/// <param name="Date">Its date.</param>
/// <param name="Time">Its time of day.</param>
public readonly record struct DuckDbFarTimestamp(DuckDbFarDate Date, TimeOnly Time)
{
    /// <summary>As Java writes it, with milliseconds: <c>+10000-01-01 00:00:00.000</c>.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Date} {Time:HH:mm:ss.fff}");
}
