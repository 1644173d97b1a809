namespace Sluice.Functions.Tests.Lake;

/// <summary>A table's rows were added, and are replaced from now on: no reader sees staged rows before they are published.</summary>
public sealed class ChangedWriteModeTests : IAsyncLifetime
{
    private static readonly string Unpartitioned = RunningLake.Configuration.Replace(
        "{ \"name\": \"amount\", \"type\": \"bigint\" } ],\n      \"partition_keys\": [ { \"name\": \"exec_date\", \"type\": \"date\" }, { \"name\": \"region\", \"type\": \"string\" } ]",
        "{ \"name\": \"amount\", \"type\": \"bigint\" }, { \"name\": \"exec_date\", \"type\": \"date\" }, { \"name\": \"region\", \"type\": \"string\" } ]",
        StringComparison.Ordinal);

    private RunningLake lake = null!; // InitializeAsync comes first

    public async ValueTask InitializeAsync()
    {
        lake = await RunningLake.StartAsync();
        await lake.DropAsync("region,amount\nnorth,3\n");
    }

    public ValueTask DisposeAsync() => lake.DisposeAsync();

    [Fact]
    public async Task UnpartitionedTable_IsRefusedBeforeAnythingIsStaged_AndReplacedOnceItWasDropped()
    {
        await lake.ConfigureAsync(Appended(Unpartitioned), RunningLake.Sql);
        await lake.RunAsync("first", "00");
        await lake.ConfigureAsync(Unpartitioned, RunningLake.Sql);
        var run = await lake.SetUpAsync("second", "01");
        var folder = $"s3://{RunningLake.Processed}/processed_db_dev/totals/";

        Assert.Equal(
            $"TableConflictException: Table processed_db_dev.totals points at {folder}, and the run would stage its rows below it, in {folder}run={run["run_id"]}/, "
            + "where readers would see them beside the others before they are checked. The table is not partitioned and shows all that lies below its folder, as rows "
            + "have been added to it; one whose rows are replaced shows a single run's folder. Drop it (DROP TABLE, which leaves its files) and start the run again, "
            + "which makes it anew; or give the table another name; or add rows as before, with \"write\": \"append\".",
            await lake.FailAsync("IngestLanding", run));
        Assert.Equal(["2026-11-20 north 3"], await lake.TotalsAsync());

        await lake.QueryAsync("DROP TABLE processed_db_dev.totals");
        await lake.InvokeAsync("IngestLanding", run);
        await lake.StageAsync(run);
        Assert.Empty(await lake.TotalsAsync());
        await lake.InvokeAsync("PublishPartitions", run);
        Assert.Equal(["2026-11-20 north 3"], await lake.TotalsAsync());

        // Its location is a run's own folder now, this run's if its function is called again.
        await lake.InvokeAsync("IngestLanding", run);
        await lake.RunAsync("third", "02");
        Assert.Equal(["2026-11-20 north 3"], await lake.TotalsAsync());
    }

    /// <summary>Only its partitions are read, and none of theirs has a run's folder below it.</summary>
    [Fact]
    public async Task PartitionedTable_ShowsStagedRowsOnlyOnceTheyArePublished()
    {
        await lake.ConfigureAsync(Appended(RunningLake.Configuration), RunningLake.Sql);
        await lake.RunAsync("first", "00");
        await lake.ConfigureAsync(RunningLake.Configuration, RunningLake.Sql);
        await lake.DropAsync("region,amount\nnorth,4\nsouth,5\n");
        var run = await lake.SetUpAsync("second", "01");
        await lake.InvokeAsync("IngestLanding", run);
        await lake.StageAsync(run);
        Assert.Equal(["2026-11-20 north 3"], await lake.TotalsAsync());

        await lake.InvokeAsync("PublishPartitions", run);
        Assert.Equal(["2026-11-20 north 4", "2026-11-20 south 5"], await lake.TotalsAsync());
    }

    private static string Appended(string configuration) =>
        configuration.Replace("\"table\": \"totals\" }", "\"table\": \"totals\", \"write\": \"append\" }", StringComparison.Ordinal);
}
