using Sluice.Lake.Lambda;
using Sluice.Lake.Tests.Events;

namespace Sluice.Lake.Tests.StepFunctions;

/// <summary>What the disk does not take for a moment is written when it takes it again.</summary>
public sealed class FullDiskTests
{
    // One branch is at its task when the other waits.
    private const string Both = """
        {"StartAt": "Both", "States": {"Both": {"Type": "Parallel", "End": true, "Branches": [
          {"StartAt": "Work", "States": {"Work": {"Type": "Task", "Resource": "arn:aws:lambda:eu-west-1:000000000000:function:work", "End": true}}},
          {"StartAt": "Wait", "States": {"Wait": {"Type": "Wait", "Seconds": 60, "Next": "Rest"}, "Rest": {"Type": "Pass", "Result": "rested", "End": true}}}]}}}
        """;

    [Fact]
    public async Task AnEventThatCannotBeWritten_HoldsTheExecutionUp_UntilItCan()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Needs /dev/full.");
        using var folder = new MachineFolder();
        var (clock, functions, calls) = (new ManualClock(DateTimeOffset.UnixEpoch), new FakeFunctions(), 0);
        var waiting = clock.TimerAsync(DateTimeOffset.UnixEpoch.AddSeconds(60)); // the other branch does
        functions.AddAsync("work", async (_, token) =>
        {
            if (++calls == 1)
            {
                await waiting.WaitAsync(token);
                FullDisk.Fill(folder.JournalOf("one"));
            }

            return new LambdaResult("\"worked\"", null);
        });
        await using var machine = new TestMachine(folder.Path, functions, realTime: true, clock: clock);

        var arn = machine.Start(Both, name: "one");
        await AdvanceUntilAsync(clock, machine.Service.WaitForExecutionAsync(arn, TestContext.Current.CancellationToken));

        var description = machine.Service.DescribeExecution(arn);
        Assert.Equal(("SUCCEEDED", """["worked","rested"]"""), ((string?)description["status"], (string?)description["output"]));
        var history = machine.Service.GetHistory(arn);
        Assert.Equal(Enumerable.Range(1, history.Count).Select(static id => (long)id), history.Select(static each => each.Id));
        Assert.DoesNotContain(history, static each => each.Type.EndsWith("Aborted", StringComparison.Ordinal) || each.Type.EndsWith("Failed", StringComparison.Ordinal));
        Assert.Equal(2, calls);
        Assert.StartsWith(
            $"sluice: error: The execution {arn} stands still and is taken up again in 5 seconds: No space left on device", machine.Log.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task AnEndThatCannotBeTold_IsToldLater()
    {
        var clock = new ManualClock(DateTimeOffset.UnixEpoch);
        await using var machine = new TestMachine(clock: clock);
        var told = 0;
        machine.Service.ExecutionEnded = (_, _) => ++told > 1 ? true : throw new IOException("No space left on device");

        var arn = machine.Start(TestMachine.Definition(""" "S": {"Type": "Succeed"} """));
        await AdvanceUntilAsync(clock, machine.Service.WaitForExecutionAsync(arn, TestContext.Current.CancellationToken));

        Assert.Equal(2, told);
        var list = await machine.CallAsync("ListExecutions", $$"""{"stateMachineArn": "{{machine.Service.StateMachineArn("machine")}}"}""");
        Assert.Equal("SUCCEEDED", (string?)list["executions"]![0]!["status"]);
    }

    [Fact]
    public async Task AnEndThatCannotBeListed_IsListedLater()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Needs /dev/full.");
        using var folder = new MachineFolder();
        var (clock, functions, calls) = (new ManualClock(DateTimeOffset.UnixEpoch), new FakeFunctions(), 0);
        functions.Add("work", _ =>
        {
            if (++calls == 1)
            {
                FullDisk.Fill(Path.Combine(folder.Path, "stepfunctions", "executions.jsonl"));
            }

            return "1";
        });
        await using (var machine = new TestMachine(folder.Path, functions, clock: clock))
        {
            const string Work = """ "W": {"Type": "Task", "Resource": "arn:aws:lambda:eu-west-1:000000000000:function:work", "End": true} """;
            var arn = machine.Start(TestMachine.Definition(Work), name: "one");
            await AdvanceUntilAsync(clock, machine.Service.WaitForExecutionAsync(arn, TestContext.Current.CancellationToken));
            await machine.RunAsync(TestMachine.Definition(Work)); // the list goes on
        }

        await using var next = new TestMachine(folder.Path);
        var list = await next.CallAsync("ListExecutions", $$"""{"stateMachineArn": "{{next.Service.StateMachineArn("machine")}}"}""");
        Assert.Equal(["SUCCEEDED", "SUCCEEDED"], list["executions"]!.AsArray().Select(static each => (string?)each!["status"]));
    }

    private static async Task AdvanceUntilAsync(ManualClock clock, Task task)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(TimeSpan.FromSeconds(30));
        while (!task.IsCompleted)
        {
            limit.Token.ThrowIfCancellationRequested();
            clock.AdvanceToNextTimer(DateTimeOffset.UnixEpoch.AddHours(1));
            await Task.Yield();
        }

        await task;
    }
}
