using Sluice.Lake.Glue.Crawlers;

namespace Sluice.Lake.Glue.Operations;

/// <summary>A crawler as Glue shows it: <see href="https://docs.aws.amazon.com/glue/latest/webapi/API_Crawler.html"/>.</summary>
internal sealed record CrawlerDescription
{
    public required string Name { get; init; }

    public string? Role { get; init; }

    public CrawlerTargets? Targets { get; init; }

    public string? DatabaseName { get; init; }

    public string? Description { get; init; }

    public required IReadOnlyList<string> Classifiers { get; init; }

    public required RecrawlPolicy RecrawlPolicy { get; init; }

    public required SchemaChangePolicy SchemaChangePolicy { get; init; }

    public required LineageConfiguration LineageConfiguration { get; init; }

    public required CrawlerState State { get; init; }

    public string? TablePrefix { get; init; }

    public CrawlerSchedule? Schedule { get; init; }

    /// <summary>Milliseconds since the current run began; 0 when there is none.</summary>
    public required long CrawlElapsedTime { get; init; }

    public required DateTimeOffset CreationTime { get; init; }

    public required DateTimeOffset LastUpdated { get; init; }

    public LastCrawlInfo? LastCrawl { get; init; }

    public required long Version { get; init; }

    public string? Configuration { get; init; }

    public required LakeFormationConfiguration LakeFormationConfiguration { get; init; }

    internal static CrawlerDescription Of(CrawlerRecord record, DateTimeOffset now)
    {
        var definition = record.Definition;
        return new CrawlerDescription
        {
            Name = definition.Name,
            Role = definition.Role,
            Targets = definition.Targets,
            DatabaseName = definition.DatabaseName,
            Description = definition.Description,
            Classifiers = definition.Classifiers ?? [],
            RecrawlPolicy = new RecrawlPolicy { RecrawlBehavior = definition.RecrawlPolicy?.RecrawlBehavior ?? "CRAWL_EVERYTHING" },
            SchemaChangePolicy = new SchemaChangePolicy
            {
                UpdateBehavior = definition.SchemaChangePolicy?.UpdateBehavior ?? "UPDATE_IN_DATABASE",
                DeleteBehavior = definition.SchemaChangePolicy?.DeleteBehavior ?? "DEPRECATE_IN_DATABASE",
            },
            LineageConfiguration = new LineageConfiguration { CrawlerLineageSettings = "DISABLE" },
            State = record.State,
            TablePrefix = definition.TablePrefix,
            Schedule = definition.Schedule is { Length: > 0 } schedule ? new CrawlerSchedule(schedule, "SCHEDULED") : null,
            CrawlElapsedTime = record.Current is { } run ? Math.Max(0, (long)(now - run.StartTime).TotalMilliseconds) : 0,
            CreationTime = record.CreationTime,
            LastUpdated = record.LastUpdated,
            LastCrawl = record.LastRun is { } last ? LastCrawlInfo.Of(definition.Name, last) : null,
            Version = record.Version,
            Configuration = definition.Configuration,
            LakeFormationConfiguration = new LakeFormationConfiguration { UseLakeFormationCredentials = false, AccountId = "" },
        };
    }
}
