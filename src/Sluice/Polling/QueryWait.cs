namespace Sluice.Polling;

/// <summary>How long to wait before queries are looked at again: short at first, then longer.</summary>
public static class QueryWait
{
    /// <summary>The first wait in seconds.</summary>
    public const int First = 1;

    /// <summary>The longest wait in seconds.</summary>
    public const int Longest = 30;

    /// <summary>The seconds to wait next: 1, 2, 4, 8, 16, then <see cref="Longest"/>. Never past the limit.</summary>
    /// <param name="what">What is waited for, such as <c>statement 01_x, query 1234…</c>, for the message.</param>
    /// <param name="waited">The seconds waited so far in all; 0 the first time.</param>
    /// <param name="limitSeconds">The longest it may take.</param>
    /// <exception cref="PollingLimitException">It has taken that long.</exception>
    public static int Next(string what, int waited, int limitSeconds)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(waited);
        if (waited >= limitSeconds)
        {
            throw new PollingLimitException(
                $"After {waited} seconds of waiting this is not done: {what}. The limit is {limitSeconds}, the field polling.query_limit_seconds of pipeline.json.");
        }

        // Doubling from 1, the waits so far sum to one less than the next.
        return Math.Min(Math.Min(waited + First, Longest), limitSeconds - waited);
    }
}
