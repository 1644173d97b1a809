namespace Sluice.Lake.Glue.Crawlers;

/// <summary>One run of a crawler.</summary>
public sealed record CrawlRun
{
    /// <summary>Its id, a UUID; the prefix of its lines in the crawler's log.</summary>
    public required string Id { get; init; }

    /// <summary>When it was started.</summary>
    public required DateTimeOffset StartTime { get; init; }

    /// <summary>When it ended; null while it runs.</summary>
    public DateTimeOffset? EndTime { get; init; }

    /// <summary>How it ended; null while it runs.</summary>
    public CrawlStatus? Status { get; init; }

    /// <summary>Why it failed; of one that succeeded, which objects it could make nothing of.</summary>
    public string? ErrorMessage { get; init; }

    /// <summary>What it changed.</summary>
    public CrawlChanges Changes { get; init; } = new();

    /// <summary>How long it took, in seconds; 0 while it runs.</summary>
    internal double Seconds => EndTime is { } end ? Math.Max(0, (end - StartTime).TotalSeconds) : 0;
}
