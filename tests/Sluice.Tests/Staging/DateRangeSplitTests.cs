using FsCheck;
using FsCheck.Fluent;
using NodaTime;
using Sluice.Runs;
using Sluice.Staging;

namespace Sluice.Tests.Staging;

public sealed class DateRangeSplitTests
{
    [Theory]
    [InlineData("2026-12-30", "2027-01-02", 24, "2026-12-30..2027-01-02")]
    [InlineData("2026-12-30", "2027-01-03", 24, "2026-12-30..2027-01-02 2027-01-03..2027-01-03")]
    [InlineData("2028-02-27", "2028-03-02", 24, "2028-02-27..2028-03-01 2028-03-02..2028-03-02")]
    [InlineData("2027-02-27", "2027-03-03", 24, "2027-02-27..2027-03-02 2027-03-03..2027-03-03")]
    [InlineData("2026-01-01", "2026-01-01", 1, "2026-01-01..2026-01-01")]
    [InlineData("2026-01-01", "2026-04-10", 1, "2026-01-01..2026-04-10")] // 100 days
    [InlineData("2026-01-01", "2026-04-11", 1, "2026-01-01..2026-04-10 2026-04-11..2026-04-11")]
    [InlineData("2026-01-31", "2026-02-01", 100, "2026-01-31..2026-01-31 2026-02-01..2026-02-01")]
    [InlineData("2026-01-01", "2026-01-03", 51, "2026-01-01..2026-01-01 2026-01-02..2026-01-02 2026-01-03..2026-01-03")]
    public void Split(string from, string to, int partitionsPerDay, string expected)
    {
        var parts = DateRangeSplit.Split(new DateInterval(Date(from), Date(to)), partitionsPerDay);

        Assert.Equal(expected, string.Join(' ', parts.Select(part => $"{ExecDate.Format(part.Start)}..{ExecDate.Format(part.End)}")));
    }

    [Fact]
    public void Every_day_is_covered_once_in_order_and_no_part_passes_the_limit()
    {
        var start = Gen.Choose(0, 40_000).ToArbitrary();
        var length = Gen.Choose(0, 1_000).ToArbitrary();
        var perDay = Gen.Choose(1, 100).ToArbitrary();

        Prop.ForAll(start, length, perDay, (first, more, partitionsPerDay) =>
        {
            var from = new LocalDate(1970, 1, 1).PlusDays(first);
            var range = new DateInterval(from, from.PlusDays(more));
            var parts = DateRangeSplit.Split(range, partitionsPerDay);
            return parts.SelectMany(part => part).SequenceEqual(range)
                && parts.All(part => part.Length * partitionsPerDay <= DateRangeSplit.PartitionLimit);
        }).QuickCheckThrowOnFailure();
    }

    [Theory]
    [InlineData(0)]
    [InlineData(101)]
    public void A_day_has_1_to_100_partitions(int partitionsPerDay)
    {
        var day = new DateInterval(new LocalDate(2026, 1, 1), new LocalDate(2026, 1, 1));

        Assert.Throws<ArgumentOutOfRangeException>(() => DateRangeSplit.Split(day, partitionsPerDay));
    }

    private static LocalDate Date(string text) => ExecDate.Parse(text, "a test");
}
