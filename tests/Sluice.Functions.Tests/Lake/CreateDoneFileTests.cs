using System.Text.Json.Nodes;

namespace Sluice.Functions.Tests.Lake;

/// <summary>CreateDoneFile and AuditConfigGen.</summary>
public sealed class CreateDoneFileTests : IAsyncLifetime
{
    private RunningLake lake = null!; // InitializeAsync comes first

    public async ValueTask InitializeAsync() => lake = await RunningLake.StartAsync();

    public ValueTask DisposeAsync() => lake.DisposeAsync();

    [Fact]
    public async Task Marker_IsBesideTheDoneFile_AndNamesTheRun()
    {
        var run = await lake.SetUpAsync("by-hand");
        var answer = await lake.InvokeAsync("CreateDoneFile", run);
        Assert.Equal("""{"done_files":["incoming/shop/2026-11-20/sales.completed"]}""", answer.ToJsonString());
        var marker = JsonNode.Parse(lake.Text(RunningLake.Landing, "incoming/shop/2026-11-20/sales.completed")!)!;
        Assert.Equal((string?)run["run_id"], (string?)marker["run_id"]);
    }

    [Fact]
    public async Task PipelineWithoutDataset_HasNoMarker()
    {
        await lake.ConfigureAsync("{}", RunningLake.Sql);
        Assert.Equal(
            """{"done_files":[]}""",
            (await lake.InvokeAsync("CreateDoneFile", await lake.SetUpAsync("by-hand"))).ToJsonString());
    }

    [Fact]
    public async Task DependentPipeline_GetsItsDoneFile_OnceForEachRun()
    {
        await lake.PutAsync(RunningLake.Assets, "pipelines/report/pipeline.json", """{ "done_file": { "dataset": "reports" } }""");
        await lake.ConfigureAsync(RunningLake.Configuration.Replace("\"retention_runs\"", "\"next\": [{ \"pipeline\": \"report\" }], \"retention_runs\""), RunningLake.Sql);
        const string Key = "incoming/reports/2026-11-20/report.done";
        var run = await lake.SetUpAsync("first");
        var answer = await lake.InvokeAsync("CreateDoneFile", run);
        Assert.Equal($$"""{"done_files":["incoming/shop/2026-11-20/sales.completed","{{Key}}"]}""", answer.ToJsonString());
        Assert.Equal((string?)run["run_id"], (string?)JsonNode.Parse(lake.Text(RunningLake.Landing, Key)!)!["run_id"]);
        var written = lake.Host.Objects.Find(RunningLake.Landing, Key)!.Sequencer;

        await lake.InvokeAsync("CreateDoneFile", run);
        Assert.Equal(written, lake.Host.Objects.Find(RunningLake.Landing, Key)!.Sequencer);

        var second = await lake.SetUpAsync("second");
        await lake.InvokeAsync("CreateDoneFile", second);
        Assert.Equal((string?)second["run_id"], (string?)JsonNode.Parse(lake.Text(RunningLake.Landing, Key)!)!["run_id"]);
    }

    [Fact]
    public async Task RunThatIsClosedMeanwhile_IsNotComplete()
    {
        var input = RunningLake.SetupInput("closed");
        input["execution_arn"] = "arn:aws:states:eu-west-1:000000000000:execution:sluice-etl-pipeline-dev:closed";
        var run = await lake.InvokeAsync("ReadSetup", input);
        lake.Host.Objects.ObjectCreated += (stored, _) =>
        {
            if (stored.Key.EndsWith("/sales.completed", StringComparison.Ordinal))
            {
                lake.PutAsync(RunningLake.Assets, ((string)run["plan_key"]!).Replace("plan.json", "failure.json"), "{}").GetAwaiter().GetResult();
            }
        };

        Assert.StartsWith("RunClosedException: ", await lake.FailAsync("CreateDoneFile", run), StringComparison.Ordinal);
        Assert.EndsWith("/1-START.json", Assert.Single(lake.Keys("sluice-audit-000000000000-dev", "openlineage/")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task DependentPipeline_ThatDoesNotExist_StopsTheRunBeforeItBegins()
    {
        await lake.ConfigureAsync("""{ "next": [{ "pipeline": "nobody" }] }""", RunningLake.Sql);
        Assert.Contains("There is no pipeline 'nobody'", await lake.FailAsync("ReadSetup", RunningLake.SetupInput("by-hand")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Schedule_MakesTheDoneFile_OfTheFolderThatIsComplete()
    {
        await lake.PutAsync(RunningLake.Assets, "pipelines/broken/pipeline.json", "{");
        await lake.PutAsync(RunningLake.Landing, "incoming/shop/2026-11-18/sales.csv", "region,amount\nnorth,1\n");
        await lake.PutAsync(RunningLake.Landing, "incoming/shop/2026-11-18/sales.completed", "");
        await lake.PutAsync(RunningLake.Landing, "incoming/shop/2026-11-19/sales_1.csv", "region,amount\n");
        await lake.PutAsync(RunningLake.Landing, "incoming/shop/2026-11-19/sales_2.csv", "region,amount\n");
        await lake.DropAsync("region,amount\nnorth,3\n");

        var made = await lake.InvokeAsync("CreateDoneFile", []);
        Assert.Equal("""{"done_files":["incoming/shop/2026-11-20/sales.done"]}""", made.ToJsonString());
        Assert.NotNull(lake.Text(RunningLake.Landing, "incoming/shop/2026-11-20/sales.done"));
        Assert.Equal("""{"done_files":[]}""", (await lake.InvokeAsync("CreateDoneFile", [])).ToJsonString());
    }

    [Fact]
    public async Task Schedule_LeavesADateThatHasARun_ToWhoeverStartedThat()
    {
        await lake.DropAsync("region,amount\nnorth,3\n");
        var run = await lake.SetUpAsync("by-hand");
        Assert.Equal("""{"done_files":[]}""", (await lake.InvokeAsync("CreateDoneFile", [])).ToJsonString());

        run["error"] = new JsonObject { ["Error"] = "SomeException", ["Cause"] = "Refused." };
        run["execution_arn"] = "arn:by-hand";
        run["input"] = new JsonObject();
        await lake.InvokeAsync("RecordFailure", run);
        await lake.PutAsync(RunningLake.Landing, "incoming/shop/2026-11-21/sales.csv", "region,amount\nnorth,1\n");
        await lake.PutAsync(RunningLake.Assets, "runs/sales/2026-11-21/newest.json", "{}"); // held for another date's run
        Assert.Equal("""{"done_files":["incoming/shop/2026-11-21/sales.done"]}""", (await lake.InvokeAsync("CreateDoneFile", [])).ToJsonString());
    }

    [Fact]
    public async Task NothingAudited_MakesNoAuditConfiguration() => Assert.Equal(
        """{"configurations":[]}""",
        (await lake.InvokeAsync("AuditConfigGen", await lake.SetUpAsync("by-hand"))).ToJsonString());
}
