namespace Sluice.Polling;

/// <summary>How long to wait before a crawler is looked at again.</summary>
public static class CrawlerWait
{
    /// <summary>The shortest wait in seconds.</summary>
    public const int Shortest = 5;

    /// <summary>The longest wait in seconds: an estimate can be wrong.</summary>
    public const int Longest = 120;

    /// <summary>The wait in seconds for a crawler that nothing is known about.</summary>
    public const int Unknown = 30;

    /// <summary>
    /// The seconds to wait next: Glue's estimate of the time left; without one what is left of the median run, else of the
    /// last run; beyond those a quarter of what it has taken so far. Never past the limit.
    /// </summary>
    /// <param name="crawler">The crawler's name, for the message.</param>
    /// <param name="elapsedSeconds">How long it has run.</param>
    /// <param name="progress">What Glue says of it.</param>
    /// <param name="limitSeconds">The longest it may run.</param>
    /// <exception cref="PollingLimitException">It has run that long.</exception>
    public static int Next(string crawler, double elapsedSeconds, CrawlerProgress progress, int limitSeconds)
    {
        if (elapsedSeconds >= limitSeconds)
        {
            throw new PollingLimitException(
                $"The crawler '{crawler}' has run for {Math.Floor(elapsedSeconds)} seconds and is not done. Its limit is {limitSeconds}, the field polling.crawler_limit_seconds of pipeline.json.");
        }

        var wait = Math.Clamp(Math.Ceiling(Expected(elapsedSeconds, progress)), Shortest, Longest);
        return (int)Math.Min(wait, Math.Ceiling(limitSeconds - elapsedSeconds));
    }

    private static double Expected(double elapsed, CrawlerProgress progress)
    {
        if (progress is { StillEstimating: false, TimeLeft: > 0 and var left })
        {
            return left;
        }

        var usual = progress.MedianRuntime is > 0 ? progress.MedianRuntime : progress.LastRuntime;
        return usual is not > 0 ? Unknown : usual > elapsed ? usual.Value - elapsed : elapsed / 4;
    }
}
