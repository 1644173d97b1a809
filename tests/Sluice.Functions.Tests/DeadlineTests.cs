using System.Net;
using Amazon.Runtime;

namespace Sluice.Functions.Tests;

public sealed class DeadlineTests
{
    [Fact]
    public async Task RunAsync_TimeOver_SaysSo()
    {
        var never = new TaskCompletionSource<int>();
        var exception = await Assert.ThrowsAsync<DeadlineException>(() => Deadline.RunAsync(
            new FixedLambdaContext(Deadline.Reserve + TimeSpan.FromMilliseconds(1)), token => never.Task.WaitAsync(token)));
        Assert.Equal(
            "sluice-dev-Test was not done after 2 seconds, the time it had left. " +
            "Give it a longer Timeout in template.yaml. What it has done does no harm and is not seen by readers twice: start the run again.",
            exception.Message);
    }

    [Fact]
    public async Task RunAsync_TimeOver_SaysWhatWasBeingDone_SideBySideToo()
    {
        var exception = await Assert.ThrowsAsync<DeadlineException>(() => Deadline.RunAsync(
            new FixedLambdaContext(Deadline.Reserve + TimeSpan.FromMilliseconds(1)),
            async token =>
            {
                Deadline.Doing("reading the plan");
                await Parallel.ForEachAsync(["one.csv"], CancellationToken.None, async (file, _) =>
                {
                    Deadline.Doing($"copying {file}");
                    await new TaskCompletionSource<int>().Task.WaitAsync(token);
                });
                return 0;
            }));
        Assert.StartsWith(
            "sluice-dev-Test was not done after 2 seconds, the time it had left. It was copying one.csv. Give it a longer Timeout",
            exception.Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task RunAsync_WorkGivesUpByItself_IsNotTheDeadline() => await Assert.ThrowsAsync<OperationCanceledException>(
        static () => Deadline.RunAsync<int>(
            new FixedLambdaContext(TimeSpan.FromMinutes(1)), static _ => throw new OperationCanceledException()));

    [Theory]
    [InlineData("ThrottlingException", 400)]
    [InlineData("TooManyRequestsException", 400)]
    [InlineData("SlowDown", 503)]
    [InlineData("SomethingElse", 429)]
    public async Task RunAsync_ServiceThrottles_HasOneNameWhateverTheServiceCallsIt(string code, int status)
    {
        var exception = await Assert.ThrowsAsync<ThrottledException>(() => Deadline.RunAsync<int>(
            new FixedLambdaContext(TimeSpan.FromMinutes(1)),
            _ =>
            {
                Deadline.Doing("listing partitions");
                throw new AmazonServiceException("Rate exceeded", null, ErrorType.Sender, code, "request", (HttpStatusCode)status);
            }));
        Assert.Equal($"sluice-dev-Test was throttled. It was listing partitions. The service says: {code}: Rate exceeded", exception.Message);
    }

    [Fact]
    public async Task RunAsync_ServiceRefuses_IsItsOwnError() => await Assert.ThrowsAsync<AmazonServiceException>(
        static () => Deadline.RunAsync<int>(
            new FixedLambdaContext(TimeSpan.FromMinutes(1)),
            static _ => throw new AmazonServiceException("No", null, ErrorType.Sender, "AccessDenied", "request", HttpStatusCode.Forbidden)));

    [Fact]
    public async Task RunAsync_InTime_GivesTheResult() => Assert.Equal(
        7, await Deadline.RunAsync(new FixedLambdaContext(TimeSpan.FromMinutes(1)), static _ => Task.FromResult(7)));
}
