using Sluice.Runs;

namespace Sluice.Publishing;

/// <summary>Which runs' files of a partition go.</summary>
public static class Retention
{
    private const string Folder = "run=";

    /// <summary>
    /// The runs whose files go, oldest first: all but the published one and the newest older ones, <paramref name="keep"/>
    /// in all. Runs newer than the published one stay: one may be running, or <c>rollback</c> went back behind it.
    /// </summary>
    /// <param name="runIds">The runs that have files for this partition.</param>
    /// <param name="published">The run that the partition points at.</param>
    /// <param name="keep">How many stay, the published one included; at least 1.</param>
    public static IReadOnlyList<string> RunsToDelete(IEnumerable<string> runIds, string published, int keep)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(keep, 1);
        return
        [
            .. runIds.Distinct(StringComparer.Ordinal)
                .Where(run => string.CompareOrdinal(run, published) < 0) // ids sort by time
                .OrderDescending(StringComparer.Ordinal)
                .Skip(keep - 1)
                .Reverse(),
        ];
    }

    /// <summary>The run id in a key or location (<c>…/run=&lt;run_id&gt;/…</c>); null when there is none.</summary>
    public static string? RunIdOf(string keyOrLocation) =>
        keyOrLocation.Split('/')
            .Where(part => part.StartsWith(Folder, StringComparison.Ordinal))
            .Select(part => part[Folder.Length..])
            .FirstOrDefault(RunId.IsValid);
}
