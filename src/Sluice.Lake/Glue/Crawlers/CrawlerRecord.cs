using Sluice.Lake.Storage;

namespace Sluice.Lake.Glue.Crawlers;

/// <summary>A crawler with its state and history, as the journal keeps it. Replaced whole at each change.</summary>
internal sealed record CrawlerRecord : INamedRecord
{
    /// <summary>How many runs the history keeps; the oldest goes first.</summary>
    internal const int HistoryLength = 100;

    public required CrawlerDefinition Definition { get; init; }

    public required DateTimeOffset CreationTime { get; init; }

    public required DateTimeOffset LastUpdated { get; init; }

    /// <summary>1, and one more for each update.</summary>
    public long Version { get; init; } = 1;

    public CrawlerState State { get; init; }

    /// <summary>The run that is under way: there exactly when the state is not READY.</summary>
    public CrawlRun? Current { get; init; }

    /// <summary>Runs that have ended, the latest last.</summary>
    public IReadOnlyList<CrawlRun> History { get; init; } = [];

    /// <summary>What all runs changed.</summary>
    public CrawlChanges Total { get; init; } = new();

    /// <summary>Whether this is the journal's mark that the crawler was deleted.</summary>
    public bool Deleted { get; init; }

    string INamedRecord.Name => Definition.Name;

    internal CrawlRun? LastRun => History.Count > 0 ? History[^1] : null;

    /// <summary>The middle of the run times in the history, in seconds; 0 without history.</summary>
    internal double MedianSeconds
    {
        get
        {
            var seconds = History.Select(static run => run.Seconds).Order().ToList();
            return seconds.Count == 0 ? 0 : (seconds[(seconds.Count - 1) / 2] + seconds[seconds.Count / 2]) / 2;
        }
    }

    /// <summary>The record once the current run has ended so.</summary>
    internal CrawlerRecord Ended(CrawlRun run) => this with
    {
        State = CrawlerState.READY,
        Current = null,
        History = [.. History.TakeLast(HistoryLength - 1), run],
        Total = Total + run.Changes,
    };
}
