using Amazon.Lambda.Core;

namespace Sluice.Functions;

/// <summary>Gives a function's work a token that fires shortly before Lambda would end it without a word.</summary>
public static class Deadline
{
    /// <summary>The time kept to report the failure.</summary>
    public static readonly TimeSpan Reserve = TimeSpan.FromSeconds(2);

    /// <summary>Runs the work.</summary>
    /// <exception cref="DeadlineException">The time is over.</exception>
    public static async Task<T> RunAsync<T>(ILambdaContext context, Func<CancellationToken, Task<T>> work)
    {
        var remaining = context.RemainingTime;
        using var source = new CancellationTokenSource(remaining > Reserve ? remaining - Reserve : remaining);
        try
        {
            return await work(source.Token);
        }
        catch (OperationCanceledException) when (source.IsCancellationRequested)
        {
            throw new DeadlineException(
                $"{context.FunctionName} was not done after {remaining.TotalSeconds:0} seconds, the time it had left. " +
                "Give it a longer Timeout in template.yaml; what it did is kept and is not done again.");
        }
    }
}
