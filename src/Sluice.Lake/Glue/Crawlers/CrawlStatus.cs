namespace Sluice.Lake.Glue.Crawlers;

#pragma warning disable CA1707, CS1591 // the names are Glue's own
/// <summary>How a crawl ended.</summary>
public enum CrawlStatus
{
    SUCCEEDED,
    CANCELLED,
    FAILED,
}
