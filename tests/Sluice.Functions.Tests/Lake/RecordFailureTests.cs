using System.Text.Json.Nodes;

namespace Sluice.Functions.Tests.Lake;

/// <summary>RecordFailure: what is kept of a run that failed, and what it leaves at work.</summary>
public sealed class RecordFailureTests : IAsyncLifetime
{
    private const string Endless =
        "SELECT count(*) AS amount, {{ exec_date }} AS exec_date, 'x' AS region " +
        "FROM UNNEST(sequence(1, 1000000)) a (x) CROSS JOIN UNNEST(sequence(1, 1000000)) b (y) WHERE x * y % 7 = 3";

    private RunningLake lake = null!; // InitializeAsync comes first

    public async ValueTask InitializeAsync()
    {
        lake = await RunningLake.StartAsync();
        await lake.DropAsync("region,amount\nnorth,3\n");
    }

    public ValueTask DisposeAsync() => lake.DisposeAsync();

    [Fact]
    public async Task Failure_IsKeptBesideThePlan_InWords()
    {
        var run = await lake.SetUpAsync("by-hand");
        var answer = await lake.InvokeAsync("RecordFailure", Input(run, """{"errorType":"X","errorMessage":"No \"sales.csv\".","stackTrace":[]}"""));
        Assert.Equal("""{"error":"SomeException","cause":"No \u0022sales.csv\u0022.","stopped_queries":0}""", answer.ToJsonString());
        Assert.Equal(
            """{"execution_arn":"arn:by-hand","error":"SomeException","cause":"No \u0022sales.csv\u0022.","input":["anything"]}""",
            JsonNode.Parse(lake.Text(RunningLake.Assets, (string)run["failure_key"]!)!)!.ToJsonString());
    }

    [Fact]
    public async Task StagedTables_LeaveTheCatalog_TheirFilesStay()
    {
        var run = await lake.SetUpAsync("by-hand");
        await lake.InvokeAsync("IngestLanding", run);
        await lake.StageAsync(run);
        var staged = $"totals__run_{run["run_id"]}";
        Assert.NotNull(lake.Host.Catalog.FindTable("processed_db_dev", staged));

        await lake.InvokeAsync("RecordFailure", Input(run, "Enough."));

        Assert.Null(lake.Host.Catalog.FindTable("processed_db_dev", staged));
        Assert.NotEmpty(lake.Keys(RunningLake.Processed, $"processed_db_dev/totals/run={run["run_id"]}/"));
        await lake.InvokeAsync("RecordFailure", Input(run, "Enough."));
    }

    [Fact]
    public async Task FirstDelivery_ThatIsRefused_LeavesNoPartition()
    {
        var run = await LandedAsync("first", "00");
        await lake.InvokeAsync("IngestLanding", run); // a retry does not take its own files for what was there before
        await lake.InvokeAsync("RecordFailure", Input(run, "Refused."));
        Assert.Empty(lake.Partitions("landing_db_dev", "sales"));
        Assert.NotEmpty(lake.Keys(RunningLake.Landing, $"landing_db_dev/sales/exec_date=2026-11-20/run={run["run_id"]}/"));
        await lake.InvokeAsync("RecordFailure", Input(run, "Refused."));
    }

    [Fact]
    public async Task DeliveryThatIsRefused_LeavesThePartitionWhereItPointedBefore()
    {
        var (good, _) = await lake.RunAsync("good", "00");
        var bad = await LandedAsync("bad", "01");
        Assert.EndsWith($"/run={bad["run_id"]}/", Landing(), StringComparison.Ordinal);
        await lake.InvokeAsync("RecordFailure", Input(bad, "Refused."));
        Assert.EndsWith($"/run={good["run_id"]}/", Landing(), StringComparison.Ordinal);

        // A failure after publishing takes nothing back.
        await lake.InvokeAsync("RecordFailure", Input(good, "Later on."));
        Assert.EndsWith($"/run={good["run_id"]}/", Landing(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task OvertakenRun_LeavesTheNewerOne_WhoseFailureGoesBackPastBoth()
    {
        var (good, _) = await lake.RunAsync("good", "00");
        var older = await LandedAsync("older", "01");
        var newer = await LandedAsync("newer", "02");
        await lake.InvokeAsync("RecordFailure", Input(older, "Overtaken."));
        Assert.EndsWith($"/run={newer["run_id"]}/", Landing(), StringComparison.Ordinal);
        await lake.InvokeAsync("RecordFailure", Input(newer, "Refused."));
        Assert.EndsWith($"/run={good["run_id"]}/", Landing(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task OvertakenRun_ThatFailsAfterTheNewerOne_IsNotShown()
    {
        var (good, _) = await lake.RunAsync("good", "00");
        var older = await LandedAsync("older", "01");
        var newer = await LandedAsync("newer", "02");
        await lake.InvokeAsync("RecordFailure", Input(newer, "Refused."));
        Assert.EndsWith($"/run={older["run_id"]}/", Landing(), StringComparison.Ordinal); // it has not failed yet
        Assert.StartsWith("SupersededException: ", await lake.FailAsync("PublishPartitions", older), StringComparison.Ordinal);
        await lake.InvokeAsync("RecordFailure", Input(older, "Overtaken."));
        Assert.EndsWith($"/run={good["run_id"]}/", Landing(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task UnpartitionedLandingTable_ShowsWhatItShowedBefore()
    {
        await lake.ConfigureAsync(
            RunningLake.Configuration.Replace(
                "\"type\": \"int\" } ],\n      \"partition_keys\": [ { \"name\": \"exec_date\", \"type\": \"date\" } ]", "\"type\": \"int\" } ]", StringComparison.Ordinal),
            RunningLake.Sql.Replace("WHERE exec_date = {{ exec_date }}", "", StringComparison.Ordinal));
        var (good, _) = await lake.RunAsync("good", "00");
        var bad = await LandedAsync("bad", "01");
        Assert.EndsWith($"/run={bad["run_id"]}/", lake.Host.Catalog.FindTable("landing_db_dev", "sales")!.StorageDescriptor!.Location, StringComparison.Ordinal);
        await lake.InvokeAsync("RecordFailure", Input(bad, "Refused."));
        Assert.EndsWith($"/run={good["run_id"]}/", lake.Host.Catalog.FindTable("landing_db_dev", "sales")!.StorageDescriptor!.Location, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RunThatGivesUp_StopsTheQueriesThatItStarted()
    {
        await lake.ConfigureAsync(RunningLake.Configuration, Endless);
        var run = await lake.SetUpAsync("by-hand");
        await lake.InvokeAsync("IngestLanding", run);
        await lake.InvokeAsync("RunEtlInsertAthena", run);
        var tired = (JsonObject)run.DeepClone();
        tired["waited_seconds"] = 1_000_000;
        Assert.StartsWith("PollingLimitException: ", await lake.FailAsync("CheckAthena", tired), StringComparison.Ordinal);

        Assert.Equal(1, (int)(await lake.InvokeAsync("RecordFailure", Input(run, "Enough.")))["stopped_queries"]!);
        await lake.WaitForQueriesAsync(run);
        Assert.Equal("CANCELLED", await StateAsync(lake.Queries(run)[0]));
        Assert.Equal(0, (int)(await lake.InvokeAsync("RecordFailure", Input(run, "Enough.")))["stopped_queries"]!);
    }

    /// <summary>A query of results may have collected hundreds of thousands of rows in the run's folder.</summary>
    [Fact]
    public async Task RowsThatWereCollected_AreNotListed()
    {
        var (earlier, _) = await lake.RunAsync("earlier", "00");
        var run = await LandedAsync("run", "01");
        var failed = await lake.SetUpAsync("failed", "02");
        List<string> rows = [.. new[] { earlier, run, failed }.Select(static of => ((string)of["plan_key"]!).Replace("plan.json", "results/all/000000001.json", StringComparison.Ordinal))];
        foreach (var row in rows)
        {
            await lake.PutAsync(RunningLake.Assets, row, "{}");
        }

        await lake.StageAsync(run);
        await lake.InvokeAsync("PublishPartitions", run);
        await lake.InvokeAsync("Rollback", new JsonObject { ["pipeline"] = "sales", ["exec_date"] = RunningLake.Date, ["run_id"] = "" });
        await lake.InvokeAsync("IngestLanding", failed);
        await lake.InvokeAsync("RecordFailure", Input(failed, "Refused."));

        Assert.DoesNotContain(lake.Host.FunctionCalls.All, call => call is { Action: "s3:ListBucket", Delimiter: null, Prefix: { } prefix }
            && call.Resource.EndsWith(RunningLake.Assets, StringComparison.Ordinal) && rows.Exists(row => row.StartsWith(prefix, StringComparison.Ordinal)));
    }

    [Fact]
    public async Task StatementThatAthenaRefuses_LeavesNoneOfThoseBeforeItAtWork()
    {
        await lake.ConfigureAsync(
            RunningLake.Configuration.Replace("\"etl\": [ ", "\"etl\": [ { \"sql\": \"sql/endless.sql\", \"table\": \"totals\" }, "), RunningLake.Sql);
        await lake.PutAsync(RunningLake.Assets, "pipelines/sales/sql/endless.sql", Endless);
        var run = await lake.SetUpAsync("by-hand");
        await lake.InvokeAsync("IngestLanding", run);
        var plan = JsonNode.Parse(lake.Text(RunningLake.Assets, (string)run["plan_key"]!)!)!;
        plan["statements"]![1]!["sql"] = new string('x', 262_145);
        await lake.PutAsync(RunningLake.Assets, (string)run["plan_key"]!, plan.ToJsonString());
        Assert.StartsWith("InvalidRequestException: ", await lake.FailAsync("RunEtlInsertAthena", run), StringComparison.Ordinal);

        var started = Assert.Single(lake.Queries(run));
        Assert.Equal(1, (int)(await lake.InvokeAsync("RecordFailure", Input(run, "Too long.")))["stopped_queries"]!);
        await lake.WaitForQueriesAsync(run);
        Assert.Equal("CANCELLED", await StateAsync(started));
    }

    [Fact]
    public async Task WithoutARun_ThereIsTheFailureAlone()
    {
        var input = Input(new JsonObject { ["failure_key"] = "failures/by-hand.json" }, null);
        foreach (var name in (string[])["pipeline", "exec_date", "run_id", "plan_key"])
        {
            input[name] = "";
        }

        Assert.Equal(
            "SomeException without a cause. The execution's history shows which state it was.",
            (string?)(await lake.InvokeAsync("RecordFailure", input))["cause"]);
        Assert.NotNull(lake.Text(RunningLake.Assets, "failures/by-hand.json"));
    }

    /// <summary>The run that ReadSetup would have made of the input; what it names need not exist.</summary>
    [Theory]
    [InlineData("""{"pipeline":"nosuch","exec_date":"2026-11-20"}""", "runs/nosuch/2026-11-20/20261121t061530_60022755/failure.json")]
    [InlineData("""{"pipeline":"nosuch","exec_date":"2026-02-30"}""", "failures/by-hand.json")]
    [InlineData("""["anything"]""", "failures/by-hand.json")]
    [InlineData("""{"detail-type":"Object Created","source":"aws.s3","time":"9999-12-31T23:30:00Z","detail":{"bucket":{"name":"b"},"object":{"key":"incoming/shop/nosuch.done","etag":"e","sequencer":"1"}}}""", "failures/by-hand.json")]
    public async Task RunThatWasRefused_HasTheFailureInItsFolder(string refused, string key)
    {
        var input = Input(new JsonObject { ["failure_key"] = "failures/by-hand.json" }, "There is no pipeline 'nosuch'.");
        foreach (var name in (string[])["pipeline", "exec_date", "run_id", "plan_key"])
        {
            input[name] = "";
        }

        input["execution_arn"] = "arn:aws:states:eu-west-1:000000000000:execution:sluice-etl-pipeline-dev:by-hand";
        input["start_time"] = "2026-11-21T06:15:30Z";
        input["input"] = JsonNode.Parse(refused);
        await lake.InvokeAsync("RecordFailure", input);
        Assert.Equal([key], lake.Keys(RunningLake.Assets, "runs/").Concat(lake.Keys(RunningLake.Assets, "failures/")));
        Assert.Equal("There is no pipeline 'nosuch'.", (string?)JsonNode.Parse(lake.Text(RunningLake.Assets, key)!)!["cause"]);
    }

    private string Landing() => Assert.Single(lake.Partitions("landing_db_dev", "sales")).StorageDescriptor!.Location!;

    private async Task<JsonObject> LandedAsync(string execution, string second)
    {
        var run = await lake.SetUpAsync(execution, second);
        await lake.InvokeAsync("IngestLanding", run);
        return run;
    }

    private static JsonObject Input(JsonObject run, string? cause)
    {
        var input = (JsonObject)run.DeepClone();
        input["error"] = cause is null ? new JsonObject { ["Error"] = "SomeException" } : new JsonObject { ["Error"] = "SomeException", ["Cause"] = cause };
        input["execution_arn"] = "arn:by-hand";
        input["input"] = new JsonArray("anything");
        return input;
    }

    private async Task<string?> StateAsync(string query) =>
        (string?)(await lake.Host.Athena.Json.InvokeAsync(
            "GetQueryExecution", new JsonObject { ["QueryExecutionId"] = query }, TestContext.Current.CancellationToken))["QueryExecution"]!["Status"]!["State"];
}
