namespace Sluice.Publishing;

/// <summary>Chooses the run of a date whose rows are to be shown again.</summary>
public static class RollbackChoice
{
    /// <summary>The run to go back to.</summary>
    /// <param name="date">The pipeline and date, for messages.</param>
    /// <param name="wanted">The run that was asked for; empty takes the newest kept one before <paramref name="shown"/>.</param>
    /// <param name="shown">The run that readers see; null when they see none of the date's.</param>
    /// <param name="kept">The runs that have published and whose files are there.</param>
    /// <param name="removed">The runs that have published and whose files retention has removed.</param>
    /// <param name="unpublished">The runs that have not published, and why each has not.</param>
    /// <exception cref="RollbackException">There is no such run to go back to.</exception>
    public static string Of(
        string date,
        string wanted,
        string? shown,
        IReadOnlyCollection<string> kept,
        IReadOnlyCollection<string> removed,
        IReadOnlyDictionary<string, string> unpublished)
    {
        var list = kept.Count == 0
            ? "No run of the date is kept: run the date again."
            : $"Kept are: {string.Join(", ", kept.Order(StringComparer.Ordinal).Select(run => run == shown ? $"{run} (shown now)" : run))}.";
        if (wanted.Length == 0)
        {
            return kept.Where(run => shown is null || string.CompareOrdinal(run, shown) < 0) // ids sort by time
                .Max(StringComparer.Ordinal)
                ?? throw new RollbackException($"{date} has no earlier run to go back to. {list}");
        }

        return kept.Contains(wanted) ? wanted
            : removed.Contains(wanted) ? throw new RollbackException(
                $"The files of run {wanted} of {date} are gone: retention_runs in pipeline.json says how many runs' files stay. {list}")
            : unpublished.TryGetValue(wanted, out var why) ? throw new RollbackException($"Run {wanted} of {date} {why}. {list}")
            : throw new RollbackException($"{date} has no run {wanted}. {list}");
    }
}
