using Sluice.Publishing;

namespace Sluice.Tests.Publishing;

public sealed class RetentionTests
{
    [Theory]
    [InlineData(1, "a b c")]
    [InlineData(2, "a b")]
    [InlineData(4, "")]
    [InlineData(9, "")]
    public void The_oldest_go_and_the_published_run_counts_as_kept(int keep, string deleted) =>
        Assert.Equal(deleted.Split(' ', StringSplitOptions.RemoveEmptyEntries), Retention.RunsToDelete(["a", "b", "c"], keep));

    [Theory]
    [InlineData("s3://b/db/t/run=20261121t050000_0a1b2c3d/exec_date=2026-11-21/", "20261121t050000_0a1b2c3d")]
    [InlineData("db/t/exec_date=2026-11-21/run=20261121t050000_0a1b2c3d/f", "20261121t050000_0a1b2c3d")]
    [InlineData("db/t/run=mine/exec_date=2026-11-21/f", null)]
    [InlineData("db/t/exec_date=2026-11-21/f", null)]
    public void A_location_tells_its_run(string location, string? run) => Assert.Equal(run, Retention.RunIdOf(location));

    [Fact]
    public void At_least_the_published_run_is_kept() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => Retention.RunsToDelete([], keep: 0));
}
