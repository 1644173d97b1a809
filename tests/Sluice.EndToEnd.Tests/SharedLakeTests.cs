using System.Diagnostics;
using System.Text.Json.Nodes;
using Sluice.Local.Commands;

namespace Sluice.EndToEnd.Tests;

/// <summary>Commands at the same time on one folder, without a lake that is up: one starts it, and it lasts until all of them are done.</summary>
public sealed class SharedLakeTests
{
    private const string Pipeline = "state_emission_daily";

    private static readonly TimeSpan EndLimit = TimeSpan.FromSeconds(60);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Runs_ThatAreStartedAtTheSameTime_SucceedAll()
    {
        await using var lake = new LakeFixture();
        string[] dates = ["2026-11-19", "2026-11-20", "2026-11-21"];
        var files = dates.Select((date, i) => EmissionFiles.Write(lake.Subfolder(date), rows: i == 0 ? 100_000 : 1_000, seed: i)).ToList();

        var reports = await Task.WhenAll(dates.Zip(files, (date, folder) => lake.RunAsync(Pipeline, date, folder)));

        Assert.All(reports, static run => Assert.True(run is (0, _) && (string?)run.Report["status"] == "SUCCEEDED", run.Report.ToJsonString()));
        Assert.Equal(dates, reports.Select(static run => (string)run.Report["exec_date"]!));
        foreach (var (date, folder) in dates.Zip(files))
        {
            Assert.Equal(EmissionFiles.Expected(folder), await PublishedRows.ReadAsync(lake, date));
        }
    }

    [Fact]
    public async Task LakeOfACommandThatIsDone_StaysUntilTheOthersAreToo()
    {
        await using var lake = new LakeFixture();
        var files = EmissionFiles.Write(lake.Subfolder("files"), rows: 20_000);
        var owner = await LakeSession.OpenAsync(lake.Data, Project.Find(null, null), realTime: false, Token);
        var run = await StartedAsync(owner, lake, files);

        await owner.DisposeAsync();

        var (exitCode, report) = await run;
        Assert.Equal((0, "SUCCEEDED"), (exitCode, (string?)report["status"]));
        Assert.Equal(EmissionFiles.Expected(files), await PublishedRows.ReadAsync(lake, "2026-11-20"));
    }

    [Fact]
    public async Task LakeOfACommandThatIsInterrupted_EndsAtOnce_AndTheOthersSaySo()
    {
        await using var lake = new LakeFixture();
        var files = EmissionFiles.Write(lake.Subfolder("files"), rows: 20_000);
        using var interrupt = CancellationTokenSource.CreateLinkedTokenSource(Token);
        var owner = await LakeSession.OpenAsync(lake.Data, Project.Find(null, null), realTime: false, interrupt.Token);
        var run = await StartedAsync(owner, lake, files);
        var ending = owner.DisposeAsync();
        Assert.False(ending.IsCompleted);

        await interrupt.CancelAsync();
        await ending;

        var (exitCode, report) = await run;
        Assert.Equal((1, "RUNNING", "LakeStopped"), (exitCode, (string?)report["status"], (string?)report["error"]));
        Assert.StartsWith("The lake stopped before the run ended. The run goes on", (string?)report["cause"], StringComparison.Ordinal);
        await lake.StartAsync();
        using var client = new LakeClient(lake.Endpoint);
        Assert.Equal("SUCCEEDED", await StatusAtTheEndAsync(client, (string)report["execution_arn"]!));
    }

    [Fact]
    public async Task LakeThatWasStartedInAnotherWay_IsNotUsedAsIfItWereNot()
    {
        await using var lake = new LakeFixture();
        lake.Environment[GivenParameters.Variable] = "Stage=prod LogLevel=Debug";
        await lake.StartAsync();
        var template = Path.Combine(lake.Subfolder("other"), "template.yaml");
        File.Copy(Path.Combine(Repository.Root, "template.yaml"), template);
        var which = $"The lake on {lake.Data}, at {lake.Endpoint}, was started";

        Assert.Equal(
            $"sluice: {which} from {Path.Combine(Repository.Root, "template.yaml")}, not {template}. Stop that lake, or name its template with --template.",
            await RefusedAsync("query", "SELECT 1", "--template", template));
        Assert.Equal(
            $"sluice: {which} without --real-time. Stop that lake, or leave --real-time out.",
            await RefusedAsync("run", Pipeline, "--real-time"));
        lake.Environment[GivenParameters.Variable] = "CustomersJdbcUrl=jdbc:postgresql://localhost:5433/secret LogLevel=Debug";
        Assert.Equal(
            $"sluice: {which} with other parameters than SLUICE_PARAMETERS has: CustomersJdbcUrl, Stage. " +
            "Stop that lake, or set SLUICE_PARAMETERS as it was for it, or unset it to use the lake's.",
            await RefusedAsync("run", "customers"));

        lake.Environment[GivenParameters.Variable] = "Stage=prod LogLevel=Debug NoSuch=1";
        Assert.Contains(
            "a value was given for the parameter NoSuch, which the template does not declare.",
            await RefusedAsync("query", "SELECT 1"),
            StringComparison.Ordinal);

        // As it was, a default among it, and without any: the stage is part of the names of what the command talks to.
        lake.Environment[GivenParameters.Variable] = "LogLevel=Debug  Stage=prod QueryResultDays=14";
        Assert.Single(await lake.QueryAsync("SELECT 1 AS one"));
        lake.Environment.Remove(GivenParameters.Variable);
        Assert.Single(await lake.QueryAsync("SELECT 1 AS one"));

        async Task<string> RefusedAsync(params IEnumerable<string> arguments)
        {
            var result = await lake.SluiceAsync([.. arguments, "--data", lake.Data]);
            Assert.Equal((1, ""), (result.ExitCode, result.Output));
            return result.Error.TrimEnd();
        }
    }

    /// <summary>The owner's error does not wait for its guests: it fails when one of them stops its query, which would take for ever.</summary>
    [Fact]
    public async Task CommandThatFails_SaysSo_BeforeItWaitsForThoseThatUseItsLake()
    {
        await using var lake = new LakeFixture();
        var start = SluiceProcess.StartInfo(
            lake.Folder, "query", "SELECT count(*) FROM UNNEST(sequence(1, 1000000)) AS a (i), UNNEST(sequence(1, 1000000)) AS b (j) WHERE sin(i * j) > 2", "--data", lake.Data);
        using var owner = Process.Start(start)!; // as in SluiceProcess
        _ = owner.StandardOutput.BaseStream.CopyToAsync(Stream.Null, CancellationToken.None);
        try
        {
            using var limit = CancellationTokenSource.CreateLinkedTokenSource(Token);
            limit.CancelAfter(EndLimit);
            using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
            while (!File.Exists(Path.Combine(lake.Data, "lake.endpoint")))
            {
                await timer.WaitForNextTickAsync(limit.Token);
            }

            await using var guest = await LakeSession.OpenAsync(lake.Data, Project.Find(null, null), realTime: false, limit.Token);
            string? query;
            while ((query = await NewestQueryAsync(guest, limit.Token)) is null)
            {
                await timer.WaitForNextTickAsync(limit.Token);
            }

            await guest.Client.InvokeAsync("AmazonAthena.StopQueryExecution", new JsonObject { ["QueryExecutionId"] = query }, limit.Token);

            Assert.StartsWith($"There is no lake in {lake.Data} yet: this is a new one.", await owner.StandardError.ReadLineAsync(limit.Token), StringComparison.Ordinal);
            Assert.Matches(@"^sluice: .+ \(QueryFailed\)$", await owner.StandardError.ReadLineAsync(limit.Token));
            Assert.StartsWith("sluice: other commands use this one's lake", await owner.StandardError.ReadLineAsync(limit.Token), StringComparison.Ordinal);
            Assert.False(owner.HasExited);
            await guest.DisposeAsync();
            await owner.WaitForExitAsync(limit.Token);
            Assert.Equal(1, owner.ExitCode);
        }
        finally
        {
            owner.Kill(entireProcessTree: true);
        }
    }

    [Fact]
    public async Task LakeOfAnEarlierBuild_IsUsed_AndARunWhoseDoneFileItHasIsSaidToStartLater()
    {
        await using var lake = new LakeFixture();
        await using var stub = await StubLake.StartAsync(lake.Data, static _ => []);

        var (exitCode, report) = await lake.RunAsync(Pipeline, "2026-11-20", lake.Subfolder("files"));

        Assert.Equal((1, "RUNNING", "LakeStopped", null), (exitCode, (string?)report["status"], (string?)report["error"], (string?)report["execution_arn"]));
        Assert.StartsWith("The lake stopped before the run started. The done-file is stored: the run starts when", (string?)report["cause"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task LakeThatStopsAsSoonAsItHasStartedTheRun_LeavesARunThatGoesOn()
    {
        await using var lake = new LakeFixture();
        await using var stub = await StubLake.StartAsync(lake.Data, static _ => []);

        var (exitCode, report) = await lake.RunAsync("traffic", "2026-11-20", lake.Subfolder("files"));

        Assert.Equal((1, "RUNNING", StubLake.ExecutionArn), (exitCode, (string?)report["status"], (string?)report["execution_arn"]));
        Assert.StartsWith("The lake stopped before the run ended. The run goes on", (string?)report["cause"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task LakeThatStopsAfterTheEndOfTheRun_WhileOthersFollow_LeavesItsReport()
    {
        await using var lake = new LakeFixture();
        await using var stub = await StubLake.StartAsync(lake.Data, static entityTag =>
        [
            Started(StubLake.ExecutionArn, new JsonObject { ["key"] = "first.done", ["etag"] = entityTag }),
            StubLake.Line(StubLake.ExecutionArn, "ExecutionSucceeded", "executionSucceededEventDetails", new JsonObject
            {
                ["output"] = """{"exec_date": "2026-11-20", "done_files": ["over.done", "begun.done", "to-come.done"]}""",
            }),
            Started("over", new JsonObject { ["key"] = "over.done", ["etag"] = "0" }),
            Started("begun", new JsonObject { ["key"] = "begun.done", ["etag"] = "0" }),
            StubLake.Line("over", "ExecutionFailed", "executionFailedEventDetails", []),
        ]);

        var (exitCode, report) = await lake.RunAsync(Pipeline, "2026-11-20", lake.Subfolder("files"));

        Assert.Equal((0, "SUCCEEDED", null), (exitCode, (string?)report["status"], (string?)report["error"]));
        Assert.Equal(
            [("over.done", "over", "FAILED"), ("begun.done", "begun", "RUNNING"), ("to-come.done", null, "RUNNING")],
            report["next"]!.AsArray().Select(static next => ((string?)next!["done_file"], (string?)next["execution_arn"], (string?)next["status"])));
    }

    [Fact]
    public async Task LakeThatStopsAfterTheRunHasFailed_LeavesItsError()
    {
        await using var lake = new LakeFixture();
        await using var stub = await StubLake.StartAsync(lake.Data, static _ =>
        [
            StubLake.Line(StubLake.ExecutionArn, "ExecutionFailed", "executionFailedEventDetails", new JsonObject { ["error"] = "CheckFailed", ["cause"] = "No rows." }),
        ]);

        var (exitCode, report) = await lake.RunAsync("traffic", "2026-11-20", lake.Subfolder("files"));

        Assert.Equal((1, "FAILED", "CheckFailed", "No rows."), (exitCode, (string?)report["status"], (string?)report["error"], (string?)report["cause"]));
    }

    /// <summary>The next lake on the folder empties its tmp/, where the sample of the run that is being reported lies.</summary>
    [Fact]
    public async Task SampleThatTheNextLakeHasRemoved_IsNoSecondReport()
    {
        await using var lake = new LakeFixture();
        await using var stub = await StubLake.StartAsync(lake.Data, _ =>
        {
            Directory.Delete(Path.Combine(lake.Data, "tmp"), recursive: true);
            return [];
        });

        var (exitCode, report) = await lake.RunAsync("bookings", "2026-11-20", files: null); // one object: more would not be JSON

        Assert.Equal((1, "RUNNING"), (exitCode, (string?)report["status"]));
    }

    private static async Task<string?> NewestQueryAsync(LakeSession lake, CancellationToken cancellationToken)
    {
        var listed = await lake.Client.InvokeAsync(
            "AmazonAthena.ListQueryExecutions", new JsonObject { ["WorkGroup"] = lake.Names.WorkGroup }, cancellationToken);
        return (string?)(listed["QueryExecutionIds"] as JsonArray)?.FirstOrDefault();
    }

    private static JsonObject Started(string executionArn, JsonObject @object) => StubLake.Line(
        executionArn, "ExecutionStarted", "executionStartedEventDetails", new JsonObject
        {
            ["input"] = new JsonObject { ["detail"] = new JsonObject { ["object"] = @object } }.ToJsonString(),
        });

    private static async Task<string?> StatusAtTheEndAsync(LakeClient client, string executionArn)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(Token);
        limit.CancelAfter(EndLimit);
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        while (true)
        {
            var execution = await client.FindExecutionAsync(executionArn, limit.Token);
            Assert.NotNull(execution);
            if ((string?)execution["status"] is not "RUNNING" and var status)
            {
                return status;
            }

            await timer.WaitForNextTickAsync(limit.Token);
        }
    }

    /// <summary>A run of another process in the owner's lake, in the midst of its states.</summary>
    private static async Task<Task<(int ExitCode, JsonObject Report)>> StartedAsync(LakeSession owner, LakeFixture lake, string files)
    {
        var events = await owner.Client.SubscribeAsync(Token);
        var run = lake.RunAsync(Pipeline, "2026-11-20", files);
        await foreach (var line in events)
        {
            if ((string?)line["event"]?["stateEnteredEventDetails"]?["name"] == "RunEtlInsertAthena")
            {
                break;
            }
        }

        return run;
    }
}
