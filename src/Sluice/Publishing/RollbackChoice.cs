using Sluice.Runs;

namespace Sluice.Publishing;

/// <summary>Chooses the run of a date whose rows are to be shown again.</summary>
public static class RollbackChoice
{
    /// <summary>The run to go back to.</summary>
    /// <param name="date">The pipeline and date, for messages.</param>
    /// <param name="wanted">The run that was asked for; empty takes the newest kept one before <paramref name="shown"/>.</param>
    /// <param name="shown">The run that readers see; null when they see none of the date's.</param>
    /// <param name="runs">The runs of the date.</param>
    /// <param name="kept">Those that have published and whose files are there.</param>
    /// <param name="unpublished">Those that have not published, and why each has not.</param>
    /// <exception cref="RollbackException">There is no such run to go back to.</exception>
    public static string Of(
        string date,
        string wanted,
        string? shown,
        RunsOfDate runs,
        IReadOnlyCollection<string> kept,
        IReadOnlyDictionary<string, string> unpublished)
    {
        var list = kept.Count == 0
            ? "No run of the date is kept: run the date again."
            : $"Kept are: {string.Join(", ", runs.All.Where(kept.Contains).Select(run => run == shown ? $"{run} (shown now)" : run))}.";
        if (wanted.Length == 0)
        {
            return (shown is null ? runs.All : runs.Before(shown)).LastOrDefault(kept.Contains)
                ?? throw new RollbackException($"{date} has no earlier run to go back to. {list}");
        }

        return kept.Contains(wanted) ? wanted
            : runs.Published.Contains(wanted) ? throw new RollbackException(
                $"The files of run {wanted} of {date} are gone: retention_runs in pipeline.json says how many runs' files stay. {list}")
            : unpublished.TryGetValue(wanted, out var why) ? throw new RollbackException($"Run {wanted} of {date} {why}. {list}")
            : throw new RollbackException($"{date} has no run {wanted}. {list}");
    }
}
