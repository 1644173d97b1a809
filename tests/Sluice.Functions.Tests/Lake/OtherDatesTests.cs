using System.Text.Json.Nodes;
using Sluice.Local.Commands;

namespace Sluice.Functions.Tests.Lake;

/// <summary>Tables that all dates replace, since nothing in them tells a day: they show the newest run, whichever publishes last.</summary>
public sealed class OtherDatesTests : IAsyncLifetime
{
    private const string Configuration = """
        {
          "tables": [
            {
              "name": "facts", "zone": "processed",
              "columns": [ { "name": "amount", "type": "int" } ],
              "partition_keys": [ { "name": "exec_date", "type": "date" } ]
            },
            { "name": "latest", "zone": "processed", "columns": [ { "name": "amount", "type": "int" } ] },
            {
              "name": "regions", "zone": "processed",
              "columns": [ { "name": "amount", "type": "int" } ],
              "partition_keys": [ { "name": "region", "type": "string" } ]
            }
          ],
          "etl": [
            { "sql": "sql/facts.sql", "table": "facts" },
            { "sql": "sql/latest.sql", "table": "latest" },
            { "sql": "sql/regions.sql", "table": "regions" }
          ],
          "retention_runs": 5
        }
        """;

    private RunningLake lake = null!; // InitializeAsync comes first

    public async ValueTask InitializeAsync() => lake = await RunningLake.StartAsync();

    public ValueTask DisposeAsync() => lake.DisposeAsync();

    [Fact]
    public async Task OlderRunThatPublishesLast_LeavesThemToTheNewer()
    {
        var older = await StageAsync("00", "2026-11-19", 1);
        await RunAsync("30", "2026-11-20", 2, regions: "north");
        var published = (await lake.InvokeAsync("PublishPartitions", older))["published"]!.AsArray();

        Assert.Equal(["2026-11-19 1", "2026-11-20 2", "latest 2", "north 2", "south 1"], await ShownAsync());
        Assert.Equal([null, """["*"]""", """["region=north"]"""], published.Select(static table => table!["left"]?.ToJsonString()));
        Assert.Equal("processed_db_dev.latest: stays as it is", PublishedTable.SummaryOfRollback((JsonObject)published[1]!));
    }

    [Fact]
    public async Task NewerRunOfAnEarlierDate_ReplacesThem()
    {
        await RunAsync("00", "2026-11-20", 1);
        await RunAsync("30", "2026-11-19", 2);

        Assert.Equal(["2026-11-19 2", "2026-11-20 1", "latest 2", "north 2", "south 2"], await ShownAsync());
    }

    [Fact]
    public async Task Rollback_LeavesWhatAnotherDateShows_AndTakesBackItsOwn()
    {
        var first = await RunAsync("00", "2026-11-19", 1);
        await RunAsync("10", "2026-11-19", 2);
        await RunAsync("20", "2026-11-20", 3, regions: "north");

        var back = await RollbackAsync("2026-11-19");

        Assert.Equal((string?)first["run_id"], (string?)back["run_id"]);
        Assert.Equal(["2026-11-19 1", "2026-11-20 3", "latest 3", "north 3", "south 1"], await ShownAsync());
        Assert.Equal([null, """["*"]""", """["region=north"]"""], back["published"]!.AsArray().Select(static table => table!["left"]?.ToJsonString()));
        Assert.StartsWith(
            "RollbackException: sales 2026-11-20 has no earlier run to go back to.",
            await lake.FailAsync("Rollback", Input("2026-11-20")),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task RunOfAnotherDateAtWorkOnThem_IsWaitedFor_AndTheHoldIsGivenBack()
    {
        const string Claim = "runs/sales/all_dates.json";
        var run = await StageAsync("00", "2026-11-20", 1);
        await lake.PutAsync(RunningLake.Assets, Claim, """{"held_by":"somebody","held_until":"2999-01-01T00:00:00Z"}""");

        Assert.StartsWith(
            "DateHeldException: Run somebody is pointing the tables of sales that all dates replace at its files.",
            await lake.FailAsync("PublishPartitions", run),
            StringComparison.Ordinal);
        Assert.Empty(await lake.QueryAsync("SELECT * FROM processed_db_dev.regions"));

        await lake.PutAsync(RunningLake.Assets, Claim, "{}");
        await lake.InvokeAsync("PublishPartitions", run);
        Assert.Equal(["2026-11-20 1", "latest 1", "north 1", "south 1"], await ShownAsync());
        Assert.Null(JsonNode.Parse(lake.Text(RunningLake.Assets, Claim)!)!["held_by"]);
    }

    /// <summary>The rows of another date would replace what that one has published: no table is touched, not even those before it.</summary>
    [Fact]
    public async Task RowsOfAnotherDate_InTheSecondTable_PublishNothingOfTheFirst()
    {
        await RunAsync("00", "2026-11-20", 1);
        var configuration = Configuration.Replace("{ \"sql\": \"sql/facts.sql\", \"table\": \"facts\" },", "", StringComparison.Ordinal)
            .Replace("\"table\": \"regions\" }", "\"table\": \"regions\" }, { \"sql\": \"sql/facts.sql\", \"table\": \"facts\" }", StringComparison.Ordinal);
        var run = await StageAsync("10", "2026-11-20", 2, configuration: configuration, date: "DATE '2026-11-18'");

        Assert.StartsWith(
            "PublishingException: The run for exec_date 2026-11-20 staged the partition exec_date=2026-11-18 of processed_db_dev.facts.",
            await lake.FailAsync("PublishPartitions", run),
            StringComparison.Ordinal);
        Assert.Equal(["2026-11-20 1", "latest 1", "north 1", "south 1"], await ShownAsync());
    }

    [Fact]
    public async Task RollbackToARunBeforeATableCame_TakesTheOthersBack_AndSaysWhatStays()
    {
        var before = Configuration.Replace(",\n    { \"sql\": \"sql/regions.sql\", \"table\": \"regions\" }", "", StringComparison.Ordinal);
        Assert.NotEqual(Configuration, before);
        var first = await RunAsync("00", "2026-11-20", 1, configuration: before);
        await RunAsync("10", "2026-11-20", 2);

        var back = await RollbackAsync("2026-11-20");

        Assert.Equal((string?)first["run_id"], (string?)back["run_id"]);
        Assert.Equal(["2026-11-20 1", "latest 1", "north 2", "south 2"], await ShownAsync());
        Assert.Equal(
            ["processed_db_dev.facts: 1 partitions, 1 rows", "processed_db_dev.latest: 0 partitions, 1 rows", "processed_db_dev.regions: stays as it is"],
            back["published"]!.AsArray().Select(static table => PublishedTable.SummaryOfRollback((JsonObject)table!)));
    }

    private async Task<JsonObject> RunAsync(string second, string date, int amount, string regions = "north south", string configuration = Configuration)
    {
        var run = await StageAsync(second, date, amount, regions, configuration);
        await lake.InvokeAsync("PublishPartitions", run);
        return run;
    }

    private async Task<JsonObject> StageAsync(
        string second, string execDate, int amount, string regions = "north south", string configuration = Configuration, string date = "{{ exec_date }}")
    {
        await lake.ConfigureAsync(configuration, "");
        await lake.PutAsync(RunningLake.Assets, "pipelines/sales/sql/facts.sql", $"SELECT {amount} AS amount, {date} AS exec_date");
        await lake.PutAsync(RunningLake.Assets, "pipelines/sales/sql/latest.sql", $"SELECT {amount} AS amount");
        await lake.PutAsync(
            RunningLake.Assets, "pipelines/sales/sql/regions.sql", $"SELECT {amount} AS amount, region FROM UNNEST(split('{regions}', ' ')) AS t (region)");
        var input = RunningLake.SetupInput($"run-{second}", second);
        input["event"]!["exec_date"] = execDate;
        var run = await lake.InvokeAsync("ReadSetup", input);
        await lake.InvokeAsync("IngestLanding", run);
        await lake.StageAsync(run);
        return run;
    }

    private Task<JsonObject> RollbackAsync(string date) => lake.InvokeAsync("Rollback", Input(date));

    private static JsonObject Input(string date) => new() { ["pipeline"] = "sales", ["exec_date"] = date };

    private async Task<IReadOnlyList<string>> ShownAsync() =>
    [
        .. await lake.QueryAsync("SELECT exec_date, amount FROM processed_db_dev.facts ORDER BY 1"),
        .. await lake.QueryAsync("SELECT 'latest', amount FROM processed_db_dev.latest"),
        .. await lake.QueryAsync("SELECT region, amount FROM processed_db_dev.regions ORDER BY 1"),
    ];
}
