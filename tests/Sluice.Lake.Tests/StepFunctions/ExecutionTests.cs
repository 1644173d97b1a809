using System.Text.Json.Nodes;
using Sluice.Lake.Tests.Events;

namespace Sluice.Lake.Tests.StepFunctions;

public sealed class ExecutionTests
{
    private const string Poll = """
        {"StartAt": "Start", "States": {
          "Start": {"Type": "Pass", "Result": 0, "ResultPath": "$.polls", "Next": "Check"},
          "Check": {"Type": "Task", "Resource": "arn:aws:states:::lambda:invoke",
            "Parameters": {"FunctionName": "check", "Payload": {"polls.$": "$.polls", "name.$": "$$.Execution.Name"}},
            "ResultSelector": {"polls.$": "$.Payload.polls"}, "Next": "Done?"},
          "Done?": {"Type": "Choice", "Choices": [{"Variable": "$.polls", "NumericGreaterThanEquals": 3, "Next": "Done"}], "Default": "Again"},
          "Again": {"Type": "Wait", "Seconds": 3600, "Next": "Check"},
          "Done": {"Type": "Succeed"}
        }}
        """;

    private const string Each = """
        {"StartAt": "M", "TimeoutSeconds": 65, "States": {"M": {"Type": "Map", "MaxConcurrencyPath": "$.atOnce", "ItemsPath": "$.items", "End": true,
          "ItemProcessor": {"StartAt": "W", "States": {"W": {"Type": "Wait", "Seconds": 10, "End": true}}}}}}
        """;

    [Fact]
    public async Task PollsUntilDone_WithoutSleeping()
    {
        await using var machine = new TestMachine();
        machine.Functions.Add("check", static payload => $$"""{"polls": {{(int)JsonNode.Parse(payload)!["polls"]! + 1}}}""");

        var description = await machine.RunAsync(Poll);

        Assert.Equal("SUCCEEDED", (string?)description["status"]);
        Assert.Equal("""{"polls":3}""", (string?)description["output"]);
        Assert.Equal(
            ["ExecutionStarted", "PassStateEntered", "PassStateExited",
                "TaskStateEntered", "TaskScheduled", "TaskStarted", "TaskSucceeded", "TaskStateExited", "ChoiceStateEntered", "ChoiceStateExited", "WaitStateEntered", "WaitStateExited",
                "TaskStateEntered", "TaskScheduled", "TaskStarted", "TaskSucceeded", "TaskStateExited", "ChoiceStateEntered", "ChoiceStateExited", "WaitStateEntered", "WaitStateExited",
                "TaskStateEntered", "TaskScheduled", "TaskStarted", "TaskSucceeded", "TaskStateExited", "ChoiceStateEntered", "ChoiceStateExited",
                "SucceedStateEntered", "SucceedStateExited", "ExecutionSucceeded"],
            machine.History(description).Select(static each => each.Type));
    }

    [Fact]
    public async Task Fail_EndsWithItsErrorAndCause()
    {
        await using var machine = new TestMachine();

        var description = await machine.RunAsync(TestMachine.Definition("""
            "F": {"Type": "Fail", "ErrorPath": "$.error", "CausePath": "States.Format('no {} here', $.what)"}
            """), """{"error": "Mine", "what": "file"}""");

        Assert.Equal("FAILED", (string?)description["status"]);
        Assert.Equal("Mine", (string?)description["error"]);
        Assert.Equal("no file here", (string?)description["cause"]);
    }

    [Fact]
    public async Task TimeoutSeconds_CountSkippedTime()
    {
        await using var machine = new TestMachine();

        var description = await machine.RunAsync("""
            {"StartAt": "W", "TimeoutSeconds": 60, "States": {"W": {"Type": "Wait", "Seconds": 25, "Next": "W"}}}
            """);

        Assert.Equal("TIMED_OUT", (string?)description["status"]);
        Assert.Equal(3, machine.History(description).Count(static each => each.Type == "WaitStateEntered"));
    }

    [Fact]
    public async Task TimeoutSeconds_CountWhatIterationsSkip_OneAfterTheOther()
    {
        await using var machine = new TestMachine(clock: new ManualClock(DateTimeOffset.UnixEpoch));

        var description = await machine.RunAsync(Each, """{"atOnce": 1, "items": [1, 2, 3, 4, 5, 6, 7, 8, 9, 10]}""");

        Assert.Equal("TIMED_OUT", (string?)description["status"]);
        Assert.Equal(6, machine.History(description).Count(static each => each.Type == "WaitStateExited"));
    }

    [Fact]
    public async Task TimeoutSeconds_CountWhatIterationsSkip_OnceWhereTheyRunSideBySide()
    {
        await using var machine = new TestMachine(clock: new ManualClock(DateTimeOffset.UnixEpoch));

        var description = await machine.RunAsync(Each, """{"atOnce": 2, "items": [1, 2, 3, 4, 5, 6, 7, 8, 9, 10]}""");

        Assert.Equal("SUCCEEDED", (string?)description["status"]);
    }
}
