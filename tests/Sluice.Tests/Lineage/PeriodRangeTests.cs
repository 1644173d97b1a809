using FsCheck;
using FsCheck.Fluent;
using NodaTime;
using Sluice.Lineage;
using Sluice.Runs;

namespace Sluice.Tests.Lineage;

public sealed class PeriodRangeTests
{
    [Theory]
    [InlineData("2024-02-01", "monthly", "%Y-%m", "2024-02-29")]
    [InlineData("2024-02-01", "monthly", null, "2024-02-29")]
    [InlineData("2024-02-01", "by month", "%Y-%m", "2024-02-29")]
    [InlineData("2024-01-01", "any", "%Y", "2024-12-31")]
    [InlineData("2024-01-01", "Quarterly", null, "2024-03-31")]
    [InlineData("2024-12-30", "weekly", "%d/%m/%Y", "2025-01-05")]
    [InlineData("2024-02-28", "daily", null, "2024-02-28")]
    [InlineData("2024-02-28", "hourly", "%Y-%m-%d %H", "2024-02-28")]
    [InlineData("2024-02-01", "daily", "%Y%%d%m", "2024-02-29")]
    public void A_row_is_about(string period, string timeGrain, string? pattern, string lastDay) => Assert.Equal(
        new DateInterval(ExecDate.Parse(period, "a test"), ExecDate.Parse(lastDay, "a test")),
        PeriodRange.Of(ExecDate.Parse(period, "a test"), timeGrain, pattern));

    [Theory]
    [InlineData("yearly", null, 366)]
    [InlineData("quarterly", null, 92)]
    [InlineData("monthly", "%d", 31)]
    [InlineData("weekly", null, 7)]
    [InlineData("daily", null, 1)]
    [InlineData("daily", "%Y-%m", 31)]
    [InlineData("weekly", "%Y", 366)]
    public void No_row_is_about_more_days_than(string timeGrain, string? pattern, int days)
    {
        Assert.Equal(days, PeriodRange.MostDays(timeGrain, pattern));
        var periods = Gen.Choose(0, 40_000).Select(static day => new LocalDate(1970, 1, 1).PlusDays(day)).ToArbitrary();
        Prop.ForAll(periods, period => PeriodRange.Of(period, timeGrain, pattern).Length <= days).QuickCheckThrowOnFailure();
    }
}
