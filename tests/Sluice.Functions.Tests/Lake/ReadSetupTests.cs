using System.Text.Json.Nodes;

namespace Sluice.Functions.Tests.Lake;

public sealed class ReadSetupTests : IAsyncLifetime
{
    private RunningLake lake = null!; // InitializeAsync comes first

    public async ValueTask InitializeAsync() => lake = await RunningLake.StartAsync();

    public ValueTask DisposeAsync() => lake.DisposeAsync();

    [Fact]
    public async Task Run_IsPlanned()
    {
        var run = await lake.SetUpAsync("by-hand");
        Assert.Equal("sales", (string?)run["pipeline"]);
        Assert.Equal("2026-11-20", (string?)run["exec_date"]);
        Assert.StartsWith("20261121t060000_", (string?)run["run_id"]);
        Assert.False((bool)run["duplicate"]!);
        Assert.True((bool)run["has_landing"]!);
        Assert.False((bool)run["has_landing_crawlers"]!);
        Assert.True((bool)run["has_etl"]!);
        Assert.False((bool)run["has_audit"]!);
        var folder = $"runs/sales/2026-11-20/{run["run_id"]}/";
        Assert.Equal([$"{folder}plan.json", $"{folder}sql/01_totals.sql"], lake.Keys(RunningLake.Assets, folder));
        Assert.Contains("INSERT INTO", lake.Text(RunningLake.Assets, $"{folder}sql/01_totals.sql"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task SameExecutionAgain_IsNoDuplicate() =>
        Assert.Equal((await lake.SetUpAsync("by-hand")).ToJsonString(), (await lake.SetUpAsync("by-hand")).ToJsonString());

    [Fact]
    public async Task SameEventInAnotherExecution_IsADuplicate()
    {
        Assert.False((bool)(await lake.InvokeAsync("ReadSetup", RunningLake.Delivery("first")))["duplicate"]!);
        Assert.True((bool)(await lake.InvokeAsync("ReadSetup", RunningLake.Delivery("second")))["duplicate"]!);
    }

    [Fact]
    public async Task SameEvent_DeliveredManyTimesAtOnce_HasOneRun()
    {
        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(number => lake.InvokeAsync("ReadSetup", RunningLake.Delivery($"delivery-{number}"))));
        Assert.Single(answers, static answer => !(bool)answer["duplicate"]!);
    }

    [Fact]
    public async Task LockOfAnEndedExecution_IsTakenOver_ByOne()
    {
        await lake.InvokeAsync("ReadSetup", Delivery("first"));
        var second = await lake.InvokeAsync("ReadSetup", Delivery("second"));
        Assert.Equal((true, Arn("first")), ((bool)second["duplicate"]!, (string?)second["holder_arn"]));

        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(number => lake.InvokeAsync("ReadSetup", Delivery($"again-{number}", ended: Arn("first")))));
        var winner = Assert.Single(answers, static answer => !(bool)answer["duplicate"]!);
        var holder = Arn($"again-{Array.IndexOf(answers, winner)}");
        Assert.All(answers.Where(answer => answer != winner), answer => Assert.Equal(holder, (string?)answer["holder_arn"]));
    }

    [Fact]
    public async Task UnknownPipeline_IsNamed_WithThoseThatExist() => Assert.Equal(
        "UnknownPipelineException: There is no pipeline 'purchases': " +
        "s3://sluice-assets-000000000000-dev/pipelines/purchases/pipeline.json does not exist. There are: sales.",
        await lake.FailAsync("ReadSetup", RunningLake.SetupInput("by-hand", pipeline: "purchases")));

    [Fact]
    public async Task MissingSqlFile_IsNamed()
    {
        await lake.ConfigureAsync(RunningLake.Configuration.Replace("sql/totals.sql", "sql/sums.sql"), RunningLake.Sql);
        Assert.Equal(
            "ConfigurationException: pipelines/sales/pipeline.json: etl[0].sql: the SQL file 'sql/sums.sql' does not exist. " +
            "Expected it at s3://sluice-assets-000000000000-dev/pipelines/sales/sql/sums.sql.",
            await lake.FailAsync("ReadSetup", RunningLake.SetupInput("by-hand")));
    }

    [Fact]
    public async Task MissingSqlFileOfACheck_IsNamedAsThat()
    {
        var checks = """
            "checks": [
              { "name": "any", "table": "totals", "type": "row_count", "min": 1 },
              { "name": "own", "table": "totals", "type": "sql", "sql": "checks/own.sql" }
            ], "retention_runs"
            """;
        await lake.ConfigureAsync(RunningLake.Configuration.Replace("\"retention_runs\"", checks), RunningLake.Sql);
        Assert.Equal(
            "ConfigurationException: pipelines/sales/pipeline.json: checks[1].sql: the SQL file 'checks/own.sql' does not exist. " +
            "Expected it at s3://sluice-assets-000000000000-dev/pipelines/sales/checks/own.sql.",
            await lake.FailAsync("ReadSetup", RunningLake.SetupInput("by-hand")));
    }

    [Fact]
    public async Task BrokenConfiguration_TakesNoLock()
    {
        await lake.ConfigureAsync("{ \"tables\": 7 }", RunningLake.Sql);
        Assert.StartsWith(
            "ConfigurationException: pipelines/sales/pipeline.json:1: tables:",
            await lake.FailAsync("ReadSetup", RunningLake.SetupInput("by-hand")),
            StringComparison.Ordinal);
        Assert.Empty(lake.Keys(RunningLake.Assets, "runs/"));
    }

    [Fact]
    public async Task StartTimeThatIsNone_IsRefused()
    {
        var input = RunningLake.SetupInput("by-hand");
        input["start_time"] = "yesterday";
        Assert.Equal(
            "InputException: start_time is 'yesterday'. Expected a time in UTC, such as 2026-11-21T06:15:30Z.",
            await lake.FailAsync("ReadSetup", input));
    }

    private static string Arn(string execution) => $"arn:aws:states:eu-west-1:000000000000:execution:sluice-etl-pipeline-dev:{execution}";

    private static JsonObject Delivery(string execution, string ended = "")
    {
        var input = RunningLake.Delivery(execution);
        input["execution_arn"] = Arn(execution);
        input["ended_execution"] = ended;
        return input;
    }
}
