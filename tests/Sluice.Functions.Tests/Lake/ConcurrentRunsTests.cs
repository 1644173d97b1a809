using System.Text.Json.Nodes;

namespace Sluice.Functions.Tests.Lake;

/// <summary>Several runs of one date: the newest wins, whatever comes first.</summary>
public sealed class ConcurrentRunsTests : IAsyncLifetime
{
    private const string NewestKey = "runs/sales/2026-11-20/newest.json";

    private RunningLake lake = null!; // InitializeAsync comes first

    public async ValueTask InitializeAsync()
    {
        lake = await RunningLake.StartAsync();
        await lake.DropAsync("region,amount\nnorth,3\nnorth,4\nsouth,5\n");
    }

    public ValueTask DisposeAsync() => lake.DisposeAsync();

    [Fact]
    public async Task OlderRun_DoesNotPublishOverANewerOne()
    {
        var older = await StagedAsync("older", "00");
        await lake.DropAsync("region,amount\nnorth,10\n");
        var (newer, _) = await lake.RunAsync("newer", "01");
        var shown = lake.Partitions("processed_db_dev", "totals");

        Assert.Equal(Superseded(older, newer), await lake.FailAsync("PublishPartitions", older));
        Assert.Equal(shown, lake.Partitions("processed_db_dev", "totals"));
        Assert.Equal(["2026-11-20 north 10"], await lake.TotalsAsync());
    }

    [Fact]
    public async Task OlderRun_DoesNotPublishOverANewerOneThatPublishedNoRows()
    {
        var older = await StagedAsync("older", "00");
        await lake.DropAsync("region,amount\n");
        var (newer, _) = await lake.RunAsync("newer", "01");

        Assert.Equal(Superseded(older, newer), await lake.FailAsync("PublishPartitions", older));
        Assert.Empty(await lake.TotalsAsync());
    }

    [Fact]
    public async Task OlderRun_IsStoppedBeforeTheLandingTablesShowIt()
    {
        var older = await lake.SetUpAsync("older", "00");
        var newer = await lake.SetUpAsync("newer", "01");
        await lake.InvokeAsync("IngestLanding", newer);

        Assert.Equal(Superseded(older, newer), await lake.FailAsync("IngestLanding", older));
        Assert.EndsWith(
            $"/run={newer["run_id"]}/", Assert.Single(lake.Partitions("landing_db_dev", "sales")).StorageDescriptor!.Location, StringComparison.Ordinal);
    }

    [Fact]
    public async Task LateDeliveryOfAnOlderDoneFile_ChangesNothing()
    {
        var newer = await lake.InvokeAsync("ReadSetup", RunningLake.Delivery("newer", "00ab"));
        await lake.InvokeAsync("IngestLanding", newer);
        var older = await lake.InvokeAsync("ReadSetup", RunningLake.Delivery("older", "00aa"));
        Assert.Equal(Superseded(older, newer), await lake.FailAsync("IngestLanding", older));
    }

    [Fact]
    public async Task ManyAtOnce_TheNewestIsShown()
    {
        var runs = new List<JsonObject>();
        for (var second = 0; second < 5; second++)
        {
            await lake.DropAsync($"region,amount\nnorth,{second}\n");
            runs.Add(await StagedAsync($"run-{second}", $"0{second}"));
        }

        var outcomes = await Task.WhenAll(runs.AsEnumerable().Reverse().Select(lake.PublishAsync));
        Assert.All(outcomes.Skip(1), outcome => Assert.True(
            outcome is "" || outcome.StartsWith("SupersededException: ", StringComparison.Ordinal), outcome));
        Assert.Equal("", outcomes[0]);
        Assert.Equal(["2026-11-20 north 4"], await lake.TotalsAsync());
    }

    [Fact]
    public async Task WhileAnotherRunIsAtWork_ARunWaits_AndNotForEver()
    {
        var run = await StagedAsync("second", "01");
        var claim = JsonNode.Parse(lake.Text(RunningLake.Assets, NewestKey)!)!.AsObject();
        Assert.Null(claim["held_by"]);
        claim["held_by"] = "20261121t060000_00000000";
        claim["held_until"] = "2999-01-01T00:00:00Z";
        await lake.PutAsync(RunningLake.Assets, NewestKey, claim.ToJsonString());
        Assert.Matches(
            "^DateHeldException: Run 20261121t060000_00000000 is pointing the tables of sales 2026-11-20 at its files. " +
            $@"Run {run["run_id"]} \(request [0-9a-f-]{{36}}\) does so after it, at 2999-01-01T00:00:00Z at the latest\.$",
            await lake.FailAsync("PublishPartitions", run));

        claim["held_until"] = "2026-01-01T00:00:00Z";
        await lake.PutAsync(RunningLake.Assets, NewestKey, claim.ToJsonString());
        await lake.InvokeAsync("PublishPartitions", run);
        Assert.Equal(["2026-11-20 north 7", "2026-11-20 south 5"], await lake.TotalsAsync());
    }

    [Theory]
    [InlineData("IngestLanding")]
    [InlineData("PublishPartitions")]
    [InlineData("RecordFailure")]
    public async Task CallThatIsMadeAgainWhileTheFirstIsAtWork_WaitsAsOthersDo(string function)
    {
        var run = await StagedAsync("run", "00");
        run["error"] = new JsonObject { ["Error"] = "SomeException", ["Cause"] = "Refused." };
        run["execution_arn"] = "arn:run";
        run["input"] = new JsonObject();
        var again = "";
        lake.Host.Objects.ObjectCreated += (stored, _) =>
        {
            if (stored.Key == NewestKey && again.Length == 0 && JsonNode.Parse(File.ReadAllText(stored.FilePath))!["held_by"] is not null)
            {
                again = "asked";
                again = lake.FailAsync(function, run).GetAwaiter().GetResult();
            }
        };

        await lake.InvokeAsync(function, run);

        var name = $"un {run["run_id"]} \\(request [0-9a-f-]{{36}}\\)";
        Assert.Matches($"^DateHeldException: (R|The end of r){name} is pointing the tables of sales 2026-11-20 at its files. (R|The end of r){name} does so after it, at ", again);
        await lake.InvokeAsync(function, run);
    }

    [Fact]
    public async Task EventThatIsDeliveredAgainAfterAFailure_HasARunOfItsOwn()
    {
        var failed = await lake.InvokeAsync("ReadSetup", RunningLake.Delivery("first", "00aa"));
        await lake.InvokeAsync("IngestLanding", failed);
        await lake.StageAsync(failed);
        lake.Host.Objects.Delete(RunningLake.Assets, (string)failed["lock_key"]!);

        var again = await lake.InvokeAsync("ReadSetup", RunningLake.Delivery("second", "00aa"));
        Assert.False((bool)again["duplicate"]!);
        await lake.InvokeAsync("IngestLanding", again);
        await lake.StageAsync(again);
        Assert.NotEqual((string?)failed["run_id"], (string?)again["run_id"]);
        Assert.Empty(lake.Queries(failed).Intersect(lake.Queries(again)));
        Assert.NotNull(lake.Host.Catalog.FindTable("processed_db_dev", $"totals__run_{again["run_id"]}"));
        await lake.InvokeAsync("PublishPartitions", again);
        Assert.Equal(["2026-11-20 north 7", "2026-11-20 south 5"], await lake.TotalsAsync());
    }

    private static string Superseded(JsonObject older, JsonObject newer) =>
        $"SupersededException: Run {older["run_id"]} of sales 2026-11-20 is superseded by the newer run {newer["run_id"]}: " +
        "it changes nothing that readers see. Should that run have failed, start one by hand, which is then the newest.";

    private async Task<JsonObject> StagedAsync(string execution, string second)
    {
        var run = await lake.SetUpAsync(execution, second);
        await lake.InvokeAsync("IngestLanding", run);
        await lake.StageAsync(run);
        return run;
    }
}
