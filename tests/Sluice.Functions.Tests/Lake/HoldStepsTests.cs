using System.Text.Json.Nodes;

namespace Sluice.Functions.Tests.Lake;

/// <summary>HoldSteps: which run may overwrite what steps write.</summary>
public sealed class HoldStepsTests : IAsyncLifetime
{
    private const string OfTheDate = "runs/sales/2026-11-20/steps.lock";
    private const string OfThePipeline = "runs/sales/steps.lock";

    private RunningLake lake = null!; // InitializeAsync comes first

    public async ValueTask InitializeAsync() => lake = await RunningLake.StartAsync();

    public ValueTask DisposeAsync() => lake.DisposeAsync();

    [Fact]
    public async Task OlderRun_IsRefused_BeforeItsFirstStepAndBetweenSteps()
    {
        var older = await lake.SetUpAsync("older", "00");
        await HoldAsync(older, "older", held: true);
        await lake.InvokeAsync("HoldSteps", Input(older, "older", mustHold: true));

        var newer = await lake.SetUpAsync("newer", "01");
        var waits = await HoldAsync(newer, "newer", held: false);
        Assert.Equal("arn:older", (string?)waits["holder_arn"]);
        var superseded = $"SupersededException: Run {older["run_id"]} of sales 2026-11-20 is superseded by the newer run {newer["run_id"]}: " +
            "it changes nothing that readers see. Should that run have failed, start one by hand, which is then the newest.";
        Assert.Equal(superseded, await lake.FailAsync("HoldSteps", Input(older, "older", mustHold: true)));

        await HoldAsync(newer, "newer", held: true, ended: "arn:older");
        Assert.Equal(superseded, await lake.FailAsync("HoldSteps", Input(older, "older")));
    }

    [Fact]
    public async Task NewerRunThatHasIngested_EndsAnOlderOnesSteps()
    {
        await lake.DropAsync("region,amount\nnorth,3\n");
        var older = await lake.SetUpAsync("older", "00");
        await HoldAsync(older, "older", held: true);
        await lake.InvokeAsync("IngestLanding", await lake.SetUpAsync("newer", "01"));
        Assert.StartsWith("SupersededException: ", await lake.FailAsync("HoldSteps", Input(older, "older", mustHold: true)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task StepsTakenFromARunThatWasThoughtEnded_AreNotItsAnyMore()
    {
        var first = await lake.SetUpAsync("first", "01");
        var second = await lake.SetUpAsync("second", "02");
        await HoldAsync(first, "first", held: true);
        await HoldAsync(second, "second", held: true, ended: "arn:first");

        // Two of those that found it ended: one takes over.
        var third = await lake.SetUpAsync("third", "03");
        Assert.Equal("arn:second", (string?)(await HoldAsync(third, "third", held: false, ended: "arn:first"))["holder_arn"]);
        Assert.Equal(
            $"DateHeldException: Run {third["run_id"]} of sales was taken for ended, and run {second["run_id"]} runs its steps now. Start the run again.",
            await lake.FailAsync("HoldSteps", Input(third, "third", mustHold: true)));
    }

    [Fact]
    public async Task Waiting_HasAnEnd()
    {
        await HoldAsync(await lake.SetUpAsync("first", "01"), "first", held: true);
        var second = await lake.SetUpAsync("second", "02");
        Assert.Equal((120, 120), Waits(await lake.InvokeAsync("HoldSteps", Input(second, "second"))));
        Assert.Equal((120, 360), Waits(await lake.InvokeAsync("HoldSteps", Input(second, "second", waited: 240))));
        Assert.StartsWith(
            $"PollingLimitException: Run {second["run_id"]} has waited for 43200 seconds",
            await lake.FailAsync("HoldSteps", Input(second, "second", waited: 43_200)),
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("s3://x/{{ exec_date }}/daily/", OfTheDate)]
    [InlineData("s3://x/daily/", OfThePipeline)]
    public async Task Stages_HoldTheDate_WhenAllOfTheirTargetsHaveIt(string target, string key)
    {
        await ConfigureStageAsync(target, "SELECT 1 AS one");
        Assert.Equal(key, await LockAsync("\"stages\": {}"));
    }

    [Theory]
    [InlineData("\"job\": \"copy\", \"arguments\": {\"--to\": \"s3://x/{{ exec_date }}/\"}", OfThePipeline)] // nobody knows what else it writes
    [InlineData("\"crawler\": \"found\"", OfTheDate)]
    public async Task Jobs_HoldThePipeline(string step, string key) => Assert.Equal(key, await LockAsync(
        $$"""
        "crawlers": [ { "name": "found", "zone": "landing", "targets": ["found/"] } ], "stages": { "steps": [ { {{step}} } ] }
        """));

    [Fact]
    public async Task JobOfARunThatWasStopped_IsStopped_AndWaitedFor()
    {
        const string Ten = "(SELECT explode(split('1,2,3,4,5,6,7,8,9,10', ',')) AS x)";
        await ConfigureStageAsync(
            "s3://sluice-processed-000000000000-dev/stages/daily/",
            $"SELECT COUNT(*) AS n FROM {string.Join(" CROSS JOIN ", Enumerable.Range(0, 14).Select(static index => $"{Ten} t{index}"))} WHERE CAST(t0.x AS INT) * CAST(t13.x AS INT) % 7 = 3");
        await lake.ConfigureAsync(RunningLake.Configuration.Replace("\"retention_runs\": 2", "\"retention_runs\": 2, \"stages\": {}", StringComparison.Ordinal), RunningLake.Sql);
        var input = RunningLake.SetupInput("stopped");
        input["start_time"] = "2020-01-01T00:00:00Z"; // its job runs from then on count, and those start at real times
        var stopped = await lake.InvokeAsync("ReadSetup", input);
        await HoldAsync(stopped, "stopped", held: true);
        var step = stopped["steps"]![0]!;
        var job = (string)step["job_name"]!;
        var started = await lake.Host.Glue.Json.InvokeAsync(
            "StartJobRun", new JsonObject { ["JobName"] = job, ["Arguments"] = step["arguments"]!.DeepClone() }, TestContext.Current.CancellationToken);
        var other = await lake.Host.Glue.Json.InvokeAsync(
            "StartJobRun", new JsonObject { ["JobName"] = job, ["Arguments"] = new JsonObject { ["--group_location"] = "s3://elsewhere/x.json" } }, TestContext.Current.CancellationToken);

        var next = await lake.SetUpAsync("next", "01");
        var waits = await HoldAsync(next, "next", held: false, ended: "arn:stopped");
        Assert.Equal(
            (true, "arn:stopped", "arn:stopped", 15, 15),
            ((bool)waits["stopping"]!, (string?)waits["holder_arn"], (string?)waits["ended_execution"], (int)waits["wait_seconds"]!, (int)waits["waited_seconds"]!));

        await lake.Host.Glue.WaitForJobRunAsync(job, (string)started["JobRunId"]!, TestContext.Current.CancellationToken);
        await HoldAsync(next, "next", held: true, ended: "arn:stopped");
        Assert.Equal("STOPPED", await StateAsync(job, started));
        await lake.Host.Glue.WaitForJobRunAsync(job, (string)other["JobRunId"]!, TestContext.Current.CancellationToken);
        Assert.Equal("FAILED", await StateAsync(job, other)); // there is no such object
    }

    private async Task<string?> StateAsync(string job, JsonObject started) => (string?)(await lake.Host.Glue.Json.InvokeAsync(
        "GetJobRun", new JsonObject { ["JobName"] = job, ["RunId"] = (string?)started["JobRunId"] }, TestContext.Current.CancellationToken))["JobRun"]!["JobRunState"];

    private async Task ConfigureStageAsync(string target, string sql)
    {
        await lake.PutAsync(RunningLake.Assets, "pipelines/sales/etl_stages.json", """{"bronze": ["daily"]}""");
        await lake.PutAsync(RunningLake.Assets, "pipelines/sales/sql/daily.sql", sql);
        await lake.PutAsync(RunningLake.Assets, "pipelines/sales/sql_queries.json", new JsonObject
        {
            ["daily"] = new JsonObject { ["sql_name"] = "daily", ["sql_file"] = "sql/daily.sql", ["tables"] = new JsonArray(), ["s3_target"] = target },
        }.ToJsonString());
    }

    private async Task<string> LockAsync(string fields)
    {
        await lake.ConfigureAsync(RunningLake.Configuration.Replace("\"retention_runs\": 2", $"\"retention_runs\": 2, {fields}", StringComparison.Ordinal), RunningLake.Sql);
        await HoldAsync(await lake.SetUpAsync("first"), "first", held: true);
        return Assert.Single(lake.Keys(RunningLake.Assets, "runs/sales/"), static key => key.EndsWith("/steps.lock", StringComparison.Ordinal));
    }

    private async Task<JsonObject> HoldAsync(JsonObject run, string execution, bool held, string ended = "")
    {
        var answer = await lake.InvokeAsync("HoldSteps", Input(run, execution, ended));
        Assert.Equal(held, (bool)answer["held"]!);
        return answer;
    }

    private static (int, int) Waits(JsonObject answer) => ((int)answer["wait_seconds"]!, (int)answer["waited_seconds"]!);

    private static JsonObject Input(JsonObject run, string execution, string ended = "", bool mustHold = false, int waited = 0) => new()
    {
        ["pipeline"] = run["pipeline"]!.DeepClone(),
        ["exec_date"] = run["exec_date"]!.DeepClone(),
        ["run_id"] = run["run_id"]!.DeepClone(),
        ["plan_key"] = run["plan_key"]!.DeepClone(),
        ["execution_arn"] = $"arn:{execution}",
        ["ended_execution"] = ended,
        ["waited_seconds"] = waited,
        ["must_hold"] = mustHold,
    };
}
