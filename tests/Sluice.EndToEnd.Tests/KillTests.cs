using System.Text.Json.Nodes;
using NodaTime;
using Sluice.Local.Commands;
using Sluice.Local.Samples;

namespace Sluice.EndToEnd.Tests;

/// <summary>A lake that is killed in the middle of a run finishes that run when it starts again, with the same result.</summary>
public sealed class KillTests
{
    [Theory]
    [InlineData("IngestLanding")]
    [InlineData("RunEtlInsertAthena")]
    [InlineData("PublishPartitions")]
    public async Task Kill_WhenAStateIsEntered_RunIsFinishedAtNextStart(string state)
    {
        await using var lake = await LakeFixture.UpAsync();
        var files = EmissionFiles.Write(lake.Subfolder("files"), rows: 200_000);
        var run = SluiceProcess.RunAsync(lake.Folder, "run", "state_emission_daily", "--exec-date", "2026-11-20", "--files", files, "--data", lake.Data, "--json");
        var executionArn = await EnteredAsync(lake, state);
        await lake.KillAsync();
        Assert.NotEqual(0, (await run).ExitCode);

        await lake.StartAsync();
        var execution = await FinishedAsync(lake, executionArn);

        Assert.Equal("SUCCEEDED", (string?)execution["status"]);
        Assert.Equal(EmissionFiles.Expected(files), await PublishedRows.ReadAsync(lake, "2026-11-20"));
    }

    [Theory]
    [InlineData("RunStageJob")]
    [InlineData("StageDone")]
    public async Task Kill_WhileStagesRun_RunIsFinishedAtNextStart(string state)
    {
        await using var lake = await LakeFixture.UpAsync();
        var files = lake.Subfolder("files");
        SampleCatalog.Find("bookings")!.Write(files, new LocalDate(2026, 11, 20), 2000); // the sample is part of the product
        var run = SluiceProcess.RunAsync(lake.Folder, "run", "bookings", "--exec-date", "2026-11-20", "--files", files, "--data", lake.Data, "--json");
        var executionArn = await EnteredAsync(lake, state);
        await lake.KillAsync();
        Assert.NotEqual(0, (await run).ExitCode);

        await lake.StartAsync();
        var execution = await FinishedAsync(lake, executionArn);

        Assert.Equal("SUCCEEDED", (string?)execution["status"]);
        await BookingsTests.AssertTableAsync(
            new BookingsFiles(files).Revenues(), lake, "revenue_by_city", "city", "fare_conditions", "revenue", "tickets", "place");
    }

    private static async Task<string> EnteredAsync(LakeFixture lake, string state)
    {
        using var client = new LakeClient(lake.Endpoint);
        await foreach (var line in await client.SubscribeAsync(TestContext.Current.CancellationToken))
        {
            if ((string?)line["event"]?["stateEnteredEventDetails"]?["name"] == state)
            {
                return (string)line["executionArn"]!;
            }
        }

        throw new InvalidOperationException($"The lake stopped before {state}.");
    }

    private static async Task<JsonObject> FinishedAsync(LakeFixture lake, string executionArn)
    {
        using var client = new LakeClient(lake.Endpoint);
        while (true)
        {
            var execution = await client.InvokeAsync(
                "AWSStepFunctions.DescribeExecution", new JsonObject { ["executionArn"] = executionArn }, TestContext.Current.CancellationToken);
            if ((string?)execution["status"] != "RUNNING")
            {
                return execution;
            }
        }
    }
}
