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

    [Fact]
    public void Prefixes_are_those_of_the_partition_alone()
    {
        string[] keys =
        [
            $"db/t/run={Run(1)}/exec_date=2026-11-20/f", $"db/t/run={Run(1)}/exec_date=2026-11-21/f", $"db/t/run={Run(1)}/exec_date=2026-11-21/g",
            $"db/t/run={Run(2)}/exec_date=2026-11-20/f", $"db/t/run={Run(3)}/exec_date=2026-11-21/f", $"db/t/run={Run(4)}/exec_date=2026-11-21/f",
            "db/t/exec_date=2026-11-21/not-a-run", "db/t/run=mine/exec_date=2026-11-21/f",
        ];
        var published = $"db/t/run={Run(4)}/exec_date=2026-11-21/";

        Assert.Equal([$"db/t/run={Run(1)}/exec_date=2026-11-21/", $"db/t/run={Run(3)}/exec_date=2026-11-21/"], Retention.PrefixesToDelete(published, keys, keep: 1));
        Assert.Equal([$"db/t/run={Run(1)}/exec_date=2026-11-21/"], Retention.PrefixesToDelete(published, keys, keep: 2));
        Assert.Empty(Retention.PrefixesToDelete(published, keys, keep: 3));
    }

    [Fact]
    public void Landing_keeps_its_runs_below_the_date()
    {
        string[] keys = [$"db/t/exec_date=2026-11-20/run={Run(1)}/f", $"db/t/exec_date=2026-11-21/run={Run(1)}/f", $"db/t/exec_date=2026-11-21/run={Run(2)}/f"];

        Assert.Equal([$"db/t/exec_date=2026-11-21/run={Run(1)}/"], Retention.PrefixesToDelete($"db/t/exec_date=2026-11-21/run={Run(2)}/", keys, keep: 1));
    }

    [Fact]
    public void What_no_run_wrote_is_left_alone()
    {
        Assert.Empty(Retention.PrefixesToDelete("db/t/exec_date=2026-11-21/", [$"db/t/run={Run(1)}/exec_date=2026-11-21/f"], keep: 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => Retention.RunsToDelete([], Run(1), keep: 0));
    }

    private static string Run(int day) => $"202611{day:D2}t050000_0a1b2c3d";
}
