using System.Text.Json.Nodes;

namespace Sluice.Functions.Tests.StateMachine;

/// <summary>QueryResults and statemachine/result_rows.asl.yaml: pages, rows, and whose function handles them.</summary>
public sealed class QueryResultsTests
{
    private const string SqlKey = "runs/p/2026-11-21/r/sql/results_numbers.sql";

    [Theory]
    [InlineData(0, 2, new[] { 2 })]
    [InlineData(1, 2, new[] { 2 })]
    [InlineData(2, 2, new[] { 2, 2 })]
    [InlineData(7, 4, new[] { 4, 4 })]
    [InlineData(8, 4, new[] { 4, 4, 4 })]
    public async Task EveryRow_IsHandledOnce_PageByPage(int rows, int pageRows, int[] pages)
    {
        var functions = Functions(pageRows, concurrency: 1, "HandleResultRow").Answer("HandleResultRow", """{"key":"k"}""");
        var athena = new CannedAthena(rows);

        var execution = await RunAsync(functions, athena);

        Assert.True((string?)execution["status"] == "SUCCEEDED", execution.ToJsonString());
        Assert.Equal(
            $$"""[{"query":"numbers","query_execution_id":"q-1","rows":{{rows}}}]""",
            JsonNode.Parse((string)execution["output"]!)!["query_results"]!.ToJsonString());
        // Concurrency 1: in the query's order.
        var handled = functions.Calls.Where(static call => call.Function == "HandleResultRow").Select(static call => call.Payload).ToList();
        Assert.Equal(Enumerable.Range(1, rows), handled.Select(static row => (int)row["row_number"]!));
        Assert.Equal(Enumerable.Range(1, rows), handled.Select(static row => int.Parse((string)row["data"]![0]!["VarCharValue"]!)));
        Assert.Equal(pages, athena.Calls.Where(static call => call.Operation == "GetQueryResults").Select(static call => (int)call.Request["MaxResults"]!));
        Assert.Equal(["ReadSetup"], functions.Called.Take(1));
        Assert.Equal("CreateDoneFile", functions.Called.Last());
    }

    [Fact]
    public async Task Query_IsTheTextInTheAssetsBucket_InTheWorkGroup()
    {
        var athena = new CannedAthena(0);
        await RunAsync(Functions(250, 1, "HandleResultRow"), athena);

        var started = athena.Calls.Single(static call => call.Operation == "StartQueryExecution").Request;
        Assert.Equal("SELECT n FROM numbers", (string?)started["QueryString"]);
        Assert.Equal("sluice-dev", (string?)started["WorkGroup"]);
    }

    [Fact]
    public async Task HandlerThatThePipelineNames_GetsTheRows_AndNobodyElse()
    {
        var functions = Functions(10, concurrency: 40, "HandleNumber").Answer("HandleNumber", "null");

        var execution = await RunAsync(functions, new CannedAthena(25));

        Assert.True((string?)execution["status"] == "SUCCEEDED", execution.ToJsonString());
        var rows = functions.Calls.Where(static call => call.Function == "HandleNumber").Select(static call => call.Payload).ToList();
        Assert.Equal(Enumerable.Range(1, 25), rows.Select(static row => (int)row["row_number"]!).Order());
        Assert.Equal(
            """
            {"pipeline":"p","exec_date":"2026-11-21","run_id":"r","plan_key":"runs/p/2026-11-21/r/plan.json","query":"numbers","query_execution_id":"q-1","row_number":1,"columns":["n"],"data":[{"VarCharValue":"1"}]}
            """,
            rows.Single(static row => (int)row["row_number"]! == 1).ToJsonString());
        Assert.DoesNotContain("HandleResultRow", functions.Called);
    }

    [Fact]
    public async Task HandlerThatFails_FailsTheRun_WithItsMessage()
    {
        var functions = Functions(10, concurrency: 1, "HandleNumber").Fail("HandleNumber", "NumberException", "1 is too \"small\".");

        var execution = await RunAsync(functions, new CannedAthena(3));

        Assert.Equal("FAILED", (string?)execution["status"]);
        Assert.Equal("NumberException", (string?)execution["error"]);
        Assert.Equal("1 is too \"small\".", (string?)execution["cause"]);
        Assert.DoesNotContain("CreateDoneFile", functions.Called);
    }

    private static async Task<JsonObject> RunAsync(CannedFunctions functions, CannedAthena athena)
    {
        await using var machine = new RunningStateMachine(functions, athena);
        await machine.PutAsync(SqlKey, "SELECT n FROM numbers");
        return await machine.RunAsync();
    }

    private static CannedFunctions Functions(int pageRows, int concurrency, string handler) => new CannedFunctions()
        .Answer("CreateDoneFile", """{"done_files":[]}""")
        .Answer("ReadSetup", $$"""
            {
              "pipeline": "p", "exec_date": "2026-11-21", "run_id": "r", "duplicate": false,
              "plan_key": "runs/p/2026-11-21/r/plan.json", "failure_key": "runs/p/2026-11-21/r/failure.json", "lock_key": "runs/p/2026-11-21/00aa.lock",
              "has_landing": false, "has_landing_crawlers": false, "landing_crawlers": [], "has_processed_crawlers": false, "processed_crawlers": [],
              "crawler_limit_seconds": 7200, "has_etl": false, "has_publishing": false, "has_checks": false, "checks": {"state": "SKIPPED", "wait_seconds": 0, "waited_seconds": 0, "passed": 0, "warned": 0, "warnings": []}, "has_audit": false, "publish": {"published": []}, "query_limit_seconds": 1800,
              "has_steps": false, "steps": [], "stages": [], "has_results": true, "query_results": [],
              "results": [{"name": "numbers", "sql_key": "{{SqlKey}}", "page_rows": {{pageRows}}, "concurrency": {{concurrency}}, "handler": "sluice-dev-{{handler}}"}]
            }
            """);
}
