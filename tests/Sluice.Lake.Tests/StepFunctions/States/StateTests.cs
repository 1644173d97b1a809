using Sluice.Lake.Lambda;

namespace Sluice.Lake.Tests.StepFunctions.States;

public sealed class StateTests
{
    private const string Task = "\"Type\": \"Task\", \"Resource\": \"arn:aws:lambda:eu-west-1:000000000000:function:f\"";

    [Theory]
    [InlineData(""" "P": {"Type": "Pass", "End": true} """, """{"a":1}""")]
    [InlineData(""" "P": {"Type": "Pass", "Result": {"x": 0.10}, "End": true} """, """{"x":0.10}""")]
    [InlineData(""" "P": {"Type": "Pass", "Result": "r", "ResultPath": "$.p", "End": true} """, """{"a":1,"p":"r"}""")]
    [InlineData(""" "P": {"Type": "Pass", "Result": "r", "ResultPath": null, "End": true} """, """{"a":1}""")]
    [InlineData(""" "P": {"Type": "Pass", "InputPath": null, "End": true} """, "{}")]
    [InlineData(""" "P": {"Type": "Pass", "InputPath": "$.a", "End": true} """, "1")]
    [InlineData(""" "P": {"Type": "Pass", "InputPath": "$.a", "ResultPath": "$.b", "End": true} """, """{"a":1,"b":1}""")]
    [InlineData(""" "P": {"Type": "Pass", "OutputPath": "$.a", "End": true} """, "1")]
    [InlineData(""" "P": {"Type": "Pass", "OutputPath": null, "End": true} """, "{}")]
    [InlineData(""" "P": {"Type": "Pass", "Parameters": {"l": [{"v.$": "$.a"}, "$.a"], "s.$": "$$.State.Name"}, "End": true} """, """{"l":[{"v":1},"$.a"],"s":"P"}""")]
    [InlineData(""" "S": {"Type": "Succeed", "InputPath": "$.a"} """, "1")]
    [InlineData(""" "W": {"Type": "Wait", "SecondsPath": "$.a", "End": true} """, """{"a":1}""")]
    [InlineData(""" "W": {"Type": "Wait", "Timestamp": "2016-03-14T01:59:00Z", "End": true} """, """{"a":1}""")]
    [InlineData(""" "M": {"Type": "Map", "ItemsPath": "$.a", "End": true, "Iterator": {"StartAt": "I", "States": {"I": {"Type": "Succeed"}}}} """, "[]", """{"a":[]}""")]
    [InlineData(""" "M": {"Type": "Map", "ItemsPath": "$.a", "Parameters": {"v.$": "$$.Map.Item.Value", "b.$": "$.b"}, "ResultSelector": {"all.$": "$[*].v"}, "ResultPath": "$.r", "OutputPath": "$.r", "End": true, "Iterator": {"StartAt": "I", "States": {"I": {"Type": "Succeed"}}}} """, """{"all":[3,4]}""", """{"a":[3,4],"b":2}""")]
    [InlineData(""" "P": {"Type": "Parallel", "Parameters": {"x": 5}, "End": true, "Branches": [{"StartAt": "A", "States": {"A": {"Type": "Succeed"}}}, {"StartAt": "B", "States": {"B": {"Type": "Pass", "Result": 2, "End": true}}}]} """, """[{"x":5},2]""")]
    public async Task Output(string states, string expected, string input = """{"a":1}""")
    {
        await using var machine = new TestMachine();
        Assert.Equal(expected, await machine.OutputAsync(states, input));
    }

    [Theory]
    [InlineData(""" "P": {"Type": "Pass", "InputPath": "$.x", "End": true} """, "States.Runtime", "An error occurred while executing the state 'P' (entered at the event id #2). The JSONPath '$.x' specified for the field 'InputPath' could not be found in the input '{}'")]
    [InlineData(""" "P": {"Type": "Pass", "Parameters": {"y.$": "$.x"}, "End": true} """, "States.ParameterPathFailure", "An error occurred while executing the state 'P' (entered at the event id #2). The JSONPath '$.x' specified for the field 'y.$' could not be found in the input '{}'")]
    [InlineData(""" "C": {"Type": "Choice", "Choices": [{"Variable": "$.x", "IsPresent": true, "Next": "S"}]}, "S": {"Type": "Succeed"} """, "States.NoChoiceMatched", "An error occurred while executing the state 'C' (entered at the event id #2). Failed to transition out of the state. The state does not point to a next state.")]
    [InlineData(""" "M": {"Type": "Map", "End": true, "Iterator": {"StartAt": "I", "States": {"I": {"Type": "Succeed"}}}} """, "States.Runtime", "An error occurred while executing the state 'M' (entered at the event id #2). Reference path \"$\" must point to array, not {}")]
    [InlineData(""" "F": {"Type": "Fail", "Error": "E", "Cause": "c"} """, "E", "c")]
    [InlineData(""" "M": {"Type": "Map", "ItemsPath": "$$.Execution.Input.none", "End": true, "Iterator": {"StartAt": "I", "States": {"I": {"Type": "Succeed"}}}} """, "States.Runtime", "An error occurred while executing the state 'M' (entered at the event id #2). The JSONPath '$$.Execution.Input.none' specified for the field 'ItemsPath' could not be found in the context object")]
    public async Task Failure(string states, string error, string cause)
    {
        await using var machine = new TestMachine();
        var description = await machine.RunAsync(TestMachine.Definition(states));
        Assert.Equal("FAILED", (string?)description["status"]);
        Assert.Equal(error, (string?)description["error"]);
        Assert.StartsWith(cause, (string?)description["cause"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Retry_CountsEachRetrierOnItsOwn_ThenCatches()
    {
        await using var machine = new TestMachine();
        var calls = 0;
        machine.Functions.AddAsync("f", (_, _) => System.Threading.Tasks.Task.FromResult(
            FakeFunctions.Failure(Interlocked.Increment(ref calls) % 2 == 0 ? "Even" : "Odd", "no")));

        var output = await machine.OutputAsync($$"""
            "T": {{{Task}}, "Retry": [{"ErrorEquals": ["Odd"], "MaxAttempts": 1}, {"ErrorEquals": ["Even"], "MaxAttempts": 5}],
              "Catch": [{"ErrorEquals": ["Odd"], "ResultPath": "$.e", "Next": "S"}], "End": true}, "S": {"Type": "Succeed", "OutputPath": "$.e.Error"}
            """);

        Assert.Equal("\"Odd\"", output);
        Assert.Equal(3, calls); // Odd: its one retry; Even: a retry; Odd: no retry left
    }

    [Fact]
    public async Task TimeoutSeconds_OfATask_IsCaughtAsStatesTimeout()
    {
        await using var machine = new TestMachine();
        machine.Functions.AddAsync("f", static async (_, token) =>
        {
            await System.Threading.Tasks.Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, token);
            return new LambdaResult("1", null);
        });
        Assert.Equal("\"States.Timeout\"", await machine.OutputAsync($$"""
            "T": {{{Task}}, "TimeoutSecondsPath": "$.t", "Catch": [{"ErrorEquals": ["States.Timeout"], "Next": "S"}], "End": true}, "S": {"Type": "Succeed", "OutputPath": "$.Error"}
            """, """{"t": 1}"""));
    }

    [Fact]
    public async Task Payload_Above256KiB_IsDataLimitExceeded_AndStatesAllDoesNotCatchIt()
    {
        await using var machine = new TestMachine();
        machine.Functions.Add("f", static _ => $"\"{new string('x', 262_143)}\"");
        var description = await machine.RunAsync(TestMachine.Definition(
            $$""" "T": {{{Task}}, "Catch": [{"ErrorEquals": ["States.ALL"], "Next": "S"}], "End": true}, "S": {"Type": "Succeed"} """));
        Assert.Equal("States.DataLimitExceeded", (string?)description["error"]);

        machine.Functions.Add("f", static _ => $"\"{new string('x', 262_142)}\"");
        Assert.Equal(262_144, (await machine.OutputAsync($$""" "T": {{{Task}}, "End": true} """)).Length);
    }

    [Fact]
    public async Task History_EndsAt25000Events()
    {
        await using var machine = new TestMachine();
        var description = await machine.RunAsync(TestMachine.Definition(""" "P": {"Type": "Pass", "Next": "P"} """));
        Assert.Equal("FAILED", (string?)description["status"]);
        Assert.Equal("The execution reached the maximum number of history events (25000).", (string?)description["cause"]);
        Assert.Equal(25_000, machine.History(description).Count);
    }

    [Fact]
    public async Task FunctionErrors_AreTheirType_AndServiceErrorsAreLambdas()
    {
        await using var machine = new TestMachine();
        machine.Functions.AddFailing("f", "MyException", "bad");
        var failed = await machine.RunAsync(TestMachine.Definition($$""" "T": {{{Task}}, "End": true} """));
        Assert.Equal("MyException", (string?)failed["error"]);
        Assert.Equal("""{"errorType":"MyException","errorMessage":"bad","stackTrace":[]}""", (string?)failed["cause"]);

        var missing = await machine.RunAsync(TestMachine.Definition(
            """ "T": {"Type": "Task", "Resource": "arn:aws:states:::lambda:invoke", "Parameters": {"FunctionName": "none"}, "End": true} """));
        Assert.Equal("Lambda.ResourceNotFoundException", (string?)missing["error"]);
        Assert.Equal(
            ["ExecutionStarted", "TaskStateEntered", "TaskScheduled", "TaskStarted", "TaskFailed", "ExecutionFailed"],
            machine.History(missing).Select(static each => each.Type));
    }
}
