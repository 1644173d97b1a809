namespace Sluice.Local.Glue.Crawlers;

/// <summary>What a crawler looks through. The lake's crawlers know S3 targets only: any other kind is refused.</summary>
public sealed record CrawlerTargets
{
    /// <summary>The folders in S3.</summary>
    public IReadOnlyList<S3Target>? S3Targets { get; init; }
}
