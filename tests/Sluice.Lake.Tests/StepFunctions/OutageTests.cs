using Sluice.Lake.Tests.Events;

namespace Sluice.Lake.Tests.StepFunctions;

/// <summary>While the lake is down, the clocks of its executions stand still; while it is up, they go.</summary>
public sealed class OutageTests
{
    private static readonly DateTimeOffset Evening = new(2026, 11, 20, 18, 0, 0, TimeSpan.Zero);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task AWait_HasLeftWhatItHadLeftWhenTheLakeStopped_HoweverOftenThatHappens()
    {
        using var folder = new MachineFolder();
        string arn;
        var clock = new ManualClock(Evening);
        await using (var first = new TestMachine(folder.Path, realTime: true, clock: clock))
        {
            arn = first.Start(TestMachine.Definition(""" "W": {"Type": "Wait", "Seconds": 3600, "End": true} """));
            await clock.TimerAsync(Evening.AddHours(1));
            clock.AdvanceToNextTimer(Evening.AddMinutes(50));
        }

        clock = new ManualClock(Evening.AddHours(15)); // 10 minutes are left
        await using (var second = new TestMachine(folder.Path, realTime: true, clock: clock))
        {
            second.Service.Resume();
            await clock.TimerAsync(DateTimeOffset.MaxValue);
            Assert.False(clock.AdvanceToNextTimer(Evening.AddHours(15).AddMinutes(4)));
        }

        clock = new ManualClock(Evening.AddHours(20)); // 6 minutes
        await using var third = new TestMachine(folder.Path, realTime: true, clock: clock);
        third.Service.Resume();
        await clock.TimerAsync(DateTimeOffset.MaxValue);
        Assert.False(clock.AdvanceToNextTimer(Evening.AddHours(20).AddMinutes(6).AddSeconds(-1)));
        Assert.True(clock.AdvanceToNextTimer(Evening.AddHours(20).AddMinutes(6)));
        await third.Service.WaitForExecutionAsync(arn, Cancellation);
    }

    [Fact]
    public async Task Killed_TwiceWithoutAnEventInBetween_NoHourCountsTwice()
    {
        using var folder = new MachineFolder();
        var clock = new ManualClock(Evening);
        await using (var first = new TestMachine(folder.Path, realTime: true, clock: clock))
        {
            first.Start("""
                {"StartAt": "W", "TimeoutSeconds": 7200, "States": {"W": {"Type": "Wait", "Seconds": 10800, "End": true}}}
                """, name: "one");
            await clock.TimerAsync(DateTimeOffset.MaxValue);
        }

        await KillAsync(folder, Evening.AddHours(3));
        await KillAsync(folder, Evening.AddHours(10));

        clock = new ManualClock(Evening.AddHours(11));
        await using var last = new TestMachine(folder.Path, realTime: true, clock: clock);
        last.Service.Resume();
        await clock.TimerAsync(DateTimeOffset.MaxValue);
        Assert.True(clock.AdvanceToNextTimer(Evening.AddHours(13))); // it has waited for no time at all, and times out after two hours
        Assert.Equal(Evening.AddHours(13), clock.GetUtcNow());
    }

    /// <summary>Starts on the folder at a time and leaves there what a kill would have left.</summary>
    private static async Task KillAsync(MachineFolder folder, DateTimeOffset now)
    {
        var clock = new ManualClock(now);
        byte[] left;
        await using (var machine = new TestMachine(folder.Path, realTime: true, clock: clock))
        {
            machine.Service.Resume();
            await clock.TimerAsync(DateTimeOffset.MaxValue);
            left = await File.ReadAllBytesAsync(folder.JournalOf("one"), Cancellation);
        }

        await File.WriteAllBytesAsync(folder.JournalOf("one"), left, Cancellation);
    }
}
