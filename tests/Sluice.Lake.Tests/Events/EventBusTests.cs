using System.Text.Json.Nodes;
using Sluice.Lake.Storage;
using Sluice.Lake.Tests.Hosting;

namespace Sluice.Lake.Tests.Events;

public sealed class EventBusTests
{
    private const string Sends = ", NotificationConfiguration: {EventBridgeConfiguration: {EventBridgeEnabled: true}}";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task ObjectCreated_StartsTheRulesTarget_WithEventBridgesEvent()
    {
        await using var lake = await TestLake.StartAsync();

        await lake.PutAsync("landing", "incoming/2026-11-21/daily.done", "hello");
        await lake.PutAsync("landing", "incoming/2026-11-21/data.parquet", "hello");
        await lake.PutAsync("assets", "incoming/2026-11-21/daily.done", "hello");

        var execution = Assert.Single(await lake.ExecutionsAsync(1));
        Assert.Equal("SUCCEEDED", (string?)execution["status"]);
        var input = (JsonObject)JsonNode.Parse((string)execution["input"]!)!;
        var stored = lake.Host.Objects.Find("landing", "incoming/2026-11-21/daily.done")!;
        var id = (string)input["id"]!;
        Assert.StartsWith(id, (string?)execution["name"]);
        Assert.Equal(
            $$$"""
            {"version":"0","id":"{{{id}}}","detail-type":"Object Created","source":"aws.s3","account":"000000000000","time":"{{{stored.LastModified:yyyy-MM-ddTHH:mm:ss}}}Z",
            "region":"eu-west-1","resources":["arn:aws:s3:::landing"],"detail":{"version":"0","bucket":{"name":"landing"},
            "object":{"key":"incoming/2026-11-21/daily.done","size":5,"etag":"5d41402abc4b2a76b9719d911017c592","sequencer":"{{{stored.Sequencer}}}"},
            "request-id":"{{{input["detail"]!["request-id"]}}}","requester":"000000000000","source-ip-address":"127.0.0.1","reason":"PutObject"}}
            """.ReplaceLineEndings(""),
            input.ToJsonString());
    }

    [Fact]
    public async Task ObjectCreated_Again_IsAnotherEvent()
    {
        await using var lake = await TestLake.StartAsync();

        await lake.PutAsync("landing", "incoming/daily.done", "1");
        await lake.PutAsync("landing", "incoming/daily.done", "1");

        Assert.Equal(2, (await lake.ExecutionsAsync(2)).Count);
    }

    [Fact]
    public async Task WhatIsOverwritten_IsForgotten_AndARestartStillKnowsTheRest()
    {
        await using var lake = await TestLake.StartAsync();
        await lake.PutAsync("landing", "incoming/daily.done", "1");
        await lake.ExecutionsAsync(1);
        for (var write = 0; write < 2_500; write++)
        {
            await lake.Host.Objects.PutAsync("landing", "incoming/file.csv", new MemoryStream([1]), "text/plain", Cancellation);
        }

        Assert.InRange(File.ReadLines(Path.Combine(lake.Root, ".lake", "events", "bus.jsonl")).Count(), 3, 1_200);
        await lake.RestartAsync();
        await lake.PutAsync("landing", "incoming/other.done", "1");
        Assert.Equal(2, (await lake.ExecutionsAsync(2)).Count);
    }

    [Fact]
    public async Task Restart_DeliversNothingTwice()
    {
        await using var lake = await TestLake.StartAsync();
        await lake.PutAsync("landing", "incoming/daily.done", "1");
        await lake.ExecutionsAsync(1);

        await lake.RestartAsync();
        await lake.PutAsync("landing", "incoming/other.done", "1");

        Assert.Equal(2, (await lake.ExecutionsAsync(2)).Count);
    }

    [Fact]
    public async Task WhatLayInABucketBeforeItSentEvents_StaysSilent()
    {
        await using var lake = await TestLake.StartAsync(TestLake.Template.Replace(Sends, "", StringComparison.Ordinal));
        await lake.PutAsync("landing", "incoming/old.done", "1");
        await File.WriteAllTextAsync(Path.Combine(lake.Root, "template.yaml"), TestLake.Template, Cancellation);

        await lake.RestartAsync();
        await lake.PutAsync("landing", "incoming/first.done", "1");
        await lake.ExecutionsAsync(1);
        await lake.RestartAsync();
        await lake.PutAsync("landing", "incoming/second.done", "1");

        var executions = await lake.ExecutionsAsync(2);
        Assert.Equal(
            ["incoming/first.done", "incoming/second.done"],
            executions.Select(Key));
    }

    [Fact]
    public async Task Killed_BetweenTheWriteAndTheBus_TheEventIsSentAtTheNextStart()
    {
        await using var lake = await TestLake.StartAsync();
        await lake.PutAsync("landing", "incoming/first.done", "1");
        await lake.ExecutionsAsync(1);
        await lake.Host.DisposeAsync();
        // What a kill right after the object's commit leaves: the object, and a bus that has not heard of it.
        using (var store = new Sluice.Lake.S3.ObjectStore(new LakeFolder(Path.Combine(lake.Root, ".lake")), new Sluice.Lake.Time.LakeTime(TimeProvider.System)))
        {
            await store.PutAsync("landing", "incoming/missed.done", new MemoryStream([1]), "text/plain", Cancellation);
        }

        await lake.RestartAsync();

        var executions = await lake.ExecutionsAsync(2);
        Assert.Equal(
            ["incoming/first.done", "incoming/missed.done"],
            executions.Select(Key));
    }

    [Fact]
    public async Task Killed_BeforeTheDelivery_ItIsMadeAtTheNextStart_UnderTheSameName()
    {
        await using var lake = await TestLake.StartAsync();
        await lake.PutAsync("landing", "incoming/daily.done", "1");
        var before = Assert.Single(await lake.ExecutionsAsync(1));
        await lake.Host.DisposeAsync();
        // What a kill right after the start of the execution leaves: a delivery without its mark.
        var path = Path.Combine(lake.Root, ".lake", "events", "bus.jsonl");
        var lines = await File.ReadAllLinesAsync(path, Cancellation);
        await File.WriteAllLinesAsync(path, lines.Where(static line => !line.Contains("\"Done\":true", StringComparison.Ordinal)), Cancellation);

        await lake.RestartAsync();
        await lake.PutAsync("landing", "incoming/other.done", "1");

        var executions = await lake.ExecutionsAsync(2);
        Assert.Equal(2, executions.Count);
        Assert.Equal((string?)before["executionArn"], (string?)executions[0]["executionArn"]);
    }

    [Fact]
    public async Task Killed_InTheMiddleOfTheBusesWrite_TheEventIsNotLost()
    {
        await using var lake = await TestLake.StartAsync();
        await lake.PutAsync("landing", "incoming/daily.done", "1");
        var before = Assert.Single(await lake.ExecutionsAsync(1));
        await lake.Host.DisposeAsync();
        // Of what was written together the first line is there, and nothing has been started.
        var path = Path.Combine(lake.Root, ".lake", "events", "bus.jsonl");
        var lines = (await File.ReadAllLinesAsync(path, Cancellation)).ToList();
        var cut = lines.FindIndex(static line => line.Contains("\"Delivery\"", StringComparison.Ordinal) || line.Contains("\"Sequencer\"", StringComparison.Ordinal));
        await File.WriteAllLinesAsync(path, lines.Take(cut + 1), Cancellation);
        File.Delete(Path.Combine(lake.Root, ".lake", "stepfunctions", "executions.jsonl"));

        await lake.RestartAsync();

        Assert.Equal((string?)before["executionArn"], (string?)Assert.Single(await lake.ExecutionsAsync(1))["executionArn"]);
    }

    [Fact]
    public async Task Killed_WhileItNotedWhatLayInABucket_ThatStaysSilent()
    {
        await using var lake = await TestLake.StartAsync(TestLake.Template.Replace(Sends, "", StringComparison.Ordinal));
        await lake.PutAsync("landing", "incoming/old.done", "1");
        await lake.PutAsync("landing", "incoming/older.done", "1");
        await File.WriteAllTextAsync(Path.Combine(lake.Root, "template.yaml"), TestLake.Template, Cancellation);
        await lake.RestartAsync();
        await lake.Host.DisposeAsync();
        var path = Path.Combine(lake.Root, ".lake", "events", "bus.jsonl");
        await File.WriteAllLinesAsync(path, (await File.ReadAllLinesAsync(path, Cancellation)).Take(1), Cancellation);

        await lake.RestartAsync();
        await lake.PutAsync("landing", "incoming/new.done", "1");

        Assert.Equal("incoming/new.done", Key(Assert.Single(await lake.ExecutionsAsync(1))));
    }

    [Fact]
    public async Task WhatWasWrittenWhileABucketDidNotSendEvents_StaysSilent()
    {
        await using var lake = await TestLake.StartAsync();
        await File.WriteAllTextAsync(Path.Combine(lake.Root, "template.yaml"), TestLake.Template.Replace(Sends, "", StringComparison.Ordinal), Cancellation);
        await lake.RestartAsync();
        await lake.PutAsync("landing", "incoming/silent.done", "1");
        await File.WriteAllTextAsync(Path.Combine(lake.Root, "template.yaml"), TestLake.Template, Cancellation);

        await lake.RestartAsync();
        await lake.PutAsync("landing", "incoming/new.done", "1");

        Assert.Equal("incoming/new.done", Key(Assert.Single(await lake.ExecutionsAsync(1))));
    }

    [Fact]
    public async Task PutEvents_ReachesTheRules()
    {
        await using var lake = await TestLake.StartAsync();

        var (status, _, body) = await lake.CallAsync("AWSEvents.PutEvents", """
            {"Entries": [
              {"Source": "tests", "DetailType": "t", "Detail": "{\"key\": \"from PutEvents\"}"},
              {"Source": "aws.s3", "DetailType": "t", "Detail": "{}"},
              {"Source": "tests", "DetailType": "t", "Detail": "no JSON"},
              {"Source": "tests", "DetailType": "t"}]}
            """);

        Assert.Equal(200, status);
        Assert.Equal(3, (int?)body["FailedEntryCount"]);
        Assert.Equal(
            [null, "NotAuthorizedForSourceException", "MalformedDetail", "InvalidArgument"],
            ((JsonArray)body["Entries"]!).Select(static entry => (string?)entry!["ErrorCode"]));
        var execution = Assert.Single(await lake.ExecutionsAsync(1));
        Assert.Equal("""{"detail": {"object": {"key": "from PutEvents"}}}""", (string?)execution["input"]);
        Assert.Equal("Hello, from PutEvents", (string?)JsonNode.Parse((string)execution["output"]!)!["Message"]);
    }

    [Fact]
    public async Task Rules_CanBeLookedAt()
    {
        await using var lake = await TestLake.StartAsync();

        var (_, _, rules) = await lake.CallAsync("AWSEvents.ListRules", "{}");
        var (_, _, targets) = await lake.CallAsync("AWSEvents.ListTargetsByRule", """{"Rule": "done-file"}""");
        var (status, _, missing) = await lake.CallAsync("AWSEvents.DescribeRule", """{"Name": "nothing"}""");

        Assert.Equal(["custom", "done-file"], ((JsonArray)rules["Rules"]!).Select(static rule => (string?)rule!["Name"]));
        Assert.Equal(
            """{"Targets":[{"Id":"machine","Arn":"arn:aws:states:eu-west-1:000000000000:stateMachine:done"}]}""", targets.ToJsonString());
        Assert.Equal((400, "ResourceNotFoundException"), (status, (string?)missing["__type"]));
    }

    private static string? Key(JsonObject execution) => (string?)JsonNode.Parse((string)execution["input"]!)!["detail"]!["object"]!["key"];
}
