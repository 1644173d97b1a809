namespace Sluice.Lake.Glue.Crawlers;

/// <summary>Whether a crawler records data lineage. The lake's do not: only <c>DISABLE</c> is accepted.</summary>
public sealed record LineageConfiguration
{
    /// <summary><c>DISABLE</c>.</summary>
    public string? CrawlerLineageSettings { get; init; }
}
