namespace Sluice.Lake.Glue.Crawlers;

#pragma warning disable CA1707, CS1591 // the names are Glue's own
/// <summary>What a crawler is doing.</summary>
public enum CrawlerState
{
    READY,
    RUNNING,
    STOPPING,
}
