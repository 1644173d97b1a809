namespace Sluice.Lake.Glue.Operations;

/// <summary>A request that names a crawler.</summary>
internal sealed record CrawlerName
{
    public required string Name { get; init; }
}
