using Sluice.Polling;

namespace Sluice.Tests.Polling;

public sealed class QueryWaitTests
{
    [Fact]
    public void Waits_double_from_one_second_and_end_exactly_at_the_limit()
    {
        var waits = new List<int>();
        while (waits.Sum() < 100)
        {
            waits.Add(QueryWait.Next("x", waits.Sum(), 100));
        }

        Assert.Equal([1, 2, 4, 8, 16, 30, 30, 9], waits);
    }

    [Fact]
    public void Next_ends_at_the_limit()
    {
        var error = Assert.Throws<PollingLimitException>(() => QueryWait.Next("statement 01_t, query q1", 1800, 1800));

        Assert.Equal("After 1800 seconds of waiting this is not done: statement 01_t, query q1. The limit is 1800, the field polling.query_limit_seconds of pipeline.json.", error.Message);
    }
}
