using Sluice.Polling;

namespace Sluice.Tests.Polling;

public sealed class CrawlerWaitTests
{
    [Theory]
    [InlineData(10d, 42.3d, false, 60d, 60d, 1000, 43)] // Glue's estimate
    [InlineData(10d, 2d, false, 60d, 60d, 1000, 5)] // never shorter than 5
    [InlineData(10d, 900d, false, 60d, 60d, 1000, 120)] // nor longer than 120
    [InlineData(10d, 42.3d, true, 100d, 60d, 1000, 90)] // still estimating: what is left of the median
    [InlineData(10d, null, false, null, 60d, 1000, 50)] // else of the last run
    [InlineData(10d, 0d, false, 0d, 60d, 1000, 50)]
    [InlineData(80d, null, false, 60d, null, 1000, 20)] // overdue: a quarter of what it took so far
    [InlineData(1d, null, false, null, null, 1000, 30)] // nothing known
    [InlineData(95d, null, false, null, null, 100, 5)] // not past the limit of 100
    [InlineData(99.5d, null, false, null, null, 100, 1)]
    public void Next(double elapsed, double? left, bool estimating, double? median, double? last, int limit, int expected)
    {
        Assert.Equal(expected, CrawlerWait.Next("c", elapsed, new CrawlerProgress(left, estimating, last, median), limit));
    }

    [Fact]
    public void Next_ends_at_the_limit()
    {
        var error = Assert.Throws<PollingLimitException>(() => CrawlerWait.Next("sluice-dev-x-c", 7200.7, new(null, true, null, null), 7200));

        Assert.Equal("The crawler 'sluice-dev-x-c' has run for 7200 seconds and is not done. Its limit is 7200, the field polling.crawler_limit_seconds of pipeline.json.", error.Message);
    }
}
