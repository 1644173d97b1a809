namespace Sluice.Runs;

/// <summary>The runs of a pipeline's date, and how they have ended.</summary>
/// <param name="All">All of them, oldest first, as <see cref="RunOrder"/> says.</param>
/// <param name="Published">Those that have published. One of them may have failed afterwards: its files are what readers see.</param>
/// <param name="Failed">Those that have failed and published nothing. What is in neither is under way, or was stopped.</param>
public sealed record RunsOfDate(IReadOnlyList<string> All, IReadOnlySet<string> Published, IReadOnlySet<string> Failed)
{
    /// <summary>The newest that has published; null when none has.</summary>
    public string? NewestPublished => All.LastOrDefault(Published.Contains);

    /// <summary>Those that have published and are older than one of the date, oldest first.</summary>
    /// <param name="runId">The one.</param>
    public IReadOnlyList<string> PublishedBefore(string runId) => [.. Before(runId).Where(Published.Contains)];

    /// <summary>Those that are older than one of the date, oldest first.</summary>
    /// <param name="runId">The one.</param>
    public IEnumerable<string> Before(string runId) => All.TakeWhile(run => run != runId);
}
