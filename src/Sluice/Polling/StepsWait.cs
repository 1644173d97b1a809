namespace Sluice.Polling;

/// <summary>How long a run waits for another one's steps.</summary>
public static class StepsWait
{
    /// <summary>The seconds before the next look: a day of them stays within an execution's history.</summary>
    public const int Seconds = 120;

    /// <summary>The seconds before the next look at jobs that are being stopped.</summary>
    public const int StoppingSeconds = 15;

    /// <summary>The longest wait in all, in seconds: 12 hours, half of what an execution has.</summary>
    public const int Limit = 43_200;

    /// <summary>What has been waited after the next wait.</summary>
    /// <param name="run">The run that waits.</param>
    /// <param name="holder">The run that it waits for.</param>
    /// <param name="waitedSeconds">The seconds waited so far.</param>
    /// <param name="seconds">The next wait.</param>
    /// <exception cref="PollingLimitException">It has waited long enough.</exception>
    public static int Next(string run, string holder, int waitedSeconds, int seconds = Seconds) => waitedSeconds < Limit
        ? waitedSeconds + seconds
        : throw new PollingLimitException(
            $"Run {run} has waited for {waitedSeconds} seconds for the steps of other runs, now for those of run {holder}. " +
            "Start it again when they are done, or run fewer dates at once.");
}
