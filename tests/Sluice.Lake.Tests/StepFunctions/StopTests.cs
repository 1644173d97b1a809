using System.Text.Json.Nodes;
using Sluice.Lake.Protocol;

namespace Sluice.Lake.Tests.StepFunctions;

/// <summary>StopExecution at odd moments.</summary>
public sealed class StopTests
{
    private const string Pause = """ "W": {"Type": "Wait", "Seconds": 3600, "End": true} """;

    [Fact]
    public async Task AnExecutionThatEndsAtThisMoment_HasItsOwnEnd()
    {
        await using var machine = new TestMachine();
        Task<JsonObject>? stopped = null;
        machine.Service.ExecutionEnded = (header, _) =>
        {
            stopped = StopAsync(machine, header.ExecutionArn); // its end is written, and not yet in the list
            return true;
        };

        var description = await machine.RunAsync(TestMachine.Definition(""" "S": {"Type": "Succeed"} """));

        Assert.Equal("SUCCEEDED", (string?)description["status"]);
        Assert.Equal((decimal?)description["stopDate"], (decimal?)(await stopped!)["stopDate"]); // it has been called
    }

    [Fact]
    public async Task AnExecutionThatIsNotYetResumed_IsStopped()
    {
        using var folder = new MachineFolder();
        var arn = await LeaveAsync(folder);

        await using var machine = new TestMachine(folder.Path);
        await StopAsync(machine, arn);
        machine.Service.Resume();
        await machine.Service.WaitForExecutionAsync(arn, TestContext.Current.CancellationToken);

        Assert.Equal("ABORTED", (string?)machine.Service.DescribeExecution(arn)["status"]);
        Assert.DoesNotContain(machine.Service.GetHistory(arn), static each => each.Type == "WaitStateExited");
    }

    [Fact]
    public async Task AnExecutionThatIsNotYetResumed_IsTheSameForThoseWhoStartIt()
    {
        using var folder = new MachineFolder();
        var arn = await LeaveAsync(folder);

        await using var machine = new TestMachine(folder.Path);

        Assert.Equal(arn, machine.Start(TestMachine.Definition(Pause), name: "one"));
    }

    [Fact]
    public async Task WhenTheLakeStops_TheCallerIsTold()
    {
        using var folder = new MachineFolder();
        var machine = new TestMachine(folder.Path, realTime: true);
        var pausing = MachineFolder.WhenWritten(machine, "one", "WaitStateEntered");
        var arn = machine.Start(TestMachine.Definition(Pause), name: "one");
        await pausing;
        await machine.DisposeAsync();

        var refused = await Assert.ThrowsAsync<AwsServiceException>(() => StopAsync(machine, arn));

        Assert.Equal(("ServiceUnavailable", 503), (refused.Code, (int)refused.Status));
        Assert.Equal($"The execution {arn} was not stopped: the lake is stopping, or cannot write to its folder. Stop it again when the lake is up.", refused.Message);
    }

    private static async Task<string> LeaveAsync(MachineFolder folder)
    {
        await using var machine = new TestMachine(folder.Path, realTime: true);
        var pausing = MachineFolder.WhenWritten(machine, "one", "WaitStateEntered");
        var arn = machine.Start(TestMachine.Definition(Pause), name: "one");
        await pausing;
        return arn;
    }

    private static Task<JsonObject> StopAsync(TestMachine machine, string arn) => machine.CallAsync("StopExecution", $$"""{"executionArn": "{{arn}}"}""");
}
