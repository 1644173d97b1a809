using System.Text.Json.Nodes;

namespace Sluice.Functions.Tests.Lake;

public sealed class IngestLandingTests : IAsyncLifetime
{
    private RunningLake lake = null!; // InitializeAsync comes first

    public async ValueTask InitializeAsync() => lake = await RunningLake.StartAsync();

    public ValueTask DisposeAsync() => lake.DisposeAsync();

    [Fact]
    public async Task File_IsInItsTable()
    {
        await lake.DropAsync("region,amount\nnorth,3\n");
        var run = await lake.SetUpAsync("by-hand");
        var answer = await lake.InvokeAsync("IngestLanding", run);

        Assert.Equal("""{"files":1,"bytes":22}""", answer.ToJsonString());
        var partition = Assert.Single(lake.Partitions("landing_db_dev", "sales"));
        Assert.Equal(["2026-11-20"], partition.Values);
        Assert.Equal($"s3://{RunningLake.Landing}/landing_db_dev/sales/exec_date=2026-11-20/run={run["run_id"]}/", partition.StorageDescriptor!.Location);
        Assert.Equal(
            "region,amount\nnorth,3\n",
            lake.Text(RunningLake.Landing, $"landing_db_dev/sales/exec_date=2026-11-20/run={run["run_id"]}/sales.csv"));
    }

    [Fact]
    public async Task Twice_ChangesNothing()
    {
        await lake.DropAsync("region,amount\nnorth,3\n");
        var run = await lake.SetUpAsync("by-hand");
        var first = await lake.InvokeAsync("IngestLanding", run);
        var table = lake.Host.Catalog.FindTable("landing_db_dev", "sales");
        Assert.Equal(first.ToJsonString(), (await lake.InvokeAsync("IngestLanding", run)).ToJsonString());
        Assert.Single(lake.Partitions("landing_db_dev", "sales"));
        Assert.Equal(table!.UpdateTime, lake.Host.Catalog.FindTable("landing_db_dev", "sales")!.UpdateTime);
    }

    [Fact]
    public async Task FileThatDidNotCome_IsNamed_AndNothingIsChanged()
    {
        await lake.DropAsync("region,amount\n", "purchases.csv");
        var message = await lake.FailAsync("IngestLanding", await lake.SetUpAsync("by-hand"));
        Assert.StartsWith("IncomingFilesException: ", message, StringComparison.Ordinal);
        Assert.Contains("sales*.csv", message, StringComparison.Ordinal);
        Assert.Contains("purchases.csv", message, StringComparison.Ordinal);
        Assert.Null(lake.Host.Catalog.FindTable("landing_db_dev", "sales"));
    }

    [Fact]
    public async Task TwoFilesForOne_AreNamed()
    {
        await lake.DropAsync("region,amount\n", "sales-1.csv");
        await lake.DropAsync("region,amount\n", "sales-2.csv");
        var message = await lake.FailAsync("IngestLanding", await lake.SetUpAsync("by-hand"));
        Assert.Contains("sales-1.csv", message, StringComparison.Ordinal);
        Assert.Contains("sales-2.csv", message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ChangedColumns_AreBroughtUpToDate()
    {
        await lake.DropAsync("region,amount\nnorth,3\n");
        await lake.InvokeAsync("IngestLanding", await lake.SetUpAsync("first"));
        await lake.ConfigureAsync(RunningLake.Configuration.Replace("\"type\": \"int\"", "\"type\": \"bigint\""), RunningLake.Sql);
        await lake.InvokeAsync("IngestLanding", await lake.SetUpAsync("second", "01"));
        Assert.Equal("bigint", lake.Host.Catalog.FindTable("landing_db_dev", "sales")!.StorageDescriptor!.Columns![1].Type);
        Assert.Single(lake.Partitions("landing_db_dev", "sales"));
    }

    [Fact]
    public async Task OtherPartitionKeys_AreAConflict()
    {
        await lake.DropAsync("region,amount\nnorth,3\n");
        await lake.InvokeAsync("IngestLanding", await lake.SetUpAsync("first"));
        await lake.ConfigureAsync(
            RunningLake.Configuration.Replace(", { \"name\": \"region\", \"type\": \"string\" } ]", " ]"),
            RunningLake.Sql.Replace(", region", "").Replace("GROUP BY region", ""));
        Assert.Equal(
            "TableConflictException: Table processed_db_dev.totals is partitioned by (exec_date date, region string), the configuration says " +
            "(exec_date date). Glue cannot change partition keys: give the table another name, or drop it and run its dates again.",
            await lake.FailAsync("IngestLanding", await lake.SetUpAsync("second", "01")));
    }

    [Fact]
    public async Task MissingPlan_IsNamed() => Assert.Equal(
        "InputException: The run's plan is not there: s3://sluice-assets-000000000000-dev/runs/none.json does not exist.",
        await lake.FailAsync("IngestLanding", new JsonObject
        {
            ["pipeline"] = "sales",
            ["exec_date"] = RunningLake.Date,
            ["run_id"] = "none",
            ["plan_key"] = "runs/none.json",
        }));
}
