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
    /// <param name="same">Those of them whose showing would change nothing.</param>
    /// <param name="unusable">The others, and why each cannot be shown, a sentence.</param>
    /// <exception cref="RollbackException">There is no such run to go back to.</exception>
    public static string Of(
        string date,
        string wanted,
        string? shown,
        RunsOfDate runs,
        IReadOnlyCollection<string> kept,
        IReadOnlySet<string> same,
        IReadOnlyDictionary<string, string> unusable)
    {
        var list = kept.Count == 0
            ? "No run of the date is kept: run the date again."
            : $"Kept are: {string.Join(", ", runs.All.Where(kept.Contains).Select(run => run == shown ? $"{run} (shown now)" : run))}.";
        if (wanted.Length == 0)
        {
            return (shown is null ? runs.All : runs.Before(shown)).LastOrDefault(run => kept.Contains(run) && !same.Contains(run))
                ?? throw new RollbackException($"{date} has no earlier run to go back to. {list}");
        }

        return kept.Contains(wanted) ? wanted
            : unusable.TryGetValue(wanted, out var why) ? throw new RollbackException($"{why} {list}")
            : throw new RollbackException($"{date} has no run {wanted}. {list}");
    }
}
