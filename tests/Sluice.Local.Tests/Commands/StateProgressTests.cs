using System.Text.Json.Nodes;
using Sluice.Lake.Lambda;
using Sluice.Lake.Tests.StepFunctions;
using Sluice.Local.Commands;

namespace Sluice.Local.Tests.Commands;

/// <summary>What <c>sluice run</c> prints of the states, from the histories of executions that really ran.</summary>
public sealed class StateProgressTests : IAsyncDisposable
{
    private const string Call = """
        "Type": "Task", "Resource": "arn:aws:lambda:eu-west-1:000000000000:function:work"
        """;

    private readonly TestMachine machine = new();

    public ValueTask DisposeAsync() => machine.DisposeAsync();

    [Fact]
    public async Task CaughtError_FailsItsState()
    {
        machine.Functions.AddFailing("work", "E", "No.");
        await AssertPrintsAsync(
            $$"""
            "Work": { {{Call}}, "Catch": [ { "ErrorEquals": ["States.ALL"], "Next": "Record" } ], "End": true },
            "Record": { "Type": "Pass", "Next": "Failed" },
            "Failed": { "Type": "Fail" }
            """,
            "fail Work", "fail ExecutionFailed");
    }

    [Fact]
    public async Task ErrorThatNobodyCaught_FailsItsState()
    {
        machine.Functions.AddFailing("work", "E", "No.");
        await AssertPrintsAsync($$"""
            "Work": { {{Call}}, "End": true }
            """, "fail Work", "fail ExecutionFailed");
    }

    [Fact]
    public async Task RetryThatSucceeds_IsNoFailure()
    {
        var calls = 0;
        machine.Functions.AddAsync(
            "work", (_, _) => Task.FromResult(calls++ == 0 ? FakeFunctions.Failure("E", "No.") : new LambdaResult("1", null)));
        await AssertPrintsAsync($$"""
            "Work": { {{Call}}, "Retry": [ { "ErrorEquals": ["E"] } ], "End": true }
            """, "ok   Work");
        Assert.Equal(2, calls);
    }

    [Fact]
    public async Task ErrorInAMap_FailsTheStateInItAndTheMap()
    {
        machine.Functions.AddFailing("work", "E", "No.");
        await AssertPrintsAsync(
            $$"""
            "Each": {
              "Type": "Map", "ItemsPath": "$.items", "MaxConcurrency": 1,
              "ItemProcessor": { "StartAt": "First", "States": { "First": { "Type": "Pass", "Next": "Work" }, "Work": { {{Call}}, "End": true } } },
              "Catch": [ { "ErrorEquals": ["States.ALL"], "Next": "Record" } ], "End": true
            },
            "Record": { "Type": "Pass", "End": true }
            """,
            "fail Work", "fail Each");
    }

    [Fact]
    public async Task ErrorInAMapInAMap_FailsEachOfThem()
    {
        machine.Functions.AddFailing("work", "E", "No.");
        await AssertPrintsAsync(
            $$"""
            "Outer": { "Type": "Map", "ItemsPath": "$.items", "MaxConcurrency": 1, "End": true, "ItemProcessor": { "StartAt": "Inner", "States": {
              "Inner": { "Type": "Map", "ItemsPath": "$", "MaxConcurrency": 1, "End": true,
                "ItemProcessor": { "StartAt": "Work", "States": { "Work": { {{Call}}, "End": true } } } } } } }
            """,
            "fail Work", "fail Inner", "fail Outer", "fail ExecutionFailed");
    }

    private async Task AssertPrintsAsync(string states, params string[] expected)
    {
        var execution = await machine.RunAsync(TestMachine.Definition(states), """{"items":[[1],[2]]}""");
        using var output = new StringWriter { NewLine = "\n" };
        var progress = new StateProgress(output, colour: false);
        foreach (var historyEvent in machine.History(execution))
        {
            progress.Happened((JsonObject)JsonNode.Parse(historyEvent.ToProtocol(includeData: true).ToJsonString())!); // as it comes over HTTP
        }

        Assert.Equal(
            expected,
            output.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries)
                .Select(static line => string.Join(' ', line[2..6], line[7..].Split(' ')[0])));
    }
}
