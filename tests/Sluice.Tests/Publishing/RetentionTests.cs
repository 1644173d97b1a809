using FsCheck;
using FsCheck.Fluent;
using Sluice.Publishing;

namespace Sluice.Tests.Publishing;

public sealed class RetentionTests
{
    [Theory]
    [InlineData(1, "1 2 3")]
    [InlineData(2, "1 2")]
    [InlineData(4, "")]
    [InlineData(9, "")]
    public void The_published_run_the_newest_before_it_and_all_after_it_stay(int keep, string deleted)
    {
        Assert.Equal(
            deleted.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(day => Run(int.Parse(day))),
            Retention.RunsToDelete([Run(5), Run(1), Run(4), Run(3), Run(2), Run(2)], published: Run(4), keep));
    }

    [Fact]
    public void The_published_run_always_stays_and_never_more_than_the_rest_goes()
    {
        var days = Gen.NonEmptyListOf(Gen.Choose(1, 28)).ToArbitrary();

        Prop.ForAll(days, Gen.Choose(1, 10).ToArbitrary(), (runDays, keep) =>
        {
            var runs = runDays.Distinct().Select(Run).ToList();
            var published = runs[0];
            var deleted = Retention.RunsToDelete(runs, published, keep);
            var older = runs.Count(run => string.CompareOrdinal(run, published) < 0);
            return !deleted.Contains(published) && deleted.Count == Math.Max(0, older - (keep - 1))
                && deleted.SequenceEqual(deleted.Order(StringComparer.Ordinal));
        }).QuickCheckThrowOnFailure();
    }

    [Theory]
    [InlineData("s3://b/db/t/run=20261121t050000_0a1b2c3d/exec_date=2026-11-21/", "20261121t050000_0a1b2c3d")]
    [InlineData("db/t/exec_date=2026-11-21/run=20261121t050000_0a1b2c3d/f", "20261121t050000_0a1b2c3d")]
    [InlineData("db/t/run=mine/exec_date=2026-11-21/f", null)]
    [InlineData("db/t/exec_date=2026-11-21/f", null)]
    public void A_location_tells_its_run(string location, string? run) => Assert.Equal(run, Retention.RunIdOf(location));

    [Fact]
    public void At_least_the_published_run_is_kept() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => Retention.RunsToDelete([], Run(1), keep: 0));

    private static string Run(int day) => $"202611{day:D2}t050000_0a1b2c3d";
}
