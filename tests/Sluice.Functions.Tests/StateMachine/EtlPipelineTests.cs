using System.Text.Json.Nodes;

namespace Sluice.Functions.Tests.StateMachine;

/// <summary>Every way through statemachine/etl_pipeline.asl.yaml.</summary>
public sealed class EtlPipelineTests
{
    private const string FailureKey = "runs/p/2026-11-21/r/failure.json";
    private const string LockKey = "runs/p/2026-11-21/00aa.lock";

    private readonly CannedFunctions functions = new CannedFunctions()
        .Answer("IngestLanding", """{"files":2,"bytes":10}""")
        .Answer("StartCrawler", """{"crawler_name":"c","wait_seconds":5,"waited_seconds":5}""")
        .Answer("RunEtlInsertAthena", """{"state":"RUNNING","queries":1,"wait_seconds":1,"waited_seconds":1}""")
        .Answer("CheckQuality", """{"state":"SUCCEEDED","wait_seconds":0,"waited_seconds":1,"passed":2,"warned":1,"warnings":["w"]}""")
        .Answer("PublishPartitions", """{"published":[{"table":"d.t","partitions":["exec_date=2026-11-21"],"partition_count":1,"rows":3}]}""")
        .Answer("AuditConfigGen", """{"configurations":["runs/p/2026-11-21/r/audit/t.json"]}""")
        .Answer("RunAudit", """{"state":"SUCCEEDED","queries":1,"wait_seconds":0,"waited_seconds":0}""")
        .Answer("PublishAudit", """{"partitions":[]}""")
        .Answer("CreateDoneFile", """{"done_files":["incoming/x/p.completed"]}""");

    [Fact]
    public async Task EverythingConfigured_RunsEverything()
    {
        functions
            .Answer("ReadSetup", Setup(landing: true, landingCrawlers: "\"a\",\"b\"", processedCrawlers: "\"c\"", etl: true, checks: true, audit: true))
            .Answer("GetCrawlerState", CrawlerState("READY", "SUCCEEDED", ""))
            .Answer("CheckAthena", """{"state":"SUCCEEDED","queries":1,"wait_seconds":0,"waited_seconds":1}""");
        await using var machine = new RunningStateMachine(functions);
        var execution = await machine.RunAsync();

        AssertStatus("SUCCEEDED", execution);
        Assert.Equal(
            """
            {"pipeline":"p","exec_date":"2026-11-21","run_id":"r","published":[{"table":"d.t","partitions":["exec_date=2026-11-21"],"partition_count":1,"rows":3}],"stages":[],"query_results":[],"checks":{"passed":2,"warned":1,"warnings":["w"]},"done_files":["incoming/x/p.completed"]}
            """,
            (string?)execution["output"]);
        Assert.Equal(["a", "b", "c"], CallsOf("StartCrawler").Select(static call => (string)call["crawler_name"]!).Order());
        Assert.All(CallsOf("GetCrawlerState"), static call => Assert.Equal(7200, (int)call["limit_seconds"]!));
    }

    [Fact]
    public async Task NothingConfigured_SkipsEverything()
    {
        functions.Answer("ReadSetup", Setup());
        await using var machine = new RunningStateMachine(functions);
        var execution = await machine.RunAsync();

        AssertStatus("SUCCEEDED", execution);
        Assert.Equal(["ReadSetup", "CreateDoneFile"], functions.Called);
        Assert.Empty((JsonArray)JsonNode.Parse((string)execution["output"]!)!["published"]!);
    }

    [Fact]
    public async Task ReadSetup_IsToldTheExecution()
    {
        functions.Answer("ReadSetup", Setup());
        await using var machine = new RunningStateMachine(functions);
        await machine.RunAsync("my-name", """{"pipeline":"p","exec_date":"2026-11-21"}""");

        var payload = CallsOf("ReadSetup").Single();
        Assert.Equal("my-name", (string?)payload["execution_name"]);
        Assert.Equal("""{"pipeline":"p","exec_date":"2026-11-21"}""", payload["event"]!.ToJsonString());
        Assert.True(NodaTime.Text.InstantPattern.ExtendedIso.Parse((string)payload["start_time"]!).Success);
    }

    [Fact]
    public async Task SecondDelivery_EndsAsDuplicate_Succeeded()
    {
        functions.Answer("ReadSetup", Setup(duplicate: true, landing: true, etl: true));
        await using var machine = new RunningStateMachine(functions);
        await machine.PutAsync(LockKey);
        var execution = await machine.RunAsync();

        AssertStatus("SUCCEEDED", execution);
        Assert.Equal(["ReadSetup"], functions.Called);
        Assert.NotNull(machine.Objects.Find(RunningStateMachine.AssetsBucket, LockKey));
    }

    [Fact]
    public async Task Statements_AreLookedAtUntilTheyAreDone()
    {
        functions
            .Answer("ReadSetup", Setup(etl: true))
            .Answer("CheckAthena", """{"state":"RUNNING","queries":1,"wait_seconds":2,"waited_seconds":3}""")
            .Answer("CheckAthena", """{"state":"RUNNING","queries":1,"wait_seconds":4,"waited_seconds":7}""")
            .Answer("CheckAthena", """{"state":"SUCCEEDED","queries":1,"wait_seconds":0,"waited_seconds":7}""");
        await using var machine = new RunningStateMachine(functions);
        AssertStatus("SUCCEEDED", await machine.RunAsync());
        Assert.Equal([1, 3, 7], CallsOf("CheckAthena").Select(static call => (int)call["waited_seconds"]!));
    }

    [Fact]
    public async Task Checks_AreLookedAtUntilTheyAreDone_BeforeAnythingIsPublished()
    {
        var checking = new CannedFunctions()
            .Answer("ReadSetup", Setup(etl: true, checks: true))
            .Answer("RunEtlInsertAthena", """{"state":"RUNNING","queries":1,"wait_seconds":1,"waited_seconds":1}""")
            .Answer("CheckAthena", """{"state":"SUCCEEDED","queries":1,"wait_seconds":0,"waited_seconds":1}""")
            .Answer("CheckQuality", """{"state":"RUNNING","wait_seconds":1,"waited_seconds":1,"passed":0,"warned":0,"warnings":[]}""")
            .Answer("CheckQuality", """{"state":"RUNNING","wait_seconds":2,"waited_seconds":3,"passed":0,"warned":0,"warnings":[]}""")
            .Answer("CheckQuality", """{"state":"SUCCEEDED","wait_seconds":0,"waited_seconds":3,"passed":4,"warned":0,"warnings":[]}""")
            .Answer("PublishPartitions", """{"published":[]}""")
            .Answer("CreateDoneFile", """{"done_files":[]}""");
        await using var machine = new RunningStateMachine(checking);
        AssertStatus("SUCCEEDED", await machine.RunAsync());
        Assert.Equal(
            ["ReadSetup", "RunEtlInsertAthena", "CheckAthena", "CheckQuality", "CheckQuality", "CheckQuality", "PublishPartitions", "CreateDoneFile"],
            checking.Called);
        Assert.Equal(
            [0, 1, 3], checking.Calls.Where(static call => call.Function == "CheckQuality").Select(static call => (int)call.Payload["waited_seconds"]!));
    }

    [Fact]
    public async Task Statements_WaitForAthenasQueue()
    {
        var full = new CannedFunctions().Answer("ReadSetup", Setup(etl: true));
        for (var time = 0; time < 100; time++)
        {
            full.Fail("RunEtlInsertAthena", "ThrottledException", "You have exceeded the limit for the number of queries you can run concurrently.");
        }

        full.Answer("RunEtlInsertAthena", """{"state":"RUNNING","queries":1,"wait_seconds":1,"waited_seconds":1}""")
            .Answer("CheckAthena", """{"state":"SUCCEEDED","queries":1,"wait_seconds":0,"waited_seconds":1}""")
            .Answer("PublishPartitions", """{"published":[]}""")
            .Answer("CreateDoneFile", """{"done_files":[]}""");
        await using var machine = new RunningStateMachine(full);
        AssertStatus("SUCCEEDED", await machine.RunAsync());
        Assert.Equal(101, full.Called.Count(static function => function == "RunEtlInsertAthena"));
    }

    [Fact]
    public async Task Crawler_ThatSomebodyElseRuns_IsStartedAgain()
    {
        var busy = new CannedFunctions()
            .Answer("ReadSetup", Setup(landingCrawlers: "\"a\""))
            .Fail("StartCrawler", "CrawlerRunningException", "Crawler with name a has already started")
            .Answer("StartCrawler", """{"crawler_name":"a","wait_seconds":5,"waited_seconds":5}""")
            .Answer("GetCrawlerState", CrawlerState("RUNNING", "SUCCEEDED", ""))
            .Answer("GetCrawlerState", CrawlerState("READY", "SUCCEEDED", ""))
            .Answer("CreateDoneFile", """{"done_files":[]}""");
        await using var machine = new RunningStateMachine(busy);
        AssertStatus("SUCCEEDED", await machine.RunAsync());
        Assert.Equal(["ReadSetup", "StartCrawler", "StartCrawler", "GetCrawlerState", "GetCrawlerState", "CreateDoneFile"], busy.Called);
    }

    [Fact]
    public async Task Crawler_ThatFails_FailsTheRun_WithItsReason()
    {
        functions
            .Answer("ReadSetup", Setup(landingCrawlers: "\"a\"", etl: true))
            .Answer("GetCrawlerState", CrawlerState("READY", "FAILED", "The last crawl of crawler a: FAILED. No access."));
        await using var machine = new RunningStateMachine(functions);
        var execution = await machine.RunAsync();

        AssertFailed("CrawlFailed", "The last crawl of crawler a: FAILED. No access.", execution);
        Assert.DoesNotContain("RunEtlInsertAthena", functions.Called);
    }

    [Theory]
    [InlineData("IngestLanding")]
    [InlineData("RunEtlInsertAthena")]
    [InlineData("CheckAthena")]
    [InlineData("CheckQuality")]
    [InlineData("PublishPartitions")]
    [InlineData("AuditConfigGen")]
    [InlineData("RunAudit")]
    [InlineData("PublishAudit")]
    [InlineData("CreateDoneFile")]
    public async Task Function_ThatFails_FailsTheRun_WithItsMessage(string function)
    {
        const string Message = "pipelines/p/pipeline.json:3: \"tables\": say {this}\nand that.";
        var failing = new CannedFunctions()
            .Answer("ReadSetup", Setup(landing: true, etl: true, checks: true, audit: true))
            .Fail(function, "IncomingFilesException", Message)
            .Answer("IngestLanding", """{"files":2,"bytes":10}""")
            .Answer("RunEtlInsertAthena", """{"state":"RUNNING","queries":1,"wait_seconds":1,"waited_seconds":1}""")
            .Answer("CheckAthena", """{"state":"SUCCEEDED","queries":1,"wait_seconds":0,"waited_seconds":1}""")
            .Answer("CheckQuality", """{"state":"SUCCEEDED","wait_seconds":0,"waited_seconds":0,"passed":1,"warned":0,"warnings":[]}""")
            .Answer("PublishPartitions", """{"published":[]}""")
            .Answer("AuditConfigGen", """{"configurations":["runs/p/2026-11-21/r/audit/t.json"]}""")
            .Answer("RunAudit", """{"state":"SUCCEEDED","queries":1,"wait_seconds":0,"waited_seconds":0}""")
            .Answer("PublishAudit", """{"partitions":[]}""")
            .Answer("CreateDoneFile", """{"done_files":[]}""");
        await using var machine = new RunningStateMachine(failing);
        await machine.PutAsync(LockKey);
        var execution = await machine.RunAsync();

        AssertFailed("IncomingFilesException", Message, execution);
        Assert.Equal([function, "RecordFailure"], failing.Called.TakeLast(2));
        var failure = failing.Calls[^1].Payload;
        Assert.Equal((FailureKey, "runs/p/2026-11-21/r/plan.json"), ((string?)failure["failure_key"], (string?)failure["plan_key"]));
        Assert.Equal((string?)execution["executionArn"], (string?)failure["execution_arn"]);
        Assert.Equal("""{"pipeline":"p"}""", failure["input"]!.ToJsonString());
        Assert.Null(machine.Objects.Find(RunningStateMachine.AssetsBucket, LockKey));
    }

    [Fact]
    public async Task Lineage_ThatCannotBeRecorded_HidesNoReason()
    {
        const string Lineage = """
            "lineage": {"run_id":"u","job_namespace":"n","job_name":"j","producer":"p","fail_key":"openlineage/2-FAIL.json"},
            """;
        functions.Answer("ReadSetup", Setup(etl: true).Replace("\"has_landing\":", Lineage + "\"has_landing\":", StringComparison.Ordinal))
            .Fail("CheckAthena", "StatementFailedException", "01_t failed.");
        await using var machine = new RunningStateMachine(functions); // it has no audit bucket
        await machine.PutAsync(LockKey);
        var execution = await machine.RunAsync();

        AssertFailed("StatementFailedException", "01_t failed.", execution);
        Assert.Null(machine.Objects.Find(RunningStateMachine.AssetsBucket, LockKey));
    }

    [Fact]
    public async Task ReadSetup_ThatFails_IsRecordedUnderTheExecutionsName()
    {
        functions.Fail("ReadSetup", "UnknownPipelineException", "There is no pipeline 'p'.");
        await using var machine = new RunningStateMachine(functions);
        var execution = await machine.RunAsync("my-name");

        AssertFailed("UnknownPipelineException", "There is no pipeline 'p'.", execution);
        var failure = CallsOf("RecordFailure").Single();
        Assert.Equal(("failures/my-name.json", ""), ((string?)failure["failure_key"], (string?)failure["plan_key"]));
        Assert.True(NodaTime.Text.InstantPattern.ExtendedIso.Parse((string)failure["start_time"]!).Success);
    }

    [Theory]
    [InlineData("7")]
    [InlineData("[1]")]
    [InlineData("null")]
    [InlineData("\"sales\"")]
    public async Task Input_ThatIsNoObject_FailsTheRun_WithWhatIsExpected(string input)
    {
        functions.Fail("ReadSetup", "RunRequestException", "The execution's input is not an object.");
        await using var machine = new RunningStateMachine(functions);
        AssertFailed("RunRequestException", "The execution's input is not an object.", await machine.RunAsync(input: input));
        Assert.Equal(input, CallsOf("RecordFailure").Single()["input"]?.ToJsonString() ?? "null");
    }

    [Theory]
    [InlineData("{ \"errorMessage\": cut off }")]
    [InlineData("{\"errorMessage\":\"A message\", \"stackTrace\": [\"at A()\", \"at B(string s = \"}\")\"]}")]
    [InlineData("Something else.")]
    public async Task Cause_ThatIsNoJson_IsShownAsItIs(string cause)
    {
        functions.Answer("ReadSetup", Setup(etl: true)).FailWith("CheckAthena", cause);
        await using var machine = new RunningStateMachine(functions);
        AssertFailed("Lambda.Unknown", cause, await machine.RunAsync());
    }

    [Fact]
    public async Task Failure_ThatCannotBeRecorded_IsShownAllTheSame()
    {
        functions.Answer("ReadSetup", Setup(etl: true)).FailWith("CheckAthena", "Gone.")
            .Fail("RecordFailure", "AmazonS3Exception", "Access Denied");
        await using var machine = new RunningStateMachine(functions);
        await machine.PutAsync(LockKey);
        AssertFailed("Lambda.Unknown", "Gone.", await machine.RunAsync());
        Assert.Null(machine.Objects.Find(RunningStateMachine.AssetsBucket, LockKey));
    }

    [Fact]
    public async Task LockOfAnExecutionThatSucceeded_MakesADuplicate()
    {
        var delivered = new CannedFunctions().Answer("CreateDoneFile", """{"done_files":[]}""")
            .Answer("ReadSetup", Setup()).Answer("ReadSetup", Setup(duplicate: true, holder: "first"));
        await using var machine = new RunningStateMachine(delivered);
        AssertStatus("SUCCEEDED", await machine.RunAsync("first"));
        AssertStatus("SUCCEEDED", await machine.RunAsync("second"));
        Assert.Equal(["ReadSetup", "CreateDoneFile", "ReadSetup"], delivered.Called);
    }

    [Theory]
    [InlineData("first")]
    [InlineData("forgotten")]
    public async Task LockOfAnExecutionThatDidNot_IsTakenOver(string holder)
    {
        var delivered = new CannedFunctions().Answer("CreateDoneFile", """{"done_files":[]}""")
            .Fail("ReadSetup", "UnknownPipelineException", "There is no pipeline 'p'.")
            .Answer("ReadSetup", Setup(duplicate: true, holder: holder)).Answer("ReadSetup", Setup());
        await using var machine = new RunningStateMachine(delivered);
        AssertStatus("FAILED", await machine.RunAsync("first"));
        AssertStatus("SUCCEEDED", await machine.RunAsync("second"));
        Assert.Equal(["ReadSetup", "RecordFailure", "ReadSetup", "ReadSetup", "CreateDoneFile"], delivered.Called);
        Assert.Equal(Arn(holder), (string?)delivered.Calls[3].Payload["ended_execution"]);
        Assert.Equal(Arn("second"), (string?)delivered.Calls[3].Payload["execution_arn"]);
    }

    [Fact]
    public async Task Throttling_IsRetried()
    {
        var busy = new CannedFunctions()
            .Answer("ReadSetup", Setup(etl: true))
            .Fail("RunEtlInsertAthena", "ThrottledException", "Queue is full.")
            .Fail("RunEtlInsertAthena", "ThrottledException", "Queue is full.")
            .Answer("RunEtlInsertAthena", """{"state":"RUNNING","queries":1,"wait_seconds":1,"waited_seconds":1}""")
            .Answer("CheckAthena", """{"state":"SUCCEEDED","queries":1,"wait_seconds":0,"waited_seconds":1}""")
            .Answer("PublishPartitions", """{"published":[]}""")
            .Answer("CreateDoneFile", """{"done_files":[]}""");
        await using var machine = new RunningStateMachine(busy);
        AssertStatus("SUCCEEDED", await machine.RunAsync());
        Assert.Equal(3, busy.Called.Count(static function => function == "RunEtlInsertAthena"));
    }

    private static string Setup(
        bool duplicate = false,
        string? holder = null,
        bool landing = false,
        string landingCrawlers = "",
        string processedCrawlers = "",
        bool etl = false,
        bool checks = false,
        bool audit = false) => $$"""
        {
          "pipeline": "p", "exec_date": "2026-11-21", "run_id": "r", "duplicate": {{Json(duplicate)}},
          "holder_arn": "{{(holder is null ? "" : Arn(holder))}}",
          "plan_key": "runs/p/2026-11-21/r/plan.json", "failure_key": "{{FailureKey}}", "lock_key": "{{LockKey}}",
          "has_landing": {{Json(landing)}},
          "has_landing_crawlers": {{Json(landingCrawlers != "")}}, "landing_crawlers": [{{landingCrawlers}}],
          "has_processed_crawlers": {{Json(processedCrawlers != "")}}, "processed_crawlers": [{{processedCrawlers}}],
          "crawler_limit_seconds": 7200, "has_etl": {{Json(etl)}}, "has_publishing": {{Json(etl)}}, "has_checks": {{Json(checks)}},
          "checks": {"state": "SKIPPED", "wait_seconds": 0, "waited_seconds": 0, "passed": 0, "warned": 0, "warnings": []},
          "has_audit": {{Json(audit)}}, "publish": {"published": []},
          "has_steps": false, "steps": [], "stages": [],
          "has_results": false, "results": [], "query_results": [], "query_limit_seconds": 1800
        }
        """;

    private static string CrawlerState(string state, string lastStatus, string message) => new JsonObject
    {
        ["crawler_name"] = "a",
        ["state"] = state,
        ["last_crawl_status"] = lastStatus,
        ["error_message"] = message,
        ["wait_seconds"] = 5,
        ["waited_seconds"] = 10,
    }.ToJsonString();

    private static string Arn(string execution) => $"arn:aws:states:eu-west-1:000000000000:execution:sluice-etl-pipeline-dev:{execution}";

    private static string Json(bool value) => value ? "true" : "false";

    private IEnumerable<JsonObject> CallsOf(string function) =>
        functions.Calls.Where(call => call.Function == function).Select(static call => call.Payload);

    private static void AssertStatus(string status, JsonObject execution) =>
        Assert.True((string?)execution["status"] == status, execution.ToJsonString());

    private static void AssertFailed(string error, string cause, JsonObject execution)
    {
        AssertStatus("FAILED", execution);
        Assert.Equal(error, (string?)execution["error"]);
        Assert.Equal(cause, (string?)execution["cause"]);
    }
}
