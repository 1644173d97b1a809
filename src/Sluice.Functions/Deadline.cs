using System.Net;
using Amazon.Lambda.Core;
using Amazon.Runtime;

namespace Sluice.Functions;

/// <summary>
/// Gives a function's work a token that fires shortly before Lambda would end it without a word; says of a service that throttles
/// what the state machine knows; knows which invocation is at work.
/// </summary>
public static class Deadline
{
    /// <summary>The time kept to report the failure.</summary>
    public static readonly TimeSpan Reserve = TimeSpan.FromSeconds(2);

    // A function with more time than this has as much as Lambda gives: 15 minutes.
    private static readonly TimeSpan NearlyLongest = TimeSpan.FromMinutes(14);

    // Those that the SDK's own retries know, too.
    private static readonly HashSet<string> ThrottlingCodes = new(StringComparer.Ordinal)
    {
        "Throttling", "ThrottlingException", "ThrottledException", "RequestThrottled", "RequestThrottledException",
        "TooManyRequestsException", "RequestLimitExceeded", "BandwidthLimitExceeded", "SlowDown", "PriorRequestNotComplete",
    };

    // One for each invocation, also in what it does side by side.
    private static readonly AsyncLocal<Work?> Current = new();

    /// <summary>The id of the invocation at work. Step Functions' retry of one that lives on is another.</summary>
    /// <exception cref="InvalidOperationException">None is.</exception>
    public static string RequestId => Current.Value?.RequestId
        ?? throw new InvalidOperationException($"No invocation is at work here: what needs its id is called within {nameof(Deadline)}.{nameof(RunAsync)}.");

    /// <summary>Says what is being done now, for the message should the time be over: <c>copying s3://…</c>.</summary>
    public static void Doing(string what)
    {
        if (Current.Value is { } work)
        {
            work.What = what;
        }
    }

    /// <summary>Runs the work.</summary>
    /// <exception cref="DeadlineException">The time is over.</exception>
    /// <exception cref="ThrottledException">A service throttles the account: call again, later.</exception>
    public static async Task<T> RunAsync<T>(ILambdaContext context, Func<CancellationToken, Task<T>> work)
    {
        var remaining = context.RemainingTime;
        using var source = new CancellationTokenSource(remaining > Reserve ? remaining - Reserve : remaining);
        var current = Current.Value = new Work(context.AwsRequestId);
        try
        {
            return await work(source.Token);
        }
        catch (AmazonServiceException exception) when (IsThrottling(exception))
        {
            throw new ThrottledException(
                $"{context.FunctionName} was throttled. {current.What}The service says: {exception.ErrorCode}: {exception.Message}", exception);
        }
        catch (OperationCanceledException) when (source.IsCancellationRequested)
        {
            throw new DeadlineException(
                $"{context.FunctionName} was not done after {remaining.TotalSeconds:0} seconds, the time it had left. {current.What}" +
                (remaining >= NearlyLongest
                    ? "Lambda gives no function more: have the run do less at once, by a shorter date range or fewer and larger files. "
                    : "Give it a longer Timeout in template.yaml. ") +
                "What it has done does no harm and is not seen by readers twice: start the run again.");
        }
    }

    private static bool IsThrottling(AmazonServiceException exception) =>
        exception.StatusCode == HttpStatusCode.TooManyRequests || (exception.ErrorCode is { } code && ThrottlingCodes.Contains(code));

    private sealed class Work(string requestId)
    {
        private volatile string what = "";

        /// <summary>The invocation's id.</summary>
        public string RequestId => requestId;

        /// <summary>The last thing that was begun, as a sentence; empty before the first.</summary>
        public string What
        {
            get => what.Length == 0 ? "" : $"It was {what}. ";
            set => what = value;
        }
    }
}
