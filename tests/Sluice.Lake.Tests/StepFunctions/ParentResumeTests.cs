namespace Sluice.Lake.Tests.StepFunctions;

public sealed class ParentResumeTests
{
    // The child's journal takes long to read: the parent is at its task before.
    private const string Child = """
        {"StartAt": "Count", "States": {
          "Count": {"Type": "Pass", "Parameters": {"n.$": "States.MathAdd($.n, 1)", "text.$": "$.text"}, "Next": "Enough?"},
          "Enough?": {"Type": "Choice", "Choices": [{"Variable": "$.n", "NumericEquals": 10, "Next": "Pause"}], "Default": "Count"},
          "Pause": {"Type": "Wait", "Seconds": 3600, "Next": "Done"},
          "Done": {"Type": "Pass", "Result": "from the child", "End": true}
        }}
        """;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task ParentThatWaitsForItsChild_IsResumedTogetherWithIt()
    {
        using var folder = new MachineFolder();
        string parent;
        await using (var first = new TestMachine(folder.Path, realTime: true))
        {
            var child = first.Service.UpsertStateMachine("child", Child, TestMachine.Role);
            var (submitted, pausing) = (MachineFolder.WhenWritten(first, "parent", "TaskSubmitted"), MachineFolder.WhenWritten(first, "child", "WaitStateEntered"));
            parent = first.Start(
                TestMachine.Definition($$"""
                    "Run": {"Type": "Task", "Resource": "arn:aws:states:::states:startExecution.sync:2",
                      "Parameters": {"StateMachineArn": "{{child}}", "Name": "child", "Input.$": "$"}, "OutputPath": "$.Output", "End": true}
                    """),
                $$"""{"n": 0, "text": "{{new string('x', 200_000)}}"}""",
                "parent");
            await submitted;
            await pausing;
        }

        await using var second = new TestMachine(folder.Path);
        var ended = second.Service.WaitForExecutionAsync(parent, Cancellation);
        Assert.False(ended.IsCompleted); // though it does not run yet
        second.Service.Resume();
        await ended;

        var description = second.Service.DescribeExecution(parent);
        Assert.Equal("\"from the child\"", (string?)description["output"]);
    }
}
