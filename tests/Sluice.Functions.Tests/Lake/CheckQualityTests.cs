using System.Text.Json.Nodes;

namespace Sluice.Functions.Tests.Lake;

/// <summary>CheckQuality on rows that Athena has staged: every type of check, passing and not.</summary>
public sealed class CheckQualityTests : IAsyncLifetime
{
    private RunningLake lake = null!; // InitializeAsync comes first

    public async ValueTask InitializeAsync()
    {
        lake = await RunningLake.StartAsync();
        await lake.DropAsync("region,amount\nnorth,3\nnorth,4\nsouth,5\n");
    }

    public ValueTask DisposeAsync() => lake.DisposeAsync();

    [Theory]
    [InlineData("\"type\": \"row_count\", \"min\": 2, \"max\": 2", 2)]
    [InlineData("\"type\": \"not_null\", \"columns\": [\"amount\", \"region\"]", 0)]
    [InlineData("\"type\": \"unique\", \"columns\": [\"exec_date\", \"region\"]", 0)]
    [InlineData("\"type\": \"accepted_values\", \"column\": \"amount\", \"values\": [5, 7]", 0)]
    [InlineData("\"type\": \"accepted_values\", \"column\": \"exec_date\", \"values\": [\"2026-11-20\"]", 0)]
    [InlineData("\"type\": \"relationships\", \"column\": \"region\", \"references\": { \"table\": \"sales\", \"column\": \"region\" }", 0)]
    [InlineData("\"type\": \"sql\", \"sql\": \"checks/own.sql\"", 0)]
    public async Task Check_ThatPasses_LetsTheRunBePublished(string check, double observed)
    {
        await lake.PutAsync(RunningLake.Assets, "pipelines/sales/checks/own.sql", "SELECT * FROM {{ staged }} WHERE amount > 100");
        var run = await StageAsync(check);

        Assert.Equal(
            """{"state":"SUCCEEDED","wait_seconds":0,"waited_seconds":1,"passed":1,"warned":0,"warnings":[]}""", (await CheckAsync(run)).ToJsonString());
        var result = Report(run)["checks"]![0]!;
        Assert.Equal((true, observed), ((bool)result["passed"]!, (double)result["observed"]!));
        Assert.Contains((string)result["query_execution_id"]!, Queries(run));
    }

    [Theory]
    [InlineData("\"type\": \"row_count\", \"min\": 3", "Check one (row_count) of processed_db_dev.totals: found 2 rows, expected at least 3 rows.")]
    [InlineData("\"type\": \"not_null\", \"columns\": [\"doubtful\"]", "Check one (not_null) of processed_db_dev.totals, column doubtful: found 1 row with NULL, expected none.")]
    [InlineData("\"type\": \"unique\", \"columns\": [\"always\"]", "Check one (unique) of processed_db_dev.totals, column always: found 2 rows that share its value with another, expected none.")]
    [InlineData("\"type\": \"accepted_values\", \"column\": \"region\", \"values\": [\"north\"]", "Check one (accepted_values) of processed_db_dev.totals, column region: found 1 row with another value, expected one of 'north'.")]
    [InlineData("\"type\": \"relationships\", \"column\": \"amount\", \"references\": { \"table\": \"sales\", \"column\": \"amount\" }", "Check one (relationships) of processed_db_dev.totals, column amount: found 1 row with an unknown value, expected one that is in landing_db_dev.sales.amount.")]
    [InlineData("\"type\": \"sql\", \"sql\": \"checks/own.sql\"", "Check one (sql) of processed_db_dev.totals: checks/own.sql returned 1 row, expected none.")]
    public async Task Check_ThatDoesNotPass_FailsTheRun_AndNamesWhatItFound(string check, string message)
    {
        await lake.PutAsync(RunningLake.Assets, "pipelines/sales/checks/own.sql", "SELECT amount FROM {{ staged }} WHERE amount > 6");
        var run = await StageAsync(check);

        await StartAsync(run);
        Assert.Equal(
            $"ChecksFailedException: {message}\nNothing was published. All results: {Key(run, "checks.json")} in the assets bucket.",
            await lake.FailAsync("CheckQuality", Later(run)));
        Assert.Equal((1, message), ((int)Report(run)["failed"]!, (string?)Report(run)["checks"]![0]!["message"]));
        Assert.Empty(await lake.TotalsAsync());
    }

    [Fact]
    public async Task Warning_IsReported_AndLetsTheRunBePublished()
    {
        var run = await StageAsync("\"severity\": \"warn\", \"type\": \"row_count\", \"min\": 3");

        Assert.Equal(
            """{"state":"SUCCEEDED","wait_seconds":0,"waited_seconds":1,"passed":0,"warned":1,"warnings":["Check one (row_count) of processed_db_dev.totals: found 2 rows, expected at least 3 rows."]}""",
            (await CheckAsync(run)).ToJsonString());
        await lake.InvokeAsync("PublishPartitions", run);
        Assert.Equal(2, (await lake.TotalsAsync()).Count);
    }

    [Theory]
    [InlineData("\"type\": \"change\", \"max_percent\": 50", "the number of rows changed by +100 % since 2026-11-18 (from 1 to 2), expected at most 50 %.")]
    [InlineData("\"type\": \"change\", \"measure\": \"sum\", \"column\": \"amount\", \"min_percent\": -10, \"max_percent\": 20", "the sum changed by +50 % since 2026-11-18 (from 8 to 12), expected -10 to 20 %.")]
    public async Task Change_IsThatSinceTheLatestDateBefore_WhicheverItWas(string check, string message)
    {
        await lake.ConfigureAsync(RunningLake.Configuration.Replace("\"amount\", \"type\": \"bigint\" }", Columns), Sql);
        await PublishAsync("2026-11-17", "region,amount\nnorth,100\n", "10");
        await PublishAsync("2026-11-18", "region,amount\nnorth,8\n", "11");
        await PublishAsync("2026-11-21", "region,amount\nnorth,1\n", "12");
        var run = await StageAsync(check);

        await StartAsync(run);
        Assert.StartsWith(
            $"ChecksFailedException: Check one (change) of processed_db_dev.totals{(check.Contains("sum") ? ", column amount" : "")}: {message}",
            await lake.FailAsync("CheckQuality", Later(run)));
    }

    [Fact]
    public async Task ChangeOfAColumnThatIsNotPublishedYet_HasNothingToCompareWith()
    {
        await PublishAsync("2026-11-18", "region,amount\nnorth,8\n", "11");
        var run = await StageAsync("\"type\": \"change\", \"measure\": \"sum\", \"column\": \"always\", \"max_percent\": 50");

        Assert.Equal("SUCCEEDED", (string?)(await CheckAsync(run))["state"]);
        var result = Report(run)["checks"]![0]!;
        Assert.Equal((2d, null), ((double)result["current"]!, (double?)result["previous"]));
        Assert.Equal(
            "Check one (change) of processed_db_dev.totals, column always: the sum is 2; no earlier exec_date is published with numbers there to compare it with.",
            (string?)result["message"]);
        await lake.InvokeAsync("PublishPartitions", run);
        Assert.Equal(3, (await lake.TotalsAsync()).Count);
    }

    [Fact]
    public async Task ChangeOfAColumnThatHasBecomeWider_IsThatSinceTheNarrowerOne()
    {
        await lake.ConfigureAsync(RunningLake.Configuration.Replace("\"amount\", \"type\": \"bigint\"", "\"amount\", \"type\": \"int\""), RunningLake.Sql);
        await PublishAsync("2026-11-18", "region,amount\nnorth,8\n", "11");
        var run = await StageAsync("\"type\": \"change\", \"measure\": \"sum\", \"column\": \"amount\", \"max_percent\": 20");

        await StartAsync(run);
        Assert.Contains("the sum changed by +50 % since 2026-11-18 (from 8 to 12), expected at most 20 %.", await lake.FailAsync("CheckQuality", Later(run)));
    }

    [Fact]
    public async Task MeasureThatIsNoNumber_IsAWarning_AndTheReportIsWritten()
    {
        await lake.ConfigureAsync(RunningLake.Configuration.Replace("\"amount\", \"type\": \"bigint\" }", Columns), Sql);
        await PublishAsync("2026-11-18", "region,amount\nnorth,8\n", "11");
        var run = await StageAsync("\"severity\": \"warn\", \"type\": \"change\", \"measure\": \"sum\", \"column\": \"ratio\", \"max_percent\": 20");

        var warning = Assert.Single((await CheckAsync(run))["warnings"]!.AsArray());
        Assert.StartsWith("Check one (change) of processed_db_dev.totals, column ratio: the sum is NaN, which is no finite number.", (string?)warning);
        var result = Report(run)["checks"]![0]!;
        Assert.Equal((false, null, 1d), ((bool)result["passed"]!, (double?)result["current"], (double)result["previous"]!));
    }

    [Fact]
    public async Task Failure_SaysThatAppendedRowsAreThere()
    {
        var log = """
            "tables": [
                { "name": "log", "zone": "processed", "columns": [ { "name": "amount", "type": "bigint" } ],
                  "partition_keys": [ { "name": "exec_date", "type": "date" }, { "name": "region", "type": "string" } ] },
            """;
        await lake.PutAsync(RunningLake.Assets, "pipelines/sales/sql/log.sql", RunningLake.Sql);
        var run = await StageAsync(
            "\"type\": \"row_count\", \"min\": 3",
            configuration => configuration
                .Replace("\"tables\": [", log)
                .Replace("\"etl\": [", """ "etl": [ { "sql": "sql/log.sql", "table": "log", "write": "append" }, """));

        await StartAsync(run);
        var error = await lake.FailAsync("CheckQuality", Later(run));
        Assert.EndsWith(
            "expected at least 3 rows.\nNothing that was staged was published. What \"write\": \"append\" added to processed_db_dev.log is there: remove it "
                + $"before the date runs again, which adds it again. All results: {Key(run, "checks.json")} in the assets bucket.",
            error);
        Assert.Equal(2, (await lake.QueryAsync("SELECT * FROM processed_db_dev.log")).Count);
    }

    [Fact]
    public async Task Warnings_AreCut_SoThatTheStateHoldsThem_AndAreWholeInTheReport()
    {
        var values = string.Join(", ", Enumerable.Range(0, 3000).Select(static number => $"\"wherever {number}\""));
        var run = await StageAsync($"\"severity\": \"warn\", \"type\": \"accepted_values\", \"column\": \"region\", \"values\": [{values}]");

        var warning = (string)Assert.Single((await CheckAsync(run))["warnings"]!.AsArray())!;
        Assert.Equal(500, warning.Length);
        Assert.EndsWith("…", warning);
        var whole = (string)Report(run)["checks"]![0]!["message"]!;
        Assert.StartsWith(warning[..^1], whole);
        Assert.EndsWith("'wherever 2999'.", whole);
    }

    [Fact]
    public async Task Queries_RunSideBySide_AndACallAgainStartsNothingTwice()
    {
        var run = await StageAsync("\"type\": \"row_count\", \"min\": 1 }, { \"name\": \"two\", \"table\": \"totals\", \"type\": \"unique\", \"columns\": [\"region\"]");

        Assert.Equal(
            """{"state":"RUNNING","wait_seconds":1,"waited_seconds":1,"passed":0,"warned":0,"warnings":[]}""",
            (await lake.InvokeAsync("CheckQuality", run)).ToJsonString());
        var started = Queries(run);
        Assert.Equal(2, started.Count);
        await WaitAsync(run);
        Assert.Equal("SUCCEEDED", (string?)(await lake.InvokeAsync("CheckQuality", Later(run)))["state"]);
        Assert.Equal(started, Queries(run));
    }

    [Fact]
    public async Task QueryThatFails_FailsTheRun_WithAthenasReason()
    {
        await lake.PutAsync(RunningLake.Assets, "pipelines/sales/checks/own.sql", "SELECT region\n, amuont FROM {{ staged }}");
        var run = await StageAsync("\"severity\": \"warn\", \"type\": \"sql\", \"sql\": \"checks/own.sql\"");

        await StartAsync(run);
        var error = await lake.FailAsync("CheckQuality", Later(run));
        Assert.StartsWith("StatementFailedException: Statement check_one (checks/own.sql:2) FAILED: ", error);
        Assert.Contains("amuont", error);
    }

    private const string Columns = "\"amount\", \"type\": \"bigint\" }, { \"name\": \"doubtful\", \"type\": \"bigint\" }, { \"name\": \"always\", \"type\": \"int\" }, { \"name\": \"ratio\", \"type\": \"double\" }";

    private const string Sql = """
        SELECT SUM(amount) AS amount, NULLIF(SUM(amount), 5) AS doubtful, 1 AS always,
          IF(SUM(amount) = 5, nan(), 1e0) AS ratio, exec_date, region
        FROM {{ landing_db }}.sales
        WHERE exec_date = {{ exec_date }}
        GROUP BY exec_date, region
        """;

    /// <summary>A run with a check, up to where CheckQuality begins.</summary>
    private async Task<JsonObject> StageAsync(string check, Func<string, string>? change = null)
    {
        var configuration = RunningLake.Configuration
            .Replace("\"amount\", \"type\": \"bigint\" }", Columns)
            .Replace("\"retention_runs\"", $$""" "checks": [ { "name": "one", "table": "totals", {{check}} } ], "retention_runs" """);
        await lake.ConfigureAsync(change is null ? configuration : change(configuration), Sql);
        var run = await lake.SetUpAsync("checked", "30");
        Assert.True((bool)run["has_checks"]!);
        await lake.InvokeAsync("IngestLanding", run);
        await lake.StageAsync(run);
        return run;
    }

    private async Task PublishAsync(string date, string csv, string second)
    {
        await lake.PutAsync(RunningLake.Landing, $"incoming/shop/{date}/sales.csv", csv);
        var input = RunningLake.SetupInput($"run-{second}", second);
        input["event"]!["exec_date"] = date;
        var run = await lake.InvokeAsync("ReadSetup", input);
        await lake.InvokeAsync("IngestLanding", run);
        await lake.StageAsync(run);
        await lake.InvokeAsync("PublishPartitions", run);
    }

    private async Task StartAsync(JsonObject run)
    {
        Assert.Equal("RUNNING", (string?)(await lake.InvokeAsync("CheckQuality", run))["state"]);
        await WaitAsync(run);
    }

    private async Task<JsonObject> CheckAsync(JsonObject run)
    {
        await StartAsync(run);
        return await lake.InvokeAsync("CheckQuality", Later(run));
    }

    private async Task WaitAsync(JsonObject run)
    {
        foreach (var query in Queries(run))
        {
            await lake.Host.Athena.WaitForQueryAsync(query, TestContext.Current.CancellationToken);
        }
    }

    private static JsonObject Later(JsonObject run)
    {
        var later = (JsonObject)run.DeepClone();
        later["waited_seconds"] = 1;
        return later;
    }

    private IReadOnlyList<string> Queries(JsonObject run) =>
        [.. JsonNode.Parse(lake.Text(RunningLake.Assets, Key(run, "check_queries.json"))!)!.AsArray().Select(static query => (string)query!["query_execution_id"]!)];

    private JsonNode Report(JsonObject run) => JsonNode.Parse(lake.Text(RunningLake.Assets, Key(run, "checks.json"))!)!;

    private static string Key(JsonObject run, string name) => ((string)run["plan_key"]!).Replace("plan.json", name);
}
