namespace Sluice.Lake.Glue.Crawlers;

/// <summary>How many tables and partitions of the catalog a crawl changed.</summary>
public sealed record CrawlChanges
{
    /// <summary>Tables created.</summary>
    public int TablesCreated { get; init; }

    /// <summary>Tables whose definition changed.</summary>
    public int TablesUpdated { get; init; }

    /// <summary>Tables deleted or marked as deprecated.</summary>
    public int TablesDeleted { get; init; }

    /// <summary>Partitions created.</summary>
    public int PartitionsCreated { get; init; }

    /// <summary>Partitions whose definition changed.</summary>
    public int PartitionsUpdated { get; init; }

    /// <summary>Partitions deleted or marked as deprecated.</summary>
    public int PartitionsDeleted { get; init; }

    /// <summary>Both together.</summary>
    public static CrawlChanges operator +(CrawlChanges left, CrawlChanges right) => new()
    {
        TablesCreated = left.TablesCreated + right.TablesCreated,
        TablesUpdated = left.TablesUpdated + right.TablesUpdated,
        TablesDeleted = left.TablesDeleted + right.TablesDeleted,
        PartitionsCreated = left.PartitionsCreated + right.PartitionsCreated,
        PartitionsUpdated = left.PartitionsUpdated + right.PartitionsUpdated,
        PartitionsDeleted = left.PartitionsDeleted + right.PartitionsDeleted,
    };
}
