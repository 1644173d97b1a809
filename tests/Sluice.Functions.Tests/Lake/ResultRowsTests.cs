using System.Text.Json.Nodes;
using Sluice.Functions.Tests.Template;

namespace Sluice.Functions.Tests.Lake;

/// <summary>Queries whose rows are handled: whole runs of a pipeline without incoming files.</summary>
public sealed class ResultRowsTests : IAsyncLifetime
{
    private RunningLake lake = null!; // InitializeAsync comes first

    public async ValueTask InitializeAsync() => lake = await RunningLake.StartAsync();

    public ValueTask DisposeAsync() => lake.DisposeAsync();

    [Fact]
    public async Task Rows_AreCollectedInTheRunsFolder_AsAthenaWritesThem()
    {
        await ConfigureAsync("SELECT * FROM (VALUES (1, 'a', NULL, 1.50), (2, '', 'é\t\"', NULL)) AS t(n, text, more, amount) ORDER BY n", """ "page_rows": 2 """);

        var output = await SucceedAsync("rows");

        var folder = $"runs/sales/{RunningLake.Date}/{output["run_id"]}/results/q/";
        Assert.Equal([folder + "000000001.json", folder + "000000002.json"], lake.Keys(RunningLake.Assets, folder));
        Assert.Equal("""{"n":"1","text":"a","more":null,"amount":"1.50"}""", Row(folder + "000000001.json").ToJsonString());
        var second = Row(folder + "000000002.json");
        Assert.Equal("é\t\"", (string?)second["more"]);
        Assert.Equal("", (string?)second["text"]);
        Assert.Null(second["amount"]);
        Assert.Equal(("q", 2), ((string?)output["query_results"]![0]!["query"], (int)output["query_results"]![0]!["rows"]!));
    }

    [Fact]
    public async Task ColumnNameThatRepeats_GetsANumber()
    {
        await ConfigureAsync("SELECT 1 AS n, 2 AS n, 3 AS n");

        var output = await SucceedAsync("twice");

        Assert.Equal(
            """{"n":"1","n_2":"2","n_3":"3"}""",
            Row($"runs/sales/{RunningLake.Date}/{output["run_id"]}/results/q/000000001.json").ToJsonString());
    }

    [Fact]
    public async Task PageThatNoStateHolds_SaysWhatToChange()
    {
        await ConfigureAsync("SELECT rpad('x', 2000, 'x') AS wide FROM UNNEST(sequence(1, 300)) AS t(n)");

        Assert.Equal(
            "PageTooLarge: A page of 250 rows of the query q has more than the 262144 bytes of a state. Set a smaller page_rows in results of pipeline.json, or select fewer columns.",
            await FailAsync("wide"));
        await ConfigureAsync("SELECT rpad('x', 2000, 'x') AS wide FROM UNNEST(sequence(1, 300)) AS t(n)", """ "page_rows": 100 """);
        Assert.Equal(300, (int)(await SucceedAsync("narrower"))["query_results"]![0]!["rows"]!);
    }

    [Fact]
    public async Task QueryThatFails_FailsTheRun_WithAthenasReason()
    {
        await ConfigureAsync("SELECT n FROM {{ landing_db }}.nowhere");

        var failure = await FailAsync("query");

        Assert.StartsWith("ResultQueryFailed: The query q of results failed: ", failure, StringComparison.Ordinal);
        Assert.Contains("nowhere", failure, StringComparison.Ordinal);
    }

    [Fact]
    public async Task HandlerThatIsNotDeployed_IsNamed()
    {
        await ConfigureAsync("SELECT 1 AS n", """ "handler": "HandleNothing" """);

        var failure = await FailAsync("handler");

        Assert.StartsWith("Lambda.ResourceNotFoundException: ", failure, StringComparison.Ordinal);
        Assert.Contains("sluice-dev-HandleNothing", failure, StringComparison.Ordinal);
    }

    [Fact]
    public async Task SqlThatWritesATable_IsRefusedBeforeAnythingStarts()
    {
        await ConfigureAsync("\nINSERT INTO totals SELECT 1");

        Assert.Equal(
            "ConfigurationException: pipelines/sales/sql/totals.sql:2: The statement writes to 'totals'. Rows are handled of a query: expected SELECT or WITH ... SELECT.",
            await FailAsync("insert"));
    }

    private Task ConfigureAsync(string sql, string more = """ "concurrency": 4 """) =>
        lake.ConfigureAsync($$"""{ "results": [{ "name": "q", "sql": "sql/totals.sql", {{more}} }] }""", sql);

    private JsonObject Row(string key) => (JsonObject)JsonNode.Parse(lake.Text(RunningLake.Assets, key)!)!;

    private async Task<JsonObject> SucceedAsync(string name)
    {
        var execution = await RunAsync(name);
        Assert.True((string?)execution["status"] == "SUCCEEDED", execution.ToJsonString());
        return (JsonObject)JsonNode.Parse((string)execution["output"]!)!;
    }

    private async Task<string> FailAsync(string name)
    {
        var execution = await RunAsync(name);
        Assert.Equal("FAILED", (string?)execution["status"]);
        return $"{execution["error"]}: {execution["cause"]}";
    }

    private async Task<JsonObject> RunAsync(string name)
    {
        var execution = lake.Host.StepFunctions.StartExecution(
            ReadTemplate.EtlPipeline.Arn, name, $$"""{"pipeline":"sales","exec_date":"{{RunningLake.Date}}"}""");
        await lake.Host.StepFunctions.WaitForExecutionAsync(execution, TestContext.Current.CancellationToken);
        return lake.Host.StepFunctions.DescribeExecution(execution);
    }
}
