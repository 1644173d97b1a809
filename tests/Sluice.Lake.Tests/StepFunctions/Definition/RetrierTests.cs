using Sluice.Lake.StepFunctions.Definition;

namespace Sluice.Lake.Tests.StepFunctions.Definition;

public sealed class RetrierTests
{
    [Theory]
    [InlineData(0, 3)]
    [InlineData(1, 6)]
    [InlineData(2, 12)]
    [InlineData(3, 20)]
    [InlineData(1000, 20)]
    public void Delay_GrowsToItsLimit(int earlier, int seconds)
    {
        var retrier = new Retrier { ErrorEquals = new ErrorMatch(["X"]), IntervalSeconds = 3, BackoffRate = 2m, MaxDelaySeconds = 20 };
        Assert.Equal(TimeSpan.FromSeconds(seconds), retrier.Delay(earlier, 0.5));
    }

    [Fact]
    public void FullJitter_TakesAPartOfTheInterval()
    {
        var retrier = new Retrier { ErrorEquals = new ErrorMatch(["X"]), IntervalSeconds = 10, FullJitter = true };
        Assert.Equal(TimeSpan.Zero, retrier.Delay(0, 0));
        Assert.Equal(TimeSpan.FromSeconds(2.5), retrier.Delay(0, 0.25));
        Assert.Equal(TimeSpan.FromSeconds(10), retrier.Delay(1, 0.5));
    }

    [Theory]
    [InlineData("States.ALL", "Mine", true)]
    [InlineData("States.ALL", "States.Timeout", true)]
    [InlineData("States.ALL", "States.DataLimitExceeded", false)]
    [InlineData("States.ALL", "States.Runtime", false)]
    [InlineData("States.Runtime", "States.Runtime", false)]
    [InlineData("States.DataLimitExceeded", "States.DataLimitExceeded", true)]
    [InlineData("States.TaskFailed", "Mine", true)]
    [InlineData("States.TaskFailed", "States.Timeout", false)]
    [InlineData("States.TaskFailed", "States.TaskFailed", true)]
    [InlineData("States.Timeout", "States.HeartbeatTimeout", true)]
    [InlineData("States.HeartbeatTimeout", "States.Timeout", false)]
    [InlineData("Mine", "mine", false)]
    public void ErrorEquals_Matches(string name, string error, bool expected) => Assert.Equal(expected, new ErrorMatch([name]).Matches(error));
}
