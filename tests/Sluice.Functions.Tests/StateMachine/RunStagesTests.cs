using System.Text.Json.Nodes;

namespace Sluice.Functions.Tests.StateMachine;

/// <summary>The steps after publishing, in statemachine/etl_pipeline.asl.yaml.</summary>
public sealed class RunStagesTests
{
    private const string Bronze = """{"name":"bronze","kind":"job","job_name":"sluice-dev-sql_job","arguments":{"--group_location":"s3://a/bronze.json"},"crawler_name":""}""";
    private const string Gold = """{"name":"gold","kind":"job","job_name":"sluice-dev-sql_job","arguments":{"--group_location":"s3://a/gold.json"},"crawler_name":""}""";
    private const string Crawl = """{"name":"crawl","kind":"crawler","job_name":"","arguments":{},"crawler_name":"sluice-dev-p-x"}""";

    private readonly CannedFunctions functions = new CannedFunctions()
        .Answer("StartCrawler", """{"crawler_name":"c","wait_seconds":5,"waited_seconds":5}""")
        .Answer("CreateDoneFile", """{"done_files":[]}""");

    [Fact]
    public async Task Steps_RunInOrder()
    {
        functions
            .Answer("ReadSetup", Setup(Bronze, Crawl, Gold))
            .Answer("GetCrawlerState", CrawlerState("RUNNING", ""))
            .Answer("GetCrawlerState", CrawlerState("READY", "SUCCEEDED"));
        var jobs = new CannedJobs();
        await using var machine = new RunningStateMachine(functions, jobs: jobs);
        var execution = await machine.RunAsync();

        Assert.True((string?)execution["status"] == "SUCCEEDED", execution.ToJsonString());
        Assert.Equal(
            """[{"stage":"bronze","ran":"jr_1","seconds":7},{"stage":"crawl","ran":"sluice-dev-p-x","seconds":10},{"stage":"gold","ran":"jr_2","seconds":7}]""",
            JsonNode.Parse((string)execution["output"]!)!["stages"]!.ToJsonString());
        Assert.Equal(
            """{"JobName":"sluice-dev-sql_job","Arguments":{"--group_location":"s3://a/gold.json"}}""", jobs.Started[1].ToJsonString());
        Assert.Equal("sluice-dev-p-x", (string?)functions.Calls.First(static call => call.Function == "StartCrawler").Payload["crawler_name"]);
    }

    [Theory]
    [InlineData(true, "ReadSetup", "PublishPartitions", "HoldSteps", "HoldSteps", "CreateDoneFile")]
    [InlineData(false, "ReadSetup", "HoldSteps", "HoldSteps", "CreateDoneFile")]
    public async Task WhatLandedForTheSteps_IsKeptBeforeThem(bool hasPublishing, params string[] called)
    {
        functions.Answer("ReadSetup", Setup(Bronze).Replace("\"has_publishing\": false", $"\"has_publishing\": {(hasPublishing ? "true" : "false")}", StringComparison.Ordinal))
            .Answer("PublishPartitions", """{"published":[]}""");
        await using var machine = new RunningStateMachine(functions, jobs: new CannedJobs());
        Assert.Equal("SUCCEEDED", (string?)(await machine.RunAsync())["status"]);
        Assert.Equal(called, functions.Called);
    }

    [Fact]
    public async Task JobOfAnEndedHolder_IsWaitedFor_WithoutAskingAfterTheHolderAgain()
    {
        functions.Answer("ReadSetup", Setup(Bronze))
            .Answer("HoldSteps", """{"held":false,"stopping":true,"holder_arn":"arn:ended","ended_execution":"arn:ended","wait_seconds":15,"waited_seconds":15}""")
            .Answer("HoldSteps", CannedFunctions.Held);
        await using var machine = new RunningStateMachine(functions, jobs: new CannedJobs());
        Assert.Equal("SUCCEEDED", (string?)(await machine.RunAsync())["status"]);
        Assert.Equal(
            ["", "arn:ended"], functions.Calls.Where(static call => call.Function == "HoldSteps" && call.Payload["must_hold"] is null).Select(static call => (string?)call.Payload["ended_execution"]));
    }

    [Fact]
    public async Task BusyJobs_AreTriedAgain()
    {
        functions.Answer("ReadSetup", Setup(Bronze));
        var jobs = new CannedJobs("ConcurrentRunsExceededException", "AWSGlueException", "SdkClientException", "ConcurrentRunsExceededException", "SUCCEEDED");
        await using var machine = new RunningStateMachine(functions, jobs: jobs);
        Assert.Equal("SUCCEEDED", (string?)(await machine.RunAsync())["status"]);
        Assert.Single(jobs.Started);
    }

    [Theory]
    [InlineData("FAILED", "States.TaskFailed", "\"ErrorMessage\":\"jr_1 went wrong\"")]
    [InlineData("TIMEOUT", "States.TaskFailed", "\"JobRunState\":\"TIMEOUT\"")]
    [InlineData("EntityNotFoundException", "Glue.EntityNotFoundException", "as told")]
    public async Task AFailedStep_FailsTheRun_AndNothingAfterItRuns(string state, string error, string cause)
    {
        functions.Answer("ReadSetup", Setup(Bronze, Gold)).Answer("RecordFailure", """{"error":"StageFailed","cause":"bronze went wrong","stopped_queries":0}""");
        var jobs = new CannedJobs(state);
        await using var machine = new RunningStateMachine(functions, jobs: jobs);
        var execution = await machine.RunAsync();

        Assert.Equal(("FAILED", "StageFailed", "bronze went wrong"), ((string?)execution["status"], (string?)execution["error"], (string?)execution["cause"]));
        Assert.InRange(jobs.Started.Count, 0, 1);
        var caught = functions.Calls.Single(static call => call.Function == "RecordFailure").Payload["error"]!;
        Assert.Equal(error, (string?)caught["Error"]);
        Assert.Contains(cause, (string?)caught["Cause"], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("test-execution", null)] // this very one: it runs
    [InlineData("forgotten", "forgotten")]
    public async Task StepsOfAnotherRun_AreWaitedForWhileItIsAtWork(string holder, string? ended)
    {
        functions.Answer("ReadSetup", Setup(Bronze)).Answer("HoldSteps", HeldBy(holder)).Answer("HoldSteps", CannedFunctions.Held);
        await using var machine = new RunningStateMachine(functions, jobs: new CannedJobs());
        var execution = await machine.RunAsync();

        Assert.True((string?)execution["status"] == "SUCCEEDED", execution.ToJsonString());
        var holds = functions.Calls.Where(static call => call.Function == "HoldSteps").Select(static call => call.Payload).ToList();
        Assert.Equal(3, holds.Count); // refused, held, and before the step
        Assert.Equal(
            [0, 120, null], holds.Select(static hold => (int?)hold["waited_seconds"]));
        Assert.Equal(["", ended is null ? "" : Arn(ended), null], holds.Select(static hold => (string?)hold["ended_execution"]));
        Assert.True((bool)holds[2]["must_hold"]!);
        Assert.Equal(Arn("test-execution"), (string?)holds[2]["execution_arn"]);
    }

    [Fact]
    public async Task SupersededRun_StartsNoFurtherStep()
    {
        functions.Answer("ReadSetup", Setup(Bronze, Gold))
            .Answer("HoldSteps", CannedFunctions.Held).Answer("HoldSteps", CannedFunctions.Held)
            .Fail("HoldSteps", "SupersededException", "Run r is superseded.");
        var jobs = new CannedJobs();
        await using var machine = new RunningStateMachine(functions, jobs: jobs);
        var execution = await machine.RunAsync();

        Assert.Equal(
            ("FAILED", "SupersededException", "Run r is superseded."),
            ((string?)execution["status"], (string?)execution["error"], (string?)execution["cause"]));
        Assert.Single(jobs.Started);
    }

    private static string Arn(string execution) => $"arn:aws:states:eu-west-1:000000000000:execution:sluice-etl-pipeline-dev:{execution}";

    private static string HeldBy(string execution) =>
        $$"""{"held":false,"stopping":false,"holder_arn":"{{Arn(execution)}}","ended_execution":"","wait_seconds":120,"waited_seconds":120}""";

    private static string Setup(params string[] steps) => $$"""
        {
          "pipeline": "p", "exec_date": "2026-11-21", "run_id": "r", "duplicate": false,
          "plan_key": "runs/p/2026-11-21/r/plan.json", "failure_key": "runs/p/2026-11-21/r/failure.json", "lock_key": "runs/p/2026-11-21/00aa.lock",
          "has_landing": false, "has_landing_crawlers": false, "landing_crawlers": [], "has_processed_crawlers": false, "processed_crawlers": [],
          "crawler_limit_seconds": 7200, "has_etl": false, "has_publishing": false, "has_checks": false,
          "checks": {"state": "SKIPPED", "wait_seconds": 0, "waited_seconds": 0, "passed": 0, "warned": 0, "warnings": []},
          "has_audit": false, "publish": {"published": []}, "has_steps": true, "steps": [{{string.Join(", ", steps)}}], "steps_hold": {{CannedFunctions.Held}}, "stages": [],
          "has_results": false, "results": [], "query_results": [], "query_limit_seconds": 1800
        }
        """;

    private static string CrawlerState(string state, string lastStatus) => $$"""
        {"crawler_name":"c","state":"{{state}}","last_crawl_status":"{{lastStatus}}","error_message":"","wait_seconds":5,"waited_seconds":10}
        """;
}
