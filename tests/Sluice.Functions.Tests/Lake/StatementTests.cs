using System.Text.Json.Nodes;

namespace Sluice.Functions.Tests.Lake;

/// <summary>RunEtlInsertAthena and CheckAthena.</summary>
public sealed class StatementTests : IAsyncLifetime
{
    private RunningLake lake = null!; // InitializeAsync comes first

    public async ValueTask InitializeAsync()
    {
        lake = await RunningLake.StartAsync();
        await lake.DropAsync("region,amount\nnorth,3\nnorth,4\nsouth,5\n");
    }

    public ValueTask DisposeAsync() => lake.DisposeAsync();

    [Fact]
    public async Task Statements_FillTheStagedTable_AndReadersSeeNothing()
    {
        var run = await lake.SetUpAsync("by-hand");
        await lake.InvokeAsync("IngestLanding", run);
        var started = await lake.InvokeAsync("RunEtlInsertAthena", run);
        Assert.Equal("""{"state":"RUNNING","queries":1,"wait_seconds":1,"waited_seconds":1}""", started.ToJsonString());
        await lake.WaitForQueriesAsync(run);

        Assert.Equal(
            """{"state":"SUCCEEDED","queries":1,"wait_seconds":0,"waited_seconds":0}""",
            (await lake.InvokeAsync("CheckAthena", run)).ToJsonString());
        Assert.Equal(2, lake.Partitions("processed_db_dev", $"totals__run_{run["run_id"]}").Count);
        Assert.Empty(await lake.TotalsAsync());
    }

    [Fact]
    public async Task Again_StartsNothingTwice()
    {
        var run = await lake.SetUpAsync("by-hand");
        await lake.InvokeAsync("IngestLanding", run);
        await lake.InvokeAsync("RunEtlInsertAthena", run);
        var queries = lake.Queries(run);
        await lake.InvokeAsync("RunEtlInsertAthena", run);
        Assert.Equal(queries, lake.Queries(run));
    }

    [Fact]
    public async Task StatementThatFails_IsNamed_WithFileLineAndReason()
    {
        await lake.ConfigureAsync(RunningLake.Configuration, "-- why\n\n" + RunningLake.Sql.Replace("SUM(amount)", "SUM(price)"));
        var run = await lake.SetUpAsync("by-hand");
        await lake.InvokeAsync("IngestLanding", run);
        await lake.InvokeAsync("RunEtlInsertAthena", run);
        await lake.WaitForQueriesAsync(run);
        var message = await lake.FailAsync("CheckAthena", run);
        Assert.StartsWith("StatementFailedException: Statement 01_totals (sql/totals.sql:3) FAILED: ", message, StringComparison.Ordinal);
        Assert.DoesNotContain(": line ", message, StringComparison.Ordinal); // of the statement that was made of it
        Assert.Contains("price", message, StringComparison.Ordinal);
        Assert.EndsWith($"(query {lake.Queries(run)[0]})", message, StringComparison.Ordinal);
    }
}
