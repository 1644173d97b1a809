using Amazon.Glue.Model;
using Sluice.AwsSubset.Tests.Servers;

namespace Sluice.AwsSubset.Tests.AWSSDK.Glue;

/// <summary>moto has no crawler metrics, so the answer is one recorded from the service's documentation.</summary>
public sealed class CrawlerMetricsTests
{
    [Fact]
    public async Task Metrics_are_read()
    {
        await using var server = new RecordedServer().Answer(
            """
            {"CrawlerMetricsList":[{"CrawlerName":"c","TimeLeftSeconds":12.5,"StillEstimating":false,
             "LastRuntimeSeconds":75.0,"MedianRuntimeSeconds":60,"TablesCreated":1,"TablesUpdated":0,"TablesDeleted":0}],
             "NextToken":"n"}
            """);
        using var glue = server.Glue();

        var answer = await glue.GetCrawlerMetricsAsync(
            new GetCrawlerMetricsRequest { CrawlerNameList = ["c"], MaxResults = 1 }, TestContext.Current.CancellationToken);

        Assert.Equal("""{"CrawlerNameList":["c"],"MaxResults":1}""", server.SingleRequest().Body);
        var metrics = Assert.Single(answer.CrawlerMetricsList);
        Assert.Equal(12.5, metrics.TimeLeftSeconds);
        Assert.False(metrics.StillEstimating);
        Assert.Equal(75, metrics.LastRuntimeSeconds);
        Assert.Equal(60, metrics.MedianRuntimeSeconds);
        Assert.Equal(1, metrics.TablesCreated);
        Assert.Equal("n", answer.NextToken);
    }
}
