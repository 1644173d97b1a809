using System.Text.Json.Nodes;
using Sluice.Local.Commands;

namespace Sluice.Functions.Tests.Lake;

/// <summary>Runs of different dates whose ranges cover the same day: the newest run's rows of the day are shown, whatever comes last.</summary>
public sealed class SharedDaysTests : IAsyncLifetime
{
    private const string Configuration = """
        {
          "tables": [
            {
              "name": "totals", "zone": "processed",
              "columns": [ { "name": "amount", "type": "int" } ],
              "partition_keys": [ { "name": "year", "type": "int" }, { "name": "month", "type": "int" }, { "name": "day", "type": "int" } ]
            }
          ],
          "etl": [ { "sql": "sql/totals.sql", "table": "totals", "date_range": { "until": "yesterday", "partitions_per_day": 1 } } ],
          "retention_runs": 3
        }
        """;

    private readonly Dictionary<string, int> amounts = new(StringComparer.Ordinal);

    private RunningLake lake = null!; // InitializeAsync comes first

    private bool hours; // whether the table has a key more, and each day two partitions

    public async ValueTask InitializeAsync() => lake = await RunningLake.StartAsync();

    public ValueTask DisposeAsync() => lake.DisposeAsync();

    [Fact]
    public async Task OlderRunThatPublishesLast_LeavesTheNewerOnesDay()
    {
        var older = await StageAsync("older", "00", "2026-11-19", 1);
        var newer = await StageAsync("newer", "30", "2026-11-20", 2);
        await lake.InvokeAsync("PublishPartitions", newer);
        var published = await lake.InvokeAsync("PublishPartitions", older);

        Assert.Equal(["19 1", "20 2"], Shown());
        Assert.Equal("""["year=2026/month=11/day=20"]""", published["published"]![0]!["left"]!.ToJsonString());
        await lake.InvokeAsync("PublishPartitions", older);
        Assert.Equal(["19 1", "20 2"], Shown());
    }

    [Fact]
    public async Task NewerRunOfAnEarlierDate_ReplacesAllOfItsRange()
    {
        await RunAsync("later-date", "00", "2026-11-20", 1);
        Assert.Null((await RunAsync("back-fill", "30", "2026-11-19", 2))["published"]![0]!["left"]);
        Assert.Equal(["19 2", "20 2"], Shown());
    }

    [Fact]
    public async Task RunWithoutRowsOfADay_DropsNoNewerRunsPartition()
    {
        var older = await StageAsync("older", "00", "2026-11-19", 1, "WHERE day = 19");
        await RunAsync("newer", "30", "2026-11-20", 2);
        await lake.InvokeAsync("PublishPartitions", older);
        Assert.Equal(["19 1", "20 2"], Shown());
    }

    [Fact]
    public async Task DayThatANewerRunShows_TakesNoHourThatItDropped()
    {
        hours = true;
        var older = await StageAsync("older", "00", "2026-11-19", 1);
        await RunAsync("newer", "30", "2026-11-20", 2, "WHERE hour = 0");
        var published = (await lake.InvokeAsync("PublishPartitions", older))["published"]![0]!;
        Assert.Equal(["19/0 1", "19/1 1", "20/0 2"], Shown());
        Assert.Equal("""["year=2026/month=11/day=20/hour=0","year=2026/month=11/day=20/hour=1"]""", published["left"]!.ToJsonString());
        Assert.Equal((4, 2), ((int)published["partition_count"]!, (int)published["shown_count"]!));

        var table = PublishedTable.Read((JsonObject)published);
        Assert.Equal(["year=2026/month=11/day=19/hour=0", "year=2026/month=11/day=19/hour=1"], table.Partitions);
        Assert.Equal(["year=2026/month=11/day=20/hour=0", "year=2026/month=11/day=20/hour=1"], table.Left);

        await RunAsync("second", "40", "2026-11-19", 3, "WHERE day = 19");
        await RunAsync("third", "50", "2026-11-20", 4, "WHERE hour = 0");
        var back = await lake.InvokeAsync("Rollback", new JsonObject { ["pipeline"] = "sales", ["exec_date"] = "2026-11-19", ["run_id"] = (string?)older["run_id"] });
        Assert.Equal(["19/0 1", "19/1 1", "20/0 4"], Shown());
        Assert.Equal(
            "processed_db_dev.totals: 2 of 4 partitions, 4 rows in all; left as they are: year=2026/month=11/day=20/hour=0, year=2026/month=11/day=20/hour=1",
            PublishedTable.SummaryOfRollback((JsonObject)back["published"]![0]!));
    }

    [Fact]
    public async Task RangeOfMonths_IsGivenBackWhole()
    {
        var run = await StageAsync("run", "00", "2026-08-01", 1);
        List<string> claims = [.. Enumerable.Range(0, 112).Select(static day => $"runs/sales/{new DateOnly(2026, 8, 1).AddDays(day):yyyy-MM-dd}/newest.json")];
        await lake.PutAsync(RunningLake.Assets, claims[^1], """{"held_by":"somebody","held_until":"2999-01-01T00:00:00Z"}""");
        Assert.StartsWith("DateHeldException: Run somebody ", await lake.FailAsync("PublishPartitions", run), StringComparison.Ordinal);
        Assert.All(claims[..^1], claim => Assert.Null(HolderOf(claim)));
        Assert.Equal("somebody", HolderOf(claims[^1]));

        await lake.PutAsync(RunningLake.Assets, claims[^1], "{}");
        await lake.InvokeAsync("PublishPartitions", run);
        Assert.Equal(["19 1", "20 1"], Shown());
        Assert.All(claims, claim => Assert.Null(HolderOf(claim)));

        string? HolderOf(string claim) => (string?)JsonNode.Parse(lake.Text(RunningLake.Assets, claim)!)!["held_by"];
    }

    [Fact]
    public async Task Rollback_LeavesTheDaysThatAnotherDatesRunShows_ButItsOwn()
    {
        await RunAsync("first", "00", "2026-11-19", 1);
        await RunAsync("second", "10", "2026-11-19", 2);
        var later = await StageAsync("later", "20", "2026-11-20", 3);
        await lake.InvokeAsync("PublishPartitions", later);

        var back = await lake.InvokeAsync("Rollback", new JsonObject { ["pipeline"] = "sales", ["exec_date"] = "2026-11-19", ["run_id"] = "" });
        Assert.Equal(["19 1", "20 3"], Shown());
        Assert.Equal("""["year=2026/month=11/day=20"]""", back["published"]![0]!["left"]!.ToJsonString());

        await RunAsync("third", "30", "2026-11-19", 4);
        Assert.Equal(["19 4", "20 4"], Shown());
        await lake.InvokeAsync("Rollback", new JsonObject { ["pipeline"] = "sales", ["exec_date"] = "2026-11-20", ["run_id"] = (string?)later["run_id"] });
        Assert.Equal(["19 4", "20 3"], Shown());
    }

    /// <summary>What a later, longer run has put on the days after the earlier one's range is nobody's to take back: it is named.</summary>
    [Fact]
    public async Task RollbackToAShorterRange_NamesTheDaysThatItDidNotCover_AndASecondOneGoesFurtherBack()
    {
        await RunAsync("first", "00", "2026-11-19", 1, "WHERE day = 19", "2026-11-19");
        await RunAsync("second", "10", "2026-11-19", 2, "WHERE day = 19", "2026-11-19");
        await RunAsync("longer", "20", "2026-11-19", 3);

        var back = await RollbackAsync();
        Assert.Equal(["19 2", "20 3"], Shown());
        Assert.Equal("""["year=2026/month=11/day=20"]""", back["published"]![0]!["left"]!.ToJsonString());

        back = await RollbackAsync();
        Assert.Equal(["19 1", "20 3"], Shown());
        Assert.Equal("""["year=2026/month=11/day=20"]""", back["published"]![0]!["left"]!.ToJsonString());

        Task<JsonObject> RollbackAsync() => lake.InvokeAsync("Rollback", new JsonObject { ["pipeline"] = "sales", ["exec_date"] = "2026-11-19" });
    }

    [Fact]
    public async Task DayThatAnotherRunIsAtWorkOn_IsWaitedFor_AndEveryHoldIsGivenBack()
    {
        var older = await StageAsync("older", "00", "2026-11-19", 1);
        await RunAsync("newer", "30", "2026-11-20", 2);
        const string Newest = "runs/sales/2026-11-20/newest.json";
        var free = lake.Text(RunningLake.Assets, Newest)!;
        var held = JsonNode.Parse(free)!;
        held["held_by"] = "somebody";
        held["held_until"] = "2999-01-01T00:00:00Z";
        await lake.PutAsync(RunningLake.Assets, Newest, held.ToJsonString());

        Assert.StartsWith(
            $"DateHeldException: Run somebody is pointing the tables of sales 2026-11-20 at its files. Run {older["run_id"]} (request ",
            await lake.FailAsync("PublishPartitions", older),
            StringComparison.Ordinal);
        Assert.Equal(["20 2"], Shown());
        Assert.Null(JsonNode.Parse(lake.Text(RunningLake.Assets, "runs/sales/2026-11-19/newest.json")!)!["held_by"]);

        await lake.PutAsync(RunningLake.Assets, Newest, free);
        await lake.InvokeAsync("PublishPartitions", older);
        Assert.Equal(["19 1", "20 2"], Shown());
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(free), JsonNode.Parse(lake.Text(RunningLake.Assets, Newest)!)));
    }

    /// <summary>A run of a date, to the 20th, whose rows all have one amount.</summary>
    private async Task<JsonObject> StageAsync(
        string execution, string second, string date, int amount, string where = "WHERE true", string to = "2026-11-20")
    {
        var (configuration, key, values) = hours
            ? (Configuration.Replace("""{ "name": "day", "type": "int" }""", """{ "name": "day", "type": "int" }, { "name": "hour", "type": "int" }""", StringComparison.Ordinal), ", hour", "CROSS JOIN (VALUES 0, 1) h (hour)")
            : (Configuration, "", "");
        await lake.ConfigureAsync(configuration, $$$"""
            SELECT amount, year, month, day{{{key}}}
            FROM (VALUES ({{{amount}}}, 2026, 11, 19), ({{{amount}}}, 2026, 11, 20)) t (amount, year, month, day) {{{values}}}
            {{{where}}} AND CAST(concat('2026-11-', CAST(day AS varchar)) AS date) BETWEEN {{ from_date }} AND {{ to_date }}
            """);
        var run = await lake.InvokeAsync("ReadSetup", new JsonObject
        {
            ["event"] = new JsonObject { ["pipeline"] = "sales", ["exec_date"] = date, ["to_date"] = to },
            ["execution_name"] = execution,
            ["start_time"] = $"2026-11-21T06:00:{second}Z",
        });
        await lake.InvokeAsync("IngestLanding", run);
        await lake.StageAsync(run);
        amounts[(string)run["run_id"]!] = amount;
        return run;
    }

    private async Task<JsonObject> RunAsync(
        string execution, string second, string date, int amount, string where = "WHERE true", string to = "2026-11-20") =>
        await lake.InvokeAsync("PublishPartitions", await StageAsync(execution, second, date, amount, where, to));

    /// <summary>Each day with the amount that readers see, which is the run's.</summary>
    private List<string> Shown() => lake.Partitions("processed_db_dev", "totals")
        .Select(partition => $"{string.Join('/', partition.Values.Skip(2))} {amounts[partition.StorageDescriptor!.Location!.Split("/run=")[1][..24]]}").Order(StringComparer.Ordinal).ToList();
}
