using System.Text.Json.Nodes;
using Sluice.Functions.Tests.Lineage;
using Sluice.Functions.Tests.Template;
using Sluice.Local.Commands;

namespace Sluice.Functions.Tests.Lake;

/// <summary>CloseExecution: an execution that was stopped or ran out of time leaves no more than one that failed.</summary>
public sealed class CloseExecutionTests : IAsyncLifetime
{
    private const string Endless =
        "SELECT count(*) AS amount, {{ exec_date }} AS exec_date, 'x' AS region " +
        "FROM UNNEST(sequence(1, 1000000)) a (x) CROSS JOIN UNNEST(sequence(1, 1000000)) b (y) WHERE x * y % 7 = 3";

    // In Brussels it is the year 10000.
    private const string EndOfTime =
        """{"detail-type":"Object Created","source":"aws.s3","time":"9999-12-31T23:30:00Z","detail":{"bucket":{"name":"b"},"object":{"key":"incoming/shop/sales.done","etag":"e","sequencer":"1"}}}""";

    private const string Audit = "sluice-audit-000000000000-dev";

    private RunningLake lake = null!; // InitializeAsync comes first

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        lake = await RunningLake.StartAsync();
        await lake.DropAsync("region,amount\nnorth,3\n");
    }

    public ValueTask DisposeAsync() => lake.DisposeAsync();

    [Fact]
    public async Task StoppedExecution_LeavesNothingAtWork_AndSaysWhy()
    {
        await lake.RunAsync("good", "00");
        var before = Landing();
        await lake.ConfigureAsync(RunningLake.Configuration, Endless);
        using var client = new LakeClient(lake.Host.Endpoint);
        var started = Written(RunningLake.Assets, "/queries.json");
        var ended = Written(Audit, "/2-ABORT.json");
        var execution = (string)(await client.InvokeAsync(
            "AWSStepFunctions.StartExecution",
            new JsonObject { ["stateMachineArn"] = ReadTemplate.EtlPipeline.Arn, ["name"] = "stopped", ["input"] = $$"""{"pipeline":"sales","exec_date":"{{RunningLake.Date}}"}""" },
            Token))["executionArn"]!;
        var folder = (await started)[..^"queries.json".Length];
        var runId = folder.Split('/')[^2];
        Assert.NotEqual(before, Landing());

        var closing = Closing();
        await client.InvokeAsync("AWSStepFunctions.StopExecution", new JsonObject { ["executionArn"] = execution, ["error"] = "Enough", ["cause"] = "It takes too long." }, Token);
        var told = JsonNode.Parse(lake.Text(Audit, await ended)!)!;
        Assert.Equal($$"""{"run_id":"{{runId}}","recorded":true,"stopped_queries":1}""", await ClosedAsync(await closing));

        Assert.Equal(("ABORT", "Enough: It takes too long."), ((string?)told["eventType"], (string?)told["run"]!["facets"]!["errorMessage"]!["message"]));
        Assert.Equal("", Assert.Single(await OpenLineageSchema.JudgeAsync(told.ToJsonString())));
        Assert.Equal(
            $$$"""{"execution_arn":"{{{execution}}}","error":"Enough","cause":"It takes too long.","input":{"pipeline":"sales","exec_date":"2026-11-20"}}""",
            JsonNode.Parse(lake.Text(RunningLake.Assets, $"{folder}failure.json")!)!.ToJsonString());
        Assert.Null(lake.Host.Catalog.FindTable("processed_db_dev", $"totals__run_{runId}"));
        Assert.Equal(before, Landing());
        var query = Assert.Single(lake.Queries(new JsonObject { ["plan_key"] = $"{folder}plan.json" }));
        await lake.Host.Athena.WaitForQueryAsync(query, Token);
        Assert.Equal("CANCELLED", await StateAsync(query));
        var listed = (await new RunList(client, LakeNames.Of(ReadTemplate.Value)).ReadAsync("sales", null, Token)).Single(run => run.RunId == runId);
        Assert.Equal(("ABORTED", "It takes too long.", false), (listed.Status, listed.Cause, listed.Shown));
    }

    [Fact]
    public async Task EventThatComesAgain_ChangesNothing()
    {
        var run = await SetUpAsync("twice");
        await lake.InvokeAsync("IngestLanding", run);
        var first = await lake.InvokeAsync("CloseExecution", Detail("twice", "ABORTED"));
        Assert.Equal($$"""{"run_id":"{{run["run_id"]}}","recorded":true,"stopped_queries":0}""", first.ToJsonString());
        var before = Everything();

        var again = await lake.InvokeAsync("CloseExecution", Detail("twice", "ABORTED", "Said differently."));

        Assert.Equal($$"""{"run_id":"{{run["run_id"]}}","recorded":false,"stopped_queries":0}""", again.ToJsonString());
        Assert.Equal(before, Everything());
    }

    [Theory]
    [InlineData("TIMED_OUT", "States.Timeout: The execution took longer than it may.")]
    [InlineData("FAILED", "States.Runtime: The execution failed without a cause. Its history shows which state it was.")]
    public async Task ExecutionThatEndedByItself_HasFailed(string status, string message)
    {
        await SetUpAsync("late");
        await lake.InvokeAsync("CloseExecution", Detail("late", status));

        var told = JsonNode.Parse(lake.Text(Audit, lake.Keys(Audit, "openlineage/")[^1])!)!;
        Assert.Equal(("FAIL", message), ((string?)told["eventType"], (string?)told["run"]!["facets"]!["errorMessage"]!["message"]));
        Assert.Equal("2026-11-21T07:00:00.000Z", (string?)told["eventTime"]);
        Assert.Equal("", Assert.Single(await OpenLineageSchema.JudgeAsync(told.ToJsonString())));
    }

    [Fact]
    public async Task RunThatHasPublished_StaysAsItIs()
    {
        var run = await SetUpAsync("published");
        await lake.InvokeAsync("IngestLanding", run);
        await lake.StageAsync(run);
        await lake.InvokeAsync("PublishPartitions", run);
        var landing = Landing();

        await lake.InvokeAsync("CloseExecution", Detail("published", "ABORTED"));

        Assert.Equal(landing, Landing());
        Assert.Equal(["2026-11-20 north 3"], await lake.TotalsAsync());
    }

    [Fact]
    public async Task RunThatHasDoneEverything_AndAnExecutionWithoutARun_AreLeftAlone()
    {
        var run = await SetUpAsync("complete");
        await lake.InvokeAsync("IngestLanding", run);
        await lake.StageAsync(run);
        await lake.InvokeAsync("PublishPartitions", run);
        await lake.InvokeAsync("CreateDoneFile", run);
        var before = Everything();

        // ReadSetup of the second has refused it.
        foreach (var (name, status) in (IEnumerable<(string, string)>)[("complete", "ABORTED"), ("without-a-plan", "FAILED")])
        {
            Assert.Equal("""{"run_id":"","recorded":false,"stopped_queries":0}""", (await lake.InvokeAsync("CloseExecution", Detail(name, status))).ToJsonString());
        }

        foreach (var input in (string?[])[null, "{}", "[1]", EndOfTime])
        {
            var detail = Detail("complete", "FAILED");
            detail["input"] = input;
            Assert.Equal("", (string?)(await lake.InvokeAsync("CloseExecution", detail))["run_id"]);
        }

        Assert.Equal(before, Everything());
    }

    [Theory]
    [InlineData("ABORTED")]
    [InlineData("TIMED_OUT")]
    public async Task ReadSetupThatIsStillAtWork_IsWaitedFor(string status)
    {
        Assert.Matches(
            "^PlanMissingException: runs/sales/2026-11-20/[^/]+/plan.json is not there: the execution starting has no run, or ReadSetup is writing it just now.$",
            await lake.FailAsync("CloseExecution", Detail("starting", status)));
        Assert.Empty(lake.Keys(RunningLake.Assets, "runs/").Concat(lake.Keys(Audit, "")));

        var run = await SetUpAsync("starting");
        var closed = await lake.InvokeAsync("CloseExecution", Detail("starting", status));
        Assert.Equal($$"""{"run_id":"{{run["run_id"]}}","recorded":true,"stopped_queries":0}""", closed.ToJsonString());
    }

    [Fact]
    public async Task FunctionThatIsStillAtWork_GoesNoFurther()
    {
        var run = await SetUpAsync("stopped");
        await lake.InvokeAsync("IngestLanding", run);
        await lake.StageAsync(run);
        await lake.ConfigureAsync(RunningLake.Configuration, Endless);
        var late = await SetUpAsync("late", "09");
        await lake.InvokeAsync("CloseExecution", Detail("late", "ABORTED", second: "09"));
        await lake.InvokeAsync("CloseExecution", Detail("stopped", "ABORTED"));

        var refused = $"RunClosedException: Run {run["run_id"]} of sales 2026-11-20 has ended: see runs/sales/2026-11-20/{run["run_id"]}/failure.json in the assets bucket. Start a new one.";
        Assert.Equal(refused, await lake.FailAsync("IngestLanding", run));
        Assert.Equal(refused, await lake.FailAsync("PublishPartitions", run));
        Assert.Empty(lake.Partitions("landing_db_dev", "sales"));
        Assert.Equal(refused, await lake.FailAsync("CreateDoneFile", run));
        Assert.Null(lake.Text(RunningLake.Landing, $"incoming/shop/{RunningLake.Date}/sales.completed"));
        Assert.DoesNotContain(lake.Keys(Audit, "openlineage/"), static key => key.EndsWith("/2-COMPLETE.json", StringComparison.Ordinal));
        Assert.StartsWith("RunClosedException: ", await lake.FailAsync("RunEtlInsertAthena", late), StringComparison.Ordinal);
        await lake.WaitForQueriesAsync(late).WaitAsync(TimeSpan.FromMinutes(1), Token);
        Assert.Equal("CANCELLED", await StateAsync(Assert.Single(lake.Queries(late))));
    }

    [Fact]
    public async Task IngestingThatOutlivesItsExecution_OvertakesNobody()
    {
        var older = await SetUpAsync("older");
        await lake.InvokeAsync("IngestLanding", older);
        await lake.StageAsync(older);
        var stopped = await SetUpAsync("stopped", "09");
        await lake.InvokeAsync("CloseExecution", Detail("stopped", "ABORTED", second: "09"));

        Assert.StartsWith("RunClosedException: ", await lake.FailAsync("IngestLanding", stopped), StringComparison.Ordinal);
        await lake.InvokeAsync("PublishPartitions", older);
        Assert.Equal(["2026-11-20 north 3"], await lake.TotalsAsync());
    }

    [Fact]
    public async Task PublishingThatIsUnderWay_IsWaitedFor()
    {
        var run = await SetUpAsync("publishing");
        await lake.InvokeAsync("IngestLanding", run);
        await lake.StageAsync(run);
        const string Newest = $"runs/sales/{RunningLake.Date}/newest.json";
        var claim = JsonNode.Parse(lake.Text(RunningLake.Assets, Newest)!)!;
        var free = claim.ToJsonString();
        claim["held_by"] = (string?)run["run_id"];
        claim["held_until"] = "2999-01-01T00:00:00Z";
        await lake.PutAsync(RunningLake.Assets, Newest, claim.ToJsonString());

        Assert.StartsWith($"DateHeldException: Run {run["run_id"]} is pointing the tables", await lake.FailAsync("CloseExecution", Detail("publishing", "ABORTED")), StringComparison.Ordinal);
        Assert.NotNull(lake.Host.Catalog.FindTable("processed_db_dev", $"totals__run_{run["run_id"]}"));
        Assert.NotNull(lake.Text(RunningLake.Assets, ((string)run["plan_key"]!).Replace("plan.json", "failure.json")));
        Assert.EndsWith("/2-ABORT.json", lake.Keys(Audit, "openlineage/")[^1], StringComparison.Ordinal);

        await lake.PutAsync(RunningLake.Assets, Newest, free);
        await lake.InvokeAsync("CloseExecution", Detail("publishing", "ABORTED"));
        Assert.Null(lake.Host.Catalog.FindTable("processed_db_dev", $"totals__run_{run["run_id"]}"));
        Assert.Empty(lake.Partitions("landing_db_dev", "sales"));
    }

    private static string Arn(string execution) => $"arn:aws:states:eu-west-1:000000000000:execution:sluice-etl-pipeline-dev:{execution}";

    private static JsonObject Detail(string execution, string status, string? cause = null, string second = "00") => new()
    {
        ["executionArn"] = Arn(execution),
        ["stateMachineArn"] = ReadTemplate.EtlPipeline.Arn,
        ["name"] = execution,
        ["status"] = status,
        ["startDate"] = DateTimeOffset.Parse($"2026-11-21T06:00:{second}Z", System.Globalization.CultureInfo.InvariantCulture).ToUnixTimeMilliseconds(),
        ["stopDate"] = DateTimeOffset.Parse("2026-11-21T07:00:00Z", System.Globalization.CultureInfo.InvariantCulture).ToUnixTimeMilliseconds(),
        ["input"] = $$"""{"pipeline":"sales","exec_date":"{{RunningLake.Date}}"}""",
        ["inputDetails"] = new JsonObject { ["included"] = true },
        ["output"] = null,
        ["outputDetails"] = null,
        ["cause"] = cause,
    };

    private Task<JsonObject> SetUpAsync(string execution, string second = "00")
    {
        var input = RunningLake.SetupInput(execution, second);
        input["execution_arn"] = Arn(execution);
        return lake.InvokeAsync("ReadSetup", input);
    }

    /// <summary>The key of the next object of a bucket that ends like this.</summary>
    private Task<string> Written(string bucket, string end)
    {
        var written = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        lake.Host.Objects.ObjectCreated += (stored, _) =>
        {
            if (stored.Bucket == bucket && stored.Key.EndsWith(end, StringComparison.Ordinal))
            {
                written.TrySetResult(stored.Key);
            }
        };
        return written.Task.WaitAsync(TimeSpan.FromMinutes(2), Token);
    }

    /// <summary>The next execution that closes a run, once it has begun.</summary>
    private Task<string> Closing()
    {
        var begun = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        lake.Host.StepFunctions.EventWritten += (execution, _) =>
        {
            if (execution.Contains($":{ReadTemplate.CloseExecution.Name}:", StringComparison.Ordinal))
            {
                begun.TrySetResult(execution);
            }
        };
        return begun.Task.WaitAsync(TimeSpan.FromMinutes(1), Token);
    }

    private async Task<string?> ClosedAsync(string execution)
    {
        await lake.Host.StepFunctions.WaitForExecutionAsync(execution, Token);
        return (string?)lake.Host.StepFunctions.DescribeExecution(execution)["output"];
    }

    private string Landing() => Assert.Single(lake.Partitions("landing_db_dev", "sales")).StorageDescriptor!.Location!;

    /// <summary>Every object with its version, and where the tables point; claims change as they are held.</summary>
    private IReadOnlyList<string> Everything() =>
    [
        .. new[] { RunningLake.Assets, RunningLake.Landing, RunningLake.Processed, Audit }
            .SelectMany(bucket => lake.Host.Objects.List(bucket, "")).Where(static found => !found.Key.EndsWith("newest.json", StringComparison.Ordinal)).Select(static found => $"{found.Key} {found.ETag}"),
        .. lake.Partitions("landing_db_dev", "sales").Select(static partition => partition.StorageDescriptor!.Location!),
    ];

    private async Task<string?> StateAsync(string query) =>
        (string?)(await lake.Host.Athena.Json.InvokeAsync(
            "GetQueryExecution", new JsonObject { ["QueryExecutionId"] = query }, Token))["QueryExecution"]!["Status"]!["State"];
}
