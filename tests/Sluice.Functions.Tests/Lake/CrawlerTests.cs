using System.Text.Json.Nodes;

namespace Sluice.Functions.Tests.Lake;

/// <summary>StartCrawler and GetCrawlerState.</summary>
public sealed class CrawlerTests : IAsyncLifetime
{
    private const string Name = "sluice-dev-sales-raw";

    private RunningLake lake = null!; // InitializeAsync comes first

    public async ValueTask InitializeAsync()
    {
        lake = await RunningLake.StartAsync();
        await lake.ConfigureAsync(
            RunningLake.Configuration.Replace(
                "\"retention_runs\"",
                "\"crawlers\": [ { \"name\": \"raw\", \"zone\": \"landing\", \"targets\": [ \"incoming/shop/\" ], \"table_prefix\": \"raw_\" } ], \"retention_runs\""),
            RunningLake.Sql);
        await lake.DropAsync("region,amount\nnorth,3\n");
    }

    public ValueTask DisposeAsync() => lake.DisposeAsync();

    [Theory]
    [InlineData("crawler_name")]
    [InlineData("crawlername")]
    public async Task Crawler_Runs_UntilItIsReady(string field)
    {
        var run = await lake.SetUpAsync("by-hand");
        Assert.Equal([Name], run["landing_crawlers"]!.AsArray().Select(static name => (string)name!));
        await lake.InvokeAsync("IngestLanding", run);
        var started = await lake.InvokeAsync("StartCrawler", new JsonObject { [field] = Name });
        Assert.Equal($$"""{"crawler_name":"{{Name}}","wait_seconds":5,"waited_seconds":5}""", started.ToJsonString());

        JsonObject state;
        var waited = 5;
        do
        {
            await lake.Host.Time.WaitAsync(TimeSpan.FromSeconds(5), TestContext.Current.CancellationToken);
            state = await lake.InvokeAsync("GetCrawlerState", new JsonObject { [field] = Name, ["waited_seconds"] = waited });
            Assert.Equal(waited + (int)state["wait_seconds"]!, (int)state["waited_seconds"]!);
            waited = (int)state["waited_seconds"]!;
        }
        while ((string?)state["state"] != "READY");

        Assert.Equal("SUCCEEDED", (string?)state["last_crawl_status"]);
        Assert.Equal("", (string?)state["error_message"]);
        Assert.Contains(lake.Host.Catalog.Tables("landing_db_dev"), static table => table.Name.StartsWith("raw_", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Crawler_OfOtherSettings_GetsThoseOfThePipeline_AndThenStays()
    {
        var run = await lake.SetUpAsync("by-hand");
        await lake.InvokeAsync("IngestLanding", run);
        await lake.Host.Glue.Json.InvokeAsync(
            "UpdateCrawler", new JsonObject { ["Name"] = Name, ["Configuration"] = """{"Version":1.0}""" }, TestContext.Current.CancellationToken);

        await lake.InvokeAsync("IngestLanding", run);
        var mended = await CrawlerAsync();
        await lake.InvokeAsync("IngestLanding", run);

        Assert.Equal(
            """{"Version":1.0,"CrawlerOutput":{"Partitions":{"AddOrUpdateBehavior":"InheritFromTable"}},"CreatePartitionIndex":false}""", (string?)mended["Configuration"]);
        Assert.Equal((long)mended["Version"]!, (long)(await CrawlerAsync())["Version"]!);
    }

    [Fact]
    public async Task CrawlerThatNeverRan_SaysSo()
    {
        await lake.InvokeAsync("IngestLanding", await lake.SetUpAsync("by-hand"));
        Assert.Equal(
            $$"""{"crawler_name":"{{Name}}","state":"READY","last_crawl_status":"NONE","error_message":"The last crawl of crawler {{Name}}: NONE. Glue gives no reason.","wait_seconds":0,"waited_seconds":0}""",
            (await lake.InvokeAsync("GetCrawlerState", new JsonObject { ["crawler_name"] = Name })).ToJsonString());
    }

    [Fact]
    public async Task UnknownCrawler_IsGluesError() => Assert.StartsWith(
        "EntityNotFoundException: ",
        await lake.FailAsync("StartCrawler", new JsonObject { ["crawler_name"] = "none" }),
        StringComparison.Ordinal);

    [Theory]
    [InlineData("StartCrawler")]
    [InlineData("GetCrawlerState")]
    public async Task NoName_IsAsked(string function) => Assert.Equal(
        "InputException: The input names no crawler. Expected {\"crawler_name\": \"…\"}.",
        await lake.FailAsync(function, []));

    private async Task<JsonNode> CrawlerAsync() =>
        (await lake.Host.Glue.Json.InvokeAsync("GetCrawler", new JsonObject { ["Name"] = Name }, TestContext.Current.CancellationToken))["Crawler"]!;
}
