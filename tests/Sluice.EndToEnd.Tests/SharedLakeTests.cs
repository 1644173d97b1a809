using System.Text.Json.Nodes;
using Sluice.Local.Commands;

namespace Sluice.EndToEnd.Tests;

/// <summary>Commands at the same time on one folder, without a lake that is up: one starts it, and it lasts until all of them are done.</summary>
public sealed class SharedLakeTests
{
    private const string Pipeline = "state_emission_daily";

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
        JsonObject execution;
        do
        {
            execution = (await client.FindExecutionAsync((string?)report["execution_arn"], Token))!;
        }
        while ((string?)execution["status"] == "RUNNING");

        Assert.Equal("SUCCEEDED", (string?)execution["status"]);
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
