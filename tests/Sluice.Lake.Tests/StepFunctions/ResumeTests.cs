using System.Text.Json.Nodes;
using Sluice.Lake.Lambda;
using Sluice.Lake.StepFunctions.Executions;

namespace Sluice.Lake.Tests.StepFunctions;

public sealed class ResumeTests
{
    // Every state type; a retry that succeeds, a failure that is caught, iterations two at a time, a nested Parallel.
    private const string Everything = """
        {"StartAt": "Begin", "TimeoutSeconds": 86400, "States": {
          "Begin": {"Type": "Pass", "Parameters": {"items": [1, 2, 3], "id.$": "States.MathRandom(1, 1000, 7)"}, "ResultPath": "$.plan", "Next": "Flaky"},
          "Flaky": {"Type": "Task", "Resource": "arn:aws:states:::lambda:invoke",
            "Parameters": {"FunctionName": "flaky", "Payload": {"attempt.$": "$$.State.RetryCount"}},
            "ResultSelector": {"attempt.$": "$.Payload.attempt"}, "ResultPath": "$.flaky",
            "Retry": [{"ErrorEquals": ["Busy"], "IntervalSeconds": 60, "MaxAttempts": 2, "JitterStrategy": "FULL"}], "Next": "Caught"},
          "Caught": {"Type": "Task", "Resource": "arn:aws:lambda:eu-west-1:000000000000:function:broken",
            "Catch": [{"ErrorEquals": ["States.ALL"], "ResultPath": "$.caught", "Next": "Pause"}], "Next": "Pause"},
          "Pause": {"Type": "Wait", "Seconds": 600, "Next": "Each"},
          "Each": {"Type": "Map", "ItemsPath": "$.plan.items", "MaxConcurrency": 2,
            "ItemSelector": {"item.$": "$$.Map.Item.Value", "index.$": "$$.Map.Item.Index"},
            "ItemProcessor": {"StartAt": "Work", "States": {
              "Work": {"Type": "Task", "Resource": "arn:aws:lambda:eu-west-1:000000000000:function:double", "ResultPath": "$.double", "Next": "Nap"},
              "Nap": {"Type": "Wait", "Seconds": 5, "End": true}}},
            "ResultPath": "$.each", "Next": "Both"},
          "Both": {"Type": "Parallel", "ResultPath": "$.both", "Branches": [
            {"StartAt": "Left", "States": {"Left": {"Type": "Pass", "Result": "left", "Next": "LeftEnd"}, "LeftEnd": {"Type": "Succeed"}}},
            {"StartAt": "Inner", "States": {"Inner": {"Type": "Parallel", "End": true, "Branches": [
              {"StartAt": "Deep", "States": {"Deep": {"Type": "Task", "Resource": "arn:aws:lambda:eu-west-1:000000000000:function:double",
                "Parameters": {"item": 21}, "End": true}}}]}}}], "Next": "Decide"},
          "Decide": {"Type": "Choice", "Choices": [{"Variable": "$.flaky.attempt", "NumericEquals": 1, "Next": "Fine"}], "Default": "Wrong"},
          "Wrong": {"Type": "Fail", "Error": "Wrong"},
          "Fine": {"Type": "Succeed"}
        }}
        """;

    // One branch fails while the other is in a task: the other is given up, and the failure is caught.
    private const string Abandon = """
        {"StartAt": "Both", "States": {
          "Both": {"Type": "Parallel", "Branches": [
            {"StartAt": "Bad", "States": {"Bad": {"Type": "Task", "Resource": "arn:aws:lambda:eu-west-1:000000000000:function:broken", "End": true}}},
            {"StartAt": "Endless", "States": {"Endless": {"Type": "Task", "Resource": "arn:aws:lambda:eu-west-1:000000000000:function:endless", "End": true}}}],
            "Retry": [{"ErrorEquals": ["Broken"], "MaxAttempts": 1}],
            "Catch": [{"ErrorEquals": ["Broken"], "Next": "Done"}], "End": true},
          "Done": {"Type": "Pass", "Parameters": {"error.$": "$.Error"}, "End": true}
        }}
        """;

    [Fact]
    public async Task CutAfterEveryLine_ReachesTheSameEnd_WithoutRepeatingWhatWasDone()
    {
        await using var first = new TestMachine(functions: Functions());
        var (output, journal) = await CompleteAsync(first, Everything);
        var expected = Names(first.Service.GetHistory(journal.Arn));
        Assert.Equal(
            """{"plan":{"items":[1,2,3],"id":""" + (string)JsonNode.Parse(output)!["plan"]!["id"]!.ToJsonString() + """},"flaky":{"attempt":1},"caught":{"Error":"Broken","Cause":"{\"errorType\":\"Broken\",\"errorMessage\":\"always\",\"stackTrace\":[]}"},"each":[{"item":1,"index":0,"double":2},{"item":2,"index":1,"double":4},{"item":3,"index":2,"double":6}],"both":["left",[42]]}""",
            output);

        for (var kept = 1; kept < journal.Lines.Count; kept++)
        {
            var functions = Functions();
            await using var resumed = Restore(first, journal, kept, functions);
            resumed.Machine.Service.Resume();
            await resumed.Machine.Service.WaitForExecutionAsync(journal.Arn, TestContext.Current.CancellationToken);

            var description = resumed.Machine.Service.DescribeExecution(journal.Arn);
            Assert.True(output == (string?)description["output"], $"after {kept} lines: {description.ToJsonString()}");
            var history = resumed.Machine.Service.GetHistory(journal.Arn);
            Assert.Equal(expected, Names(history));
            Assert.Equal(Enumerable.Range(1, history.Count).Select(static id => (long)id), history.Select(static each => each.Id));
            var doneBefore = journal.Lines.Take(kept).Count(static line => line.Contains("FunctionSucceeded\"", StringComparison.Ordinal)
                || line.Contains("FunctionFailed\"", StringComparison.Ordinal)
                || line.Contains("\"Type\":\"TaskSucceeded\"", StringComparison.Ordinal) || line.Contains("\"Type\":\"TaskFailed\"", StringComparison.Ordinal));
            Assert.Equal(first.Functions.Calls.Count - doneBefore, functions.Calls.Count);
        }
    }

    /// <summary>What a function has taken in its request's name, such as the hold of a date, is its own when the attempt is made again.</summary>
    [Fact]
    public async Task CutAfterEveryLine_AnAttemptThatIsMadeAgainIsTheSameRequest()
    {
        const string Flaky = """
            {"StartAt": "Flaky", "States": {"Flaky": {"Type": "Task", "Resource": "arn:aws:states:::lambda:invoke", "End": true,
              "Parameters": {"FunctionName": "flaky", "Payload": {"attempt.$": "$$.State.RetryCount"}},
              "Retry": [{"ErrorEquals": ["Busy"], "IntervalSeconds": 60, "MaxAttempts": 2}]}}}
            """;
        await using var first = new TestMachine(functions: Functions());
        var (_, journal) = await CompleteAsync(first, Flaky);
        var ids = first.Functions.RequestIds.ToList();
        Assert.Equal((2, 2), (ids.Count, ids.Distinct().Count()));

        for (var kept = 1; kept < journal.Lines.Count; kept++)
        {
            var functions = Functions();
            await using var resumed = Restore(first, journal, kept, functions);
            resumed.Machine.Service.Resume();
            await resumed.Machine.Service.WaitForExecutionAsync(journal.Arn, TestContext.Current.CancellationToken);
            Assert.Equal(ids.TakeLast(functions.RequestIds.Count), functions.RequestIds);
        }
    }

    [Fact]
    public async Task CutAfterEveryLine_AnAbandonedBranchStaysAbandoned()
    {
        await using var first = new TestMachine(functions: Functions());
        var (output, journal) = await CompleteAsync(first, Abandon);
        Assert.Equal("""{"error":"Broken"}""", output);

        for (var kept = 1; kept < journal.Lines.Count; kept++)
        {
            await using var resumed = Restore(first, journal, kept, Functions());
            resumed.Machine.Service.Resume();
            await resumed.Machine.Service.WaitForExecutionAsync(journal.Arn, TestContext.Current.CancellationToken);

            var description = resumed.Machine.Service.DescribeExecution(journal.Arn);
            Assert.True(output == (string?)description["output"], $"after {kept} lines: {description.ToJsonString()}");
        }
    }

    [Fact]
    public async Task KilledBetweenTheJournalAndTheList_TheEndIsFound()
    {
        await using var first = new TestMachine(functions: Functions());
        var (output, journal) = await CompleteAsync(first, Everything);

        await using var resumed = Restore(first, journal, journal.Lines.Count, Functions());
        resumed.Machine.Service.Resume();

        var description = resumed.Machine.Service.DescribeExecution(journal.Arn);
        Assert.Equal(output, (string?)description["output"]);
        var list = await resumed.Machine.CallAsync("ListExecutions", $$"""{"stateMachineArn": "{{resumed.Machine.Service.StateMachineArn("machine")}}"}""");
        Assert.Equal("SUCCEEDED", (string?)list["executions"]![0]!["status"]);
    }

    [Fact]
    public async Task ClosedInTheMiddle_TheNextStartGoesOn_WithTheDefinitionItStartedWith()
    {
        var folder = Directory.CreateTempSubdirectory("sluice-sfn-").FullName;
        try
        {
            string arn;
            await using (var first = new TestMachine(folder, Functions(), realTime: true))
            {
                var waiting = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                first.Service.EventWritten += (_, written) =>
                {
                    if (written.Type == "TaskFailed")
                    {
                        waiting.TrySetResult();
                    }
                };
                arn = first.Start(Everything, name: "one");
                await waiting.Task.WaitAsync(TestContext.Current.CancellationToken);
            }

            await using var second = new TestMachine(folder, Functions());
            second.Service.UpsertStateMachine("machine", TestMachine.Definition("""  "Other": {"Type": "Succeed"} """), TestMachine.Role);
            Assert.Equal("RUNNING", (string?)second.Service.DescribeExecution(arn)["status"]);
            second.Service.Resume();
            await second.Service.WaitForExecutionAsync(arn, TestContext.Current.CancellationToken);

            Assert.Equal("SUCCEEDED", (string?)second.Service.DescribeExecution(arn)["status"]);
            Assert.Contains(second.Service.GetHistory(arn), static each => each.StateName == "Fine");
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static FakeFunctions Functions()
    {
        var functions = new FakeFunctions();
        functions.AddAsync("flaky", static (payload, _) => Task.FromResult((int)JsonNode.Parse(payload)!["attempt"]! == 0
            ? FakeFunctions.Failure("Busy", "later")
            : new LambdaResult(payload, null)));
        functions.AddFailing("broken", "Broken", "always");
        functions.Add("double", static payload => $"{2 * (int)JsonNode.Parse(payload)!["item"]!}");
        functions.AddAsync("endless", static async (_, token) =>
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, token);
            return new LambdaResult("null", null);
        });
        return functions;
    }

    private static async Task<(string Output, Recorded Journal)> CompleteAsync(TestMachine machine, string definition)
    {
        var description = await machine.RunAsync(definition);
        Assert.True((string?)description["status"] == "SUCCEEDED", description.ToJsonString());
        var path = Assert.Single(Directory.GetFiles(Path.Combine(machine.Folder, "stepfunctions", "executions")));
        return ((string)description["output"]!, new Recorded((string)description["executionArn"]!, Path.GetFileName(path), File.ReadAllLines(path)));
    }

    private static Restored Restore(TestMachine first, Recorded journal, int kept, FakeFunctions functions)
    {
        var folder = Directory.CreateTempSubdirectory("sluice-sfn-").FullName;
        var own = Directory.CreateDirectory(Path.Combine(folder, "stepfunctions", "executions")).Parent!.FullName;
        File.WriteAllLines(Path.Combine(own, "executions", journal.File), journal.Lines.Take(kept));
        File.WriteAllLines(Path.Combine(own, "executions.jsonl"), File.ReadLines(Path.Combine(first.Folder, "stepfunctions", "executions.jsonl")).Take(1));
        File.Copy(Path.Combine(first.Folder, "stepfunctions", "state-machines.jsonl"), Path.Combine(own, "state-machines.jsonl"));
        return new Restored(new TestMachine(folder, functions), folder);
    }

    private static List<string> Names(IEnumerable<HistoryEvent> history) =>
        history.Select(static each => $"{each.Type} {each.StateName}").Order(StringComparer.Ordinal).ToList();

    private sealed record Recorded(string Arn, string File, IReadOnlyList<string> Lines);

    private sealed record Restored(TestMachine Machine, string Folder) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync()
        {
            await Machine.DisposeAsync();
            Directory.Delete(Folder, recursive: true);
        }
    }
}
