namespace Sluice.Lake.Glue.Crawlers;

/// <summary>What a crawler looks at when it runs again.</summary>
public sealed record RecrawlPolicy
{
    /// <summary><c>CRAWL_EVERYTHING</c> (also when absent) or <c>CRAWL_NEW_FOLDERS_ONLY</c>.</summary>
    public string? RecrawlBehavior { get; init; }
}
