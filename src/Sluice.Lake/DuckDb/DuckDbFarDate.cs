using System.Globalization;

namespace Sluice.Lake.DuckDb;

/// <summary>A date outside the years 1 to 9999, which <see cref="DateOnly"/> does not hold.</summary>
/// <param name="Day">Days since 1970-01-01.</param>
public readonly record struct DuckDbFarDate(long Day)
{
    private const long DaysOf400Years = 146_097;

    /// <summary>As Java writes it: <c>+10000-01-01</c>, <c>0000-12-31</c>, <c>-0976-03-01</c>.</summary>
    public override string ToString()
    {
        // The calendar is the same again after 400 years.
        var cycles = (long)Math.Floor((decimal)Day / DaysOf400Years);
        var near = DateTime.UnixEpoch.AddDays(Day - (cycles * DaysOf400Years));
        var year = near.Year + (400 * cycles);
        var sign = year > 9999 ? "+" : year < 0 ? "-" : "";
        return string.Create(CultureInfo.InvariantCulture, $"{sign}{Math.Abs(year):0000}-{near:MM-dd}");
    }
}
