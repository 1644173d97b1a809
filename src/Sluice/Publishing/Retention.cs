using Sluice.Runs;

namespace Sluice.Publishing;

/// <summary>Which runs' files of a partition go.</summary>
public static class Retention
{
    private const string Folder = "run=";

    /// <summary>
    /// The runs whose files go, oldest first: all that are older than the published one but the newest of them,
    /// <paramref name="keep"/> with the published one. Newer runs stay: one may be running, or <c>rollback</c> went back behind it.
    /// </summary>
    /// <param name="older">The runs that published before the one that the partition points at, oldest first.</param>
    /// <param name="keep">How many stay, the published one included; at least 1.</param>
    public static IReadOnlyList<string> RunsToDelete(IReadOnlyList<string> older, int keep)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(keep, 1);
        return [.. older.SkipLast(keep - 1)];
    }

    /// <summary>The run id in a key or location (<c>…/run=&lt;run_id&gt;/…</c>); null when there is none.</summary>
    public static string? RunIdOf(string keyOrLocation) =>
        keyOrLocation.Split('/')
            .Where(part => part.StartsWith(Folder, StringComparison.Ordinal))
            .Select(part => part[Folder.Length..])
            .FirstOrDefault(RunId.IsValid);
}
