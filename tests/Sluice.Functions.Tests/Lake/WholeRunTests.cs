using System.Text.Json.Nodes;
using Sluice.Functions.Tests.Template;

namespace Sluice.Functions.Tests.Lake;

/// <summary>The state machine with its functions: what DescribeExecution shows.</summary>
public sealed class WholeRunTests : IAsyncLifetime
{
    private RunningLake lake = null!; // InitializeAsync comes first

    public async ValueTask InitializeAsync() => lake = await RunningLake.StartAsync();

    public ValueTask DisposeAsync() => lake.DisposeAsync();

    [Fact]
    public async Task Run_Succeeds_AndItsOutputNamesWhatIsPublished()
    {
        await lake.DropAsync("region,amount\nnorth,3\nsouth,5\n");
        var execution = await RunAsync("by-hand");
        Assert.True((string?)execution["status"] == "SUCCEEDED", execution.ToJsonString());
        var output = JsonNode.Parse((string)execution["output"]!)!;
        Assert.Equal("processed_db_dev.totals", (string?)output["published"]![0]!["table"]);
        Assert.Equal(2, (long)output["published"]![0]!["rows"]!);
        Assert.Equal(["2026-11-20 north 3", "2026-11-20 south 5"], await lake.TotalsAsync());
    }

    [Theory]
    [InlineData(true, "StatementFailedException", "01_totals")]
    [InlineData(false, "IncomingFilesException", "sales*.csv")]
    public async Task RunThatFails_SaysWhy_AndHarmsNothing(bool fileIsThere, string error, string cause)
    {
        await lake.DropAsync("region,amount\nnorth,3\nsouth,5\n");
        await RunAsync("good");
        lake.Host.Objects.Delete(RunningLake.Landing, $"incoming/shop/{RunningLake.Date}/sales.csv");
        if (fileIsThere)
        {
            await lake.DropAsync("region,amount\nnorth,0\n");
            await lake.ConfigureAsync(RunningLake.Configuration, RunningLake.Sql.Replace("SUM(amount)", "SUM(1 / amount)"));
        }

        var execution = await RunAsync("bad");
        Assert.Equal("FAILED", (string?)execution["status"]);
        Assert.Equal(error, (string?)execution["error"]);
        Assert.Contains(cause, (string?)execution["cause"], StringComparison.Ordinal);
        Assert.DoesNotContain("errorMessage", (string?)execution["cause"], StringComparison.Ordinal);
        Assert.Equal(["2026-11-20 north 3", "2026-11-20 south 5"], await lake.TotalsAsync());
        Assert.DoesNotContain(lake.Keys(RunningLake.Assets, "runs/"), static key => key.EndsWith("bad.lock", StringComparison.Ordinal));
        Assert.Single(lake.Keys(RunningLake.Assets, "runs/"), static key => key.EndsWith("/failure.json", StringComparison.Ordinal));
    }

    private async Task<JsonObject> RunAsync(string name)
    {
        var machine = ReadTemplate.EtlPipeline;
        var execution = lake.Host.StepFunctions.StartExecution(
            machine.Arn, name, $$"""{"pipeline":"sales","exec_date":"{{RunningLake.Date}}"}""");
        await lake.Host.StepFunctions.WaitForExecutionAsync(execution, TestContext.Current.CancellationToken);
        return lake.Host.StepFunctions.DescribeExecution(execution);
    }
}
