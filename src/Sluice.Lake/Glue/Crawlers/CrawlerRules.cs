using Sluice.Lake.Glue.Catalog;
using Sluice.Lake.Glue.Crawlers.Crawling;
using Sluice.Lake.Glue.Crawlers.Jdbc;
using Sluice.Lake.S3;

namespace Sluice.Lake.Glue.Crawlers;

/// <summary>What Glue checks when a crawler is created or updated, and what the lake's crawlers cannot do.</summary>
internal static class CrawlerRules
{
    /// <summary>Glue's default quota of crawlers in an account.</summary>
    private const int MaxCrawlers = 1000;

    private const int MaxPrefixLength = 128;

    /// <summary>Refuses one crawler more than the quota.</summary>
    internal static void CheckCount(int existing)
    {
        if (existing >= MaxCrawlers)
        {
            throw GlueErrors.LimitExceeded($"The account has {existing} crawlers: the quota is {MaxCrawlers}. Delete some first.");
        }
    }

    /// <summary>Refuses a definition that could not be run as it says.</summary>
    internal static void Check(CrawlerDefinition crawler)
    {
        _ = CatalogNames.Normalize(crawler.Name, "crawler name");
        if (string.IsNullOrEmpty(crawler.Role))
        {
            throw Invalid(crawler, "has no Role: name the IAM role that it reads the targets with");
        }

        foreach (var target in crawler.Targets?.S3Targets ?? [])
        {
            Check(crawler, target);
        }

        foreach (var target in crawler.Targets?.JdbcTargets ?? [])
        {
            Check(crawler, target);
        }

        if (crawler.Targets is not ({ S3Targets.Count: > 0 } or { JdbcTargets.Count: > 0 }))
        {
            throw Invalid(crawler, "has no target: the lake's crawlers look through S3 and, over JDBC, PostgreSQL");
        }

        if (crawler.Classifiers is { Count: > 0 })
        {
            throw Invalid(crawler, $"has the classifiers {string.Join(", ", crawler.Classifiers)}: the lake has the built-in ones only");
        }

        if (crawler.TablePrefix?.Length > MaxPrefixLength)
        {
            throw Invalid(crawler, $"has a TablePrefix of {crawler.TablePrefix.Length} characters: at most {MaxPrefixLength} are allowed");
        }

        if (!string.IsNullOrEmpty(crawler.Schedule)
            && !(crawler.Schedule.StartsWith("cron(", StringComparison.Ordinal) && crawler.Schedule.EndsWith(')')
                && crawler.Schedule[5..^1].Split(' ', StringSplitOptions.RemoveEmptyEntries).Length == 6))
        {
            throw Invalid(crawler, $"has the Schedule '{crawler.Schedule}': it must be cron(minutes hours day-of-month month day-of-week year)");
        }

        OneOf(crawler, "UpdateBehavior", crawler.SchemaChangePolicy?.UpdateBehavior, "UPDATE_IN_DATABASE", "LOG");
        OneOf(crawler, "DeleteBehavior", crawler.SchemaChangePolicy?.DeleteBehavior, "DEPRECATE_IN_DATABASE", "DELETE_FROM_DATABASE", "LOG");
        OneOf(crawler, "RecrawlBehavior", crawler.RecrawlPolicy?.RecrawlBehavior, "CRAWL_EVERYTHING", "CRAWL_NEW_FOLDERS_ONLY");
        OneOf(crawler, "CrawlerLineageSettings", crawler.LineageConfiguration?.CrawlerLineageSettings, "DISABLE");
        if (crawler.LakeFormationConfiguration?.UseLakeFormationCredentials is true)
        {
            throw Invalid(crawler, "uses Lake Formation's credentials: the lake has no Lake Formation");
        }

        if (crawler.RecrawlPolicy?.RecrawlBehavior == "CRAWL_NEW_FOLDERS_ONLY"
            && crawler.SchemaChangePolicy is not { UpdateBehavior: "LOG", DeleteBehavior: "LOG" })
        {
            throw GlueErrors.InvalidInput(
                "The SchemaChangePolicy for \"Crawl new folders only\" Amazon S3 target can have only LOG DeleteBehavior value and only " +
                $"LOG UpdateBehavior value: crawler {crawler.Name}.");
        }

        _ = CrawlerConfiguration.Parse(crawler.Configuration);
    }

    private static void Check(CrawlerDefinition crawler, S3Target target)
    {
        if (!S3Uri.TryParse(target.Path, out _))
        {
            throw Invalid(crawler, $"has the S3 target '{target.Path}': it must be s3://bucket/folder/");
        }

        if (target.SampleSize is < 1 or > 249)
        {
            throw Invalid(crawler, $"has the SampleSize {target.SampleSize}: it must be between 1 and 249");
        }

        foreach (var pattern in target.Exclusions ?? [])
        {
            _ = new GlobPattern(pattern);
        }
    }

    private static void Check(CrawlerDefinition crawler, JdbcTarget target)
    {
        if (string.IsNullOrEmpty(target.ConnectionName))
        {
            throw Invalid(crawler, $"has the JDBC target '{target.Path}' without a ConnectionName: name the Glue connection to its database");
        }

        if (JdbcPath.TryParse(target.Path) is null)
        {
            throw Invalid(crawler, $"has the JDBC target '{target.Path}': it must be database/schema/table, with % for any letters of schema or table");
        }

        if (target.Exclusions is { Count: > 0 })
        {
            throw Invalid(crawler, $"has Exclusions for the JDBC target '{target.Path}': the lake knows none; name the tables in the path");
        }
    }

    private static void OneOf(CrawlerDefinition crawler, string member, string? value, params string[] allowed)
    {
        if (value is not null && !allowed.Contains(value, StringComparer.Ordinal))
        {
            throw Invalid(crawler, $"has the {member} {value}: the lake knows {string.Join(", ", allowed)}");
        }
    }

    private static Protocol.AwsServiceException Invalid(CrawlerDefinition crawler, string what) =>
        GlueErrors.InvalidInput($"Crawler {crawler.Name} {what}.");
}
