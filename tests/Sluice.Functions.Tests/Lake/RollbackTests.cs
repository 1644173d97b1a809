using System.Text.Json.Nodes;

namespace Sluice.Functions.Tests.Lake;

/// <summary>Rollback: readers see an earlier run's rows again.</summary>
public sealed class RollbackTests : IAsyncLifetime
{
    private RunningLake lake = null!; // set before each test

    public async ValueTask InitializeAsync() => lake = await RunningLake.StartAsync();

    public ValueTask DisposeAsync() => lake.DisposeAsync();

    [Fact]
    public async Task WithoutRun_GoesBackOneRun_AndByName_ForwardAgain()
    {
        var first = await RunAsync("01", "region,amount\nnorth,1\nsouth,2\n");
        var second = await RunAsync("02", "region,amount\nnorth,10\n");

        var back = await RollbackAsync();

        Assert.Equal((first, second), ((string)back["run_id"]!, (string)back["from_run_id"]!));
        Assert.Equal(
            """[{"table":"processed_db_dev.totals","partitions":["exec_date=2026-11-20/region=north","exec_date=2026-11-20/region=south"],"partition_count":2,"rows":2}]""",
            back["published"]!.ToJsonString());
        Assert.Equal(["2026-11-20 north 1", "2026-11-20 south 2"], await lake.TotalsAsync());

        await RollbackAsync(second);

        Assert.Equal(["2026-11-20 north 10"], await lake.TotalsAsync());
        await RollbackAsync(second);
        Assert.Equal(["2026-11-20 north 10"], await lake.TotalsAsync());
    }

    [Fact]
    public async Task Twice_GoesBackTwoRuns_ThenThereIsNone()
    {
        await lake.ConfigureAsync(RunningLake.Configuration.Replace("\"retention_runs\": 2", "\"retention_runs\": 3"), RunningLake.Sql);
        var first = await RunAsync("01", "region,amount\nnorth,1\n");
        var second = await RunAsync("02", "region,amount\nnorth,2\n");
        var third = await RunAsync("03", "region,amount\nnorth,3\n");

        Assert.Equal(second, (string?)(await RollbackAsync())["run_id"]);
        Assert.Equal(first, (string?)(await RollbackAsync())["run_id"]);

        Assert.Equal(["2026-11-20 north 1"], await lake.TotalsAsync());
        Assert.Equal(
            $"RollbackException: sales 2026-11-20 has no earlier run to go back to. Kept are: {first} (shown now), {second}, {third}.",
            await FailAsync(""));
    }

    /// <summary>The ids of one second's runs do not sort by age: they end with hashes.</summary>
    [Fact]
    public async Task RunsOfOneSecond_AreGoneBackThrough_AndKept_ByAge()
    {
        await lake.ConfigureAsync(RunningLake.Configuration.Replace("\"retention_runs\": 2", "\"retention_runs\": 4"), RunningLake.Sql);
        var runs = new List<string>();
        foreach (var number in Enumerable.Range(1, 5))
        {
            runs.Add(await RunAsync($"00.{number}", $"region,amount\nnorth,{number}\n"));
        }

        Assert.NotEqual(runs.Order(StringComparer.Ordinal), runs);
        foreach (var expected in runs.Skip(1).SkipLast(1).Reverse())
        {
            Assert.Equal(expected, (string?)(await RollbackAsync())["run_id"]);
        }

        Assert.Equal(
            $"RollbackException: sales 2026-11-20 has no earlier run to go back to. Kept are: {runs[1]} (shown now), {runs[2]}, {runs[3]}, {runs[4]}.",
            await FailAsync(""));
    }

    [Fact]
    public async Task NextRun_PublishesOverIt_AndKeepsWhatIsShown()
    {
        var first = await RunAsync("01", "region,amount\nnorth,1\n");
        await RunAsync("02", "region,amount\nnorth,2\n");
        await RollbackAsync(first);

        await RunAsync("03", "region,amount\nnorth,3\n");

        Assert.Equal(["2026-11-20 north 3"], await lake.TotalsAsync());
    }

    [Fact]
    public async Task OtherDates_StayAsTheyAre()
    {
        await RunAsync("01", "region,amount\nnorth,1\n");
        await RunAsync("02", "region,amount\nnorth,2\n");
        var other = await lake.Host.Athena.Json.InvokeAsync(
            "StartQueryExecution",
            new JsonObject { ["QueryString"] = "INSERT INTO processed_db_dev.totals SELECT 9, DATE '2026-11-19', 'north'", ["WorkGroup"] = "sluice-dev" },
            TestContext.Current.CancellationToken);
        await lake.Host.Athena.WaitForQueryAsync((string)other["QueryExecutionId"]!, TestContext.Current.CancellationToken);

        await RollbackAsync();

        Assert.Equal(["2026-11-19 north 9", "2026-11-20 north 1"], await lake.TotalsAsync());
    }

    [Fact]
    public async Task RemovedRun_IsNamedWithThoseThatAreKept()
    {
        var first = await RunAsync("01", "region,amount\nnorth,1\n");
        var second = await RunAsync("02", "region,amount\nnorth,2\n");
        var third = await RunAsync("03", "region,amount\nnorth,3\n");

        Assert.Equal(
            $"RollbackException: The files of run {first} of sales 2026-11-20 are gone: retention_runs in pipeline.json says how many runs' files stay. "
            + $"Kept are: {second}, {third} (shown now).",
            await FailAsync(first));
        Assert.Equal(["2026-11-20 north 3"], await lake.TotalsAsync());
    }

    [Fact]
    public async Task FailedRun_IsRefusedWithItsReason()
    {
        var first = await RunAsync("01", "region,amount\nnorth,1\n");
        var failed = await lake.SetUpAsync("bad", "02");
        await lake.PutAsync(
            RunningLake.Assets, ((string)failed["plan_key"]!).Replace("plan.json", "failure.json"), """{"error":"StatementFailedException","cause":"It broke."}""");

        Assert.Equal(
            $"RollbackException: Run {failed["run_id"]} of sales 2026-11-20 failed and published nothing (StatementFailedException: It broke.). Kept are: {first} (shown now).",
            await FailAsync((string)failed["run_id"]!));
    }

    [Fact]
    public async Task RunUnderWay_IsRefused()
    {
        await RunAsync("01", "region,amount\nnorth,1\n");
        var running = await lake.SetUpAsync("running", "02");

        Assert.Contains("has published nothing: it is under way, or was stopped.", await FailAsync((string)running["run_id"]!), StringComparison.Ordinal);
    }

    /// <summary>A publishing that was cut off shows rows of a run that has not published; the one before it is what to go back to.</summary>
    [Fact]
    public async Task RunThatFailedInTheMidstOfPublishing_IsGoneBackFrom()
    {
        var first = await RunAsync("01", "region,amount\nnorth,1\n");
        var second = await RunAsync("02", "region,amount\nnorth,2\n");
        lake.Host.Objects.Delete(RunningLake.Assets, $"runs/sales/{RunningLake.Date}/{second}/published.json");

        var back = await RollbackAsync();

        Assert.Equal((first, second), ((string)back["run_id"]!, (string)back["from_run_id"]!));
        Assert.Equal(["2026-11-20 north 1"], await lake.TotalsAsync());
    }

    [Theory]
    [InlineData("sales", "2026-11-20", "20260101t000000_00000000", "RollbackException: sales 2026-11-20 has no run 20260101t000000_00000000. Kept are: ")]
    [InlineData("sales", "2026-11-21", "", "RollbackException: No run of sales 2026-11-21 has published anything.")]
    [InlineData("nosuch", "2026-11-20", "", "UnknownPipelineException: There is no pipeline 'nosuch': s3://sluice-assets-000000000000-dev/pipelines/nosuch/pipeline.json does not exist. There are: sales.")]
    [InlineData("Sales", "2026-11-20", "", "InputException: pipeline is 'Sales' and exec_date '2026-11-20'.")]
    [InlineData("sales", "2026-02-30", "", "InputException: pipeline is 'sales' and exec_date '2026-02-30'.")]
    public async Task WhatIsNotThere_IsNamed(string pipeline, string date, string run, string message)
    {
        await RunAsync("01", "region,amount\nnorth,1\n");

        Assert.StartsWith(
            message, await lake.FailAsync("Rollback", new JsonObject { ["pipeline"] = pipeline, ["exec_date"] = date, ["run_id"] = run }), StringComparison.Ordinal);
    }

    /// <summary>A run of it would change nothing: no advice to run it, whether one has run or not.</summary>
    [Fact]
    public async Task PipelineThatPublishesNoTable_IsRefusedWithWhatHelps()
    {
        await lake.ConfigureAsync(
            RunningLake.Configuration.Replace(
                "\"etl\": [ { \"sql\": \"sql/totals.sql\", \"table\": \"totals\" } ]", "\"stages\": { \"steps\": [ { \"job\": \"copy_table\" } ] }", StringComparison.Ordinal),
            RunningLake.Sql);
        Assert.StartsWith(
            "RollbackException: sales 2026-11-20 cannot be rolled back: the pipeline replaces no table's partitions", await FailAsync(""), StringComparison.Ordinal);

        await lake.DropAsync("region,amount\nnorth,3\n");
        foreach (var second in (string[])["01", "02"])
        {
            var run = await lake.SetUpAsync($"run-{second}", second);
            await lake.InvokeAsync("IngestLanding", run);
            await lake.InvokeAsync("PublishPartitions", run);
        }

        Assert.Matches(
            "^RollbackException: sales 2026-11-20 cannot be rolled back: its newest run, [0-9a-z_]+, replaces no table's partitions", await FailAsync(""));
    }

    [Fact]
    public async Task PipelineWhoseConfigurationIsBroken_AndNoRunHasPublished_SaysTheLatter()
    {
        await lake.ConfigureAsync("{", RunningLake.Sql);
        Assert.StartsWith("RollbackException: No run of sales 2026-11-20 has published anything.", await FailAsync(""), StringComparison.Ordinal);
    }

    [Fact]
    public async Task ValuesWithSigns_KeepTheirFolders()
    {
        await RunAsync("01", "region,amount\na/b=c d,1\n");
        await RunAsync("02", "region,amount\nnorth,2\n");

        await RollbackAsync();

        Assert.Equal(["2026-11-20 a/b=c d 1"], await lake.TotalsAsync());
    }

    [Fact]
    public async Task WholeTable_PointsBack()
    {
        await lake.ConfigureAsync(
            RunningLake.Configuration.Replace(
                "\"partition_keys\": [ { \"name\": \"exec_date\", \"type\": \"date\" }, { \"name\": \"region\", \"type\": \"string\" } ]", "\"partition_keys\": []")
                .Replace("{ \"name\": \"amount\", \"type\": \"bigint\" }", "{ \"name\": \"amount\", \"type\": \"bigint\" }, { \"name\": \"exec_date\", \"type\": \"date\" }, { \"name\": \"region\", \"type\": \"string\" }"),
            RunningLake.Sql);
        await RunAsync("01", "region,amount\nnorth,1\n");
        await RunAsync("02", "region,amount\nnorth,2\n");

        await RollbackAsync();

        Assert.Equal(["2026-11-20 north 1"], await lake.TotalsAsync());
    }

    private async Task<string> RunAsync(string second, string csv)
    {
        await lake.DropAsync(csv);
        return (string)(await lake.RunAsync($"run-{second}", second)).Run["run_id"]!;
    }

    private Task<JsonObject> RollbackAsync(string run = "") => lake.InvokeAsync("Rollback", Input(run));

    private Task<string> FailAsync(string run) => lake.FailAsync("Rollback", Input(run));

    private static JsonObject Input(string run) => new() { ["pipeline"] = "sales", ["exec_date"] = RunningLake.Date, ["run_id"] = run };
}
