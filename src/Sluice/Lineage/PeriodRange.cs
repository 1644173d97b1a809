using NodaTime;
using Sluice.Auditing;

namespace Sluice.Lineage;

/// <summary>The days that an audited row is about: its period is the first of them.</summary>
public static class PeriodRange
{
    /// <summary>The days of a row, both ends included: as many as the time grain or the period's pattern says, whichever is more.</summary>
    /// <param name="period">The row's period.</param>
    /// <param name="timeGrain">The table's time grain: <c>yearly</c>, <c>quarterly</c>, <c>monthly</c>, <c>weekly</c>; a day for any other.</param>
    /// <param name="pattern">The pattern of the period's column, see <see cref="AuditPeriod.Pattern"/>.</param>
    public static DateInterval Of(LocalDate period, string timeGrain, string? pattern)
    {
        var (byGrain, byPattern) = (period + Grain(timeGrain), period + Pattern(pattern));
        return new DateInterval(period, (byGrain > byPattern ? byGrain : byPattern).PlusDays(-1));
    }

    /// <summary>The most days that a row is about, whatever its period: what began more than one less before a day is not about that day.</summary>
    /// <param name="timeGrain">As for <see cref="Of"/>.</param>
    /// <param name="pattern">As for <see cref="Of"/>.</param>
    public static int MostDays(string timeGrain, string? pattern) => Math.Max(MostDays(Grain(timeGrain)), MostDays(Pattern(pattern)));

    // A leap year, and the months in which a row of one or three can begin that has the most days.
    private static int MostDays(Period length) => (length.Years * 366) + (length.Months switch { 0 => 0, 1 => 31, _ => 92 }) + (length.Weeks * 7) + length.Days;

    private static Period Grain(string timeGrain) => timeGrain.ToLowerInvariant() switch
    {
        "yearly" or "annual" or "year" => Period.FromYears(1),
        "quarterly" or "quarter" => Period.FromMonths(3),
        "monthly" or "month" => Period.FromMonths(1),
        "weekly" or "week" => Period.FromWeeks(1),
        _ => Period.FromDays(1),
    };

    /// <summary>What date_parse leaves out of a text is the first: https://dev.mysql.com/doc/refman/8.4/en/date-and-time-functions.html#function_date-format</summary>
    private static Period Pattern(string? pattern) =>
        pattern is null || Has(pattern, "deDTj") ? Period.FromDays(1)
        : Has(pattern, "mcbM") ? Period.FromMonths(1)
        : Period.FromYears(1);

    private static bool Has(string pattern, string specifiers)
    {
        for (var i = 0; i + 1 < pattern.Length; i++)
        {
            if (pattern[i] == '%' && specifiers.Contains(pattern[++i], StringComparison.Ordinal))
            {
                return true;
            }
        }

        return false;
    }
}
