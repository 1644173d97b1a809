using System.Text.Json.Nodes;

namespace Sluice.Functions.Tests.Lake;

/// <summary>A pipeline that works on what lands in stages alone: nothing of it is published, and what landed is kept and let go all the same.</summary>
public sealed class StagesAloneTests : IAsyncLifetime
{
    private RunningLake lake = null!; // InitializeAsync comes first

    public async ValueTask InitializeAsync()
    {
        lake = await RunningLake.StartAsync();
        await lake.ConfigureAsync(
            RunningLake.Configuration.Replace(
                "\"etl\": [ { \"sql\": \"sql/totals.sql\", \"table\": \"totals\" } ]", "\"stages\": { \"steps\": [ { \"job\": \"copy_table\" } ] }", StringComparison.Ordinal),
            RunningLake.Sql);
        await lake.DropAsync("region,amount\nnorth,3\n");
    }

    public ValueTask DisposeAsync() => lake.DisposeAsync();

    [Fact]
    public async Task CopiesOfOldAndFailedRuns_Go()
    {
        var refused = await LandAsync("refused", "00");
        await FailAsync(refused);
        var first = await StepsAsync("first", "01");
        var second = await StepsAsync("second", "02");
        Assert.Equal([Id(first), Id(second)], Landed());
        var third = await StepsAsync("third", "03");
        Assert.Equal([Id(second), Id(third)], Landed());
        Assert.Empty((await lake.InvokeAsync("PublishPartitions", third))["published"]!.AsArray());
    }

    [Fact]
    public async Task RunThatFailsInItsSteps_KeepsWhatLanded_ForARunFromAStage()
    {
        var first = await StepsAsync("first", "00");
        await FailAsync(first);
        Assert.EndsWith($"/run={Id(first)}/", Assert.Single(lake.Partitions("landing_db_dev", "sales")).StorageDescriptor!.Location!, StringComparison.Ordinal);

        var input = RunningLake.SetupInput("again", "01");
        input["event"]!["from_stage"] = "copy_table";
        var again = await lake.InvokeAsync("ReadSetup", input);
        Assert.All((string[])["has_landing_crawlers", "has_etl", "has_publishing"], name => Assert.False((bool)again[name]!, name));
        Assert.True((bool)again["has_steps"]!);
        var plan = JsonNode.Parse(lake.Text(RunningLake.Assets, (string)again["plan_key"]!)!)!;
        Assert.Equal(("copy_table", Id(first)), ((string?)plan["from_stage"], (string?)plan["earlier_run_id"]));
    }

    [Fact]
    public async Task RunFromAStage_OfADateThatHasNotComeSoFar_IsRefused()
    {
        await FailAsync(await LandAsync("refused", "00"));
        var input = RunningLake.SetupInput("again", "01");
        input["event"]!["from_stage"] = "copy_table";
        Assert.StartsWith(
            "RunRequestException: The input's field 'from_stage' is 'copy_table', but no run of 'sales' for 2026-11-20 has come as far as its stages",
            await lake.FailAsync("ReadSetup", input),
            StringComparison.Ordinal);
    }

    private static string Id(JsonObject run) => (string)run["run_id"]!;

    private async Task<JsonObject> LandAsync(string execution, string second)
    {
        var run = await lake.SetUpAsync(execution, second);
        await lake.InvokeAsync("IngestLanding", run);
        return run;
    }

    private async Task<JsonObject> StepsAsync(string execution, string second)
    {
        var run = await LandAsync(execution, second);
        Assert.False((bool)run["has_etl"]!);
        Assert.True((bool)run["has_publishing"]!);
        await lake.InvokeAsync("PublishPartitions", run);
        return run;
    }

    private async Task FailAsync(JsonObject run)
    {
        var input = (JsonObject)run.DeepClone();
        input["error"] = new JsonObject { ["Error"] = "StageFailed" };
        input["execution_arn"] = "arn:by-hand";
        input["input"] = new JsonObject();
        await lake.InvokeAsync("RecordFailure", input);
    }

    private IEnumerable<string> Landed() =>
        lake.Keys(RunningLake.Landing, "landing_db_dev/sales/").Select(static key => key.Split('/')[^2]["run=".Length..]).Order(StringComparer.Ordinal);
}
