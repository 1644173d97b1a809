namespace Sluice.Lake.Glue.Crawlers;

/// <summary>A crawler as it was created or updated: <see href="https://docs.aws.amazon.com/glue/latest/webapi/API_CreateCrawler.html"/>.</summary>
public sealed record CrawlerDefinition
{
    /// <summary>Its name, 1 to 255 characters, case-sensitive.</summary>
    public required string Name { get; init; }

    /// <summary>The IAM role, by name or ARN. Required, as on AWS; the lake asks nobody for permission.</summary>
    public string? Role { get; init; }

    /// <summary>The database that its tables go to.</summary>
    public string? DatabaseName { get; init; }

    /// <summary>A description.</summary>
    public string? Description { get; init; }

    /// <summary>What it looks through.</summary>
    public CrawlerTargets? Targets { get; init; }

    /// <summary>A cron expression, <c>cron(15 12 * * ? *)</c>.</summary>
    public string? Schedule { get; init; }

    /// <summary>Custom classifiers; the lake has none, so the list is empty.</summary>
    public IReadOnlyList<string>? Classifiers { get; init; }

    /// <summary>Put before the name of each table that it creates; at most 128 characters.</summary>
    public string? TablePrefix { get; init; }

    /// <summary>What to do about changes.</summary>
    public SchemaChangePolicy? SchemaChangePolicy { get; init; }

    /// <summary>What to look at when it runs again.</summary>
    public RecrawlPolicy? RecrawlPolicy { get; init; }

    /// <summary>Whether it records lineage.</summary>
    public LineageConfiguration? LineageConfiguration { get; init; }

    /// <summary>Whether it uses Lake Formation.</summary>
    public LakeFormationConfiguration? LakeFormationConfiguration { get; init; }

    /// <summary>More settings, as JSON text: <see cref="CrawlerConfiguration"/>.</summary>
    public string? Configuration { get; init; }

    /// <summary>Tags; kept, and what ListCrawlers filters by.</summary>
    public IReadOnlyDictionary<string, string>? Tags { get; init; }
}
