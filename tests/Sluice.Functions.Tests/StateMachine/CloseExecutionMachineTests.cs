using System.Text.Json.Nodes;
using Sluice.Functions.Tests.Template;

namespace Sluice.Functions.Tests.StateMachine;

/// <summary>statemachine/close_execution.asl.yaml: what is waited for, and how long.</summary>
public sealed class CloseExecutionMachineTests
{
    private const string Detail = """{"executionArn":"arn","name":"stopped","status":"ABORTED","startDate":1,"input":"{}","output":null}""";

    private const string Closed = """{"run_id":"r","recorded":true,"stopped_queries":0}""";

    [Fact]
    public async Task DateThatIsHeld_IsWaitedFor()
    {
        var functions = new CannedFunctions();
        for (var attempt = 0; attempt < 45; attempt++)
        {
            functions.Fail("CloseExecution", "DateHeldException", "Run r is pointing the tables.");
        }

        var execution = await RunAsync(functions.Answer("CloseExecution", Closed));

        Assert.Equal(("SUCCEEDED", Closed), ((string?)execution["status"], (string?)execution["output"]));
        Assert.Equal(46, functions.Calls.Count);
        Assert.All(functions.Calls, static call => Assert.Equal(Detail, call.Payload.ToJsonString()));
    }

    [Fact]
    public void DateThatIsHeld_IsWaitedFor_LongerThanAHoldLasts()
    {
        var retry = JsonNode.Parse(ReadTemplate.CloseExecution.Definition)!["States"]!["CloseExecution"]!["Retry"]!.AsArray()
            .Single(static retry => (string?)retry!["ErrorEquals"]![0] == "DateHeldException")!;
        var seconds = Enumerable.Range(0, (int)retry["MaxAttempts"]!)
            .Sum(attempt => Math.Min((int)retry["IntervalSeconds"]! * Math.Pow((double)retry["BackoffRate"]!, attempt), (int)retry["MaxDelaySeconds"]!));
        Assert.InRange(seconds, TimeSpan.FromMinutes(16).TotalSeconds, TimeSpan.FromMinutes(60).TotalSeconds);
    }

    [Fact]
    public async Task PlanThatNeverComes_IsNothingToClose()
    {
        var functions = new CannedFunctions().Fail("CloseExecution", "PlanMissingException", "plan.json is not there.");
        Assert.Equal("SUCCEEDED", (string?)(await RunAsync(functions))["status"]);
        Assert.Equal(3, functions.Calls.Count);
    }

    [Fact]
    public async Task WhatElseGoesWrong_IsTriedAgain_AndThenShown()
    {
        var functions = new CannedFunctions().Fail("CloseExecution", "DeadlineException", "It took too long.");
        var execution = await RunAsync(functions);
        Assert.Equal(("FAILED", "DeadlineException"), ((string?)execution["status"], (string?)execution["error"]));
        Assert.Equal(3, functions.Calls.Count);
    }

    private static async Task<JsonObject> RunAsync(CannedFunctions functions)
    {
        await using var machine = new RunningStateMachine(functions);
        return await machine.RunAsync(ReadTemplate.CloseExecution, "closing", Detail);
    }
}
