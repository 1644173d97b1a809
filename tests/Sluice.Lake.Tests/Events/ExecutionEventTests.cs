using System.Text.Json.Nodes;
using Sluice.Lake.Tests.Hosting;

namespace Sluice.Lake.Tests.Events;

/// <summary>Step Functions Execution Status Change: what Step Functions tells the bus when an execution ends.</summary>
public sealed class ExecutionEventTests
{
    private const string Template = """
        Transform: AWS::Serverless-2016-10-31
        Resources:
          Waiting:
            Type: AWS::Serverless::StateMachine
            Properties:
              Name: waiting
              Role: arn:aws:iam::000000000000:role/waiting
              Definition: {StartAt: Wait, States: {Wait: {Type: Wait, SecondsPath: $.seconds, End: true}}}
          Machine:
            Type: AWS::Serverless::StateMachine
            Properties:
              Name: done
              Role: arn:aws:iam::000000000000:role/done
              Definition: {StartAt: Done, States: {Done: {Type: Succeed}}}
          Rule:
            Type: AWS::Events::Rule
            Properties:
              Name: ended
              EventPattern: {source: [aws.states], detail-type: [Step Functions Execution Status Change], detail: {stateMachineArn: [!Ref Waiting]}}
              Targets: [{Id: machine, Arn: !Ref Machine}]
        """;

    private const string Arn = "arn:aws:states:eu-west-1:000000000000:execution:waiting:one";

    [Fact]
    public async Task StoppedExecution_IsToldWithErrorAndCause_InStepFunctionsForm()
    {
        await using var lake = await TestLake.StartAsync(Template, realTime: true);
        await StartAsync(lake, 3600);
        await StopAsync(lake);

        var told = Event(Assert.Single(await lake.ExecutionsAsync(1)));
        var execution = lake.Host.StepFunctions.DescribeExecution(Arn);
        Assert.Equal(
            $$$"""
            {"version":"0","id":"{{{(string?)told["id"]}}}","detail-type":"Step Functions Execution Status Change","source":"aws.states","account":"000000000000",
            "time":"{{{(string?)told["time"]}}}","region":"eu-west-1","resources":["{{{Arn}}}"],"detail":{"executionArn":"{{{Arn}}}",
            "stateMachineArn":"arn:aws:states:eu-west-1:000000000000:stateMachine:waiting","name":"one","status":"ABORTED",
            "startDate":{{{(long)((decimal)execution["startDate"]! * 1000)}}},"stopDate":{{{(long)((decimal)execution["stopDate"]! * 1000)}}},
            "input":"{\u0022seconds\u0022: 3600}","inputDetails":{"included":true},"output":null,"outputDetails":null,"error":"Enough","cause":"Too slow."}}
            """.ReplaceLineEndings(""),
            told.ToJsonString());
        Assert.Equal(DateTimeOffset.FromUnixTimeMilliseconds((long)told["detail"]!["stopDate"]!).ToString("yyyy-MM-ddTHH:mm:ssZ"), (string?)told["time"]);
    }

    [Fact]
    public async Task SucceededExecution_IsToldWithItsOutput()
    {
        await using var lake = await TestLake.StartAsync(Template);
        await StartAsync(lake, 0);

        var detail = Event(Assert.Single(await lake.ExecutionsAsync(1)))["detail"]!;
        Assert.Equal(("SUCCEEDED", """{"seconds":0}"""), ((string?)detail["status"], (string?)detail["output"]));
        Assert.Equal("""{"included":true}""", detail["outputDetails"]!.ToJsonString());
    }

    [Fact]
    public async Task InputThatNoEventHolds_IsLeftOut()
    {
        await using var lake = await TestLake.StartAsync(Template);
        await lake.CallAsync("AWSStepFunctions.StartExecution", new JsonObject
        {
            ["stateMachineArn"] = "arn:aws:states:eu-west-1:000000000000:stateMachine:waiting",
            ["input"] = $$"""{"seconds": 0, "text": "{{new string('x', 140_000)}}"}""",
        }.ToJsonString());

        var detail = Event(Assert.Single(await lake.ExecutionsAsync(1)))["detail"]!;
        Assert.Null(detail["input"]);
        Assert.False((bool)detail["inputDetails"]!["included"]!);
        Assert.Contains("xxx", (string?)detail["output"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Killed_BetweenTheEndAndTheBus_ItIsToldAtTheNextStart()
    {
        await using var lake = await TestLake.StartAsync(Template);
        await StartAsync(lake, 0);
        await lake.ExecutionsAsync(1);
        await lake.Host.DisposeAsync();
        // What a kill right after the end of the execution leaves: its journal says so, the list and the bus do not; nothing was delivered.
        var data = Path.Combine(lake.Root, ".lake");
        await KeepAsync(Path.Combine(data, "stepfunctions", "executions.jsonl"), static line => line.Contains(":waiting:", StringComparison.Ordinal) && line.Contains("RUNNING", StringComparison.Ordinal));
        await KeepAsync(Path.Combine(data, "events", "bus.jsonl"), static _ => false);

        await lake.RestartAsync();

        Assert.Equal("SUCCEEDED", (string?)Event(Assert.Single(await lake.ExecutionsAsync(1)))["detail"]!["status"]);
        Assert.Equal("SUCCEEDED", (string?)lake.Host.StepFunctions.DescribeExecution(Arn)["status"]);
    }

    private static async Task KeepAsync(string path, Func<string, bool> kept)
    {
        var lines = await File.ReadAllLinesAsync(path, TestContext.Current.CancellationToken);
        await File.WriteAllLinesAsync(path, lines.Where(kept), TestContext.Current.CancellationToken);
    }

    private static JsonObject Event(JsonObject execution) => (JsonObject)JsonNode.Parse((string)execution["input"]!)!;

    private static async Task StartAsync(TestLake lake, int seconds) => await lake.CallAsync("AWSStepFunctions.StartExecution", new JsonObject
    {
        ["stateMachineArn"] = "arn:aws:states:eu-west-1:000000000000:stateMachine:waiting",
        ["name"] = "one",
        ["input"] = $$"""{"seconds": {{seconds}}}""",
    }.ToJsonString());

    private static async Task StopAsync(TestLake lake) => await lake.CallAsync(
        "AWSStepFunctions.StopExecution", new JsonObject { ["executionArn"] = Arn, ["error"] = "Enough", ["cause"] = "Too slow." }.ToJsonString());
}
