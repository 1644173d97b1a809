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

    [Fact]
    public async Task EventOfAnAbortedRun_DeliveredAgain_IsANewRun()
    {
        await lake.DropAsync("region,amount\nnorth,3\n");
        await lake.ConfigureAsync(RunningLake.Configuration, RunningLake.Sql.Replace("SUM(amount)", "SUM(amount) / (SELECT count(*) FROM UNNEST(sequence(1, 1000000)) a (x) CROSS JOIN UNNEST(sequence(1, 1000000)) b (y) WHERE x * y % 7 = 3)"));
        var input = RunningLake.Delivery("")["event"]!.ToJsonString();
        var staged = new TaskCompletionSource();
        lake.Host.StepFunctions.EventWritten += (_, written) =>
        {
            if (written.StateName == "WaitAthena")
            {
                staged.TrySetResult();
            }
        };
        var aborted = lake.Host.StepFunctions.StartExecution(ReadTemplate.EtlPipeline.Arn, "aborted", input);
        await staged.Task.WaitAsync(TestContext.Current.CancellationToken);
        Assert.Equal("SUCCEEDED", (string?)(await RunAsync("while-it-runs", input))["status"]);
        Assert.Empty(await lake.TotalsAsync());

        await lake.Host.StepFunctions.Json.InvokeAsync("StopExecution", new JsonObject { ["executionArn"] = aborted }, TestContext.Current.CancellationToken);
        await lake.Host.StepFunctions.WaitForExecutionAsync(aborted, TestContext.Current.CancellationToken);
        await lake.ConfigureAsync(RunningLake.Configuration, RunningLake.Sql);
        var again = await RunAsync("again", input);
        Assert.True((string?)again["status"] == "SUCCEEDED", again.ToJsonString());
        Assert.Equal(["2026-11-20 north 3"], await lake.TotalsAsync());
    }

    [Theory]
    [InlineData("7", "7")]
    [InlineData("[]", "an array")]
    public async Task InputThatIsNoObject_IsRefused_WithWhatIsExpected(string input, string found)
    {
        var execution = await RunAsync("by-hand", input);
        Assert.Equal("RunRequestException", (string?)execution["error"]);
        Assert.StartsWith(
            $"The execution's input is {found}, not an object. Expected the event of a done-file, ", (string?)execution["cause"], StringComparison.Ordinal);
        Assert.NotNull(lake.Text(RunningLake.Assets, "failures/by-hand.json"));
    }

    private async Task<JsonObject> RunAsync(string name, string? input = null)
    {
        var machine = ReadTemplate.EtlPipeline;
        var execution = lake.Host.StepFunctions.StartExecution(
            machine.Arn, name, input ?? $$"""{"pipeline":"sales","exec_date":"{{RunningLake.Date}}"}""");
        await lake.Host.StepFunctions.WaitForExecutionAsync(execution, TestContext.Current.CancellationToken);
        return lake.Host.StepFunctions.DescribeExecution(execution);
    }
}
