using System.Text.Json.Nodes;
using Amazon.Glue;
using Amazon.Glue.Model;
using Sluice.Planning;

namespace Sluice.Functions.Catalog;

/// <summary>Crawlers in Glue: created when missing, brought up to date when different.</summary>
public sealed class CatalogCrawlers(IAmazonGlue glue, FunctionSettings settings)
{
    // Partitions with columns of their own, once they differ from the table's, are what Athena refuses with HIVE_PARTITION_SCHEMA_MISMATCH;
    // and indexes serve only tables whose property partition_filtering.enabled is set, which no crawler sets.
    private const string Configuration =
        """{"Version":1.0,"CrawlerOutput":{"Partitions":{"AddOrUpdateBehavior":"InheritFromTable"}},"CreatePartitionIndex":false}""";

    /// <summary>Creates a crawler or brings it up to date.</summary>
    /// <exception cref="CrawlerRunningException">It is different and runs just now.</exception>
    public async Task EnsureAsync(CrawlerPlan plan, CancellationToken cancellationToken)
    {
        Deadline.Doing($"bringing crawler {plan.Name} up to date");
        var crawler = await FindAsync(plan.Name, cancellationToken) ?? await CreateAsync(plan, cancellationToken);
        if (crawler is not null && Differs(crawler, plan))
        {
            await glue.UpdateCrawlerAsync(
                new UpdateCrawlerRequest
                {
                    Name = plan.Name,
                    Role = settings.CrawlerRoleArn,
                    DatabaseName = plan.Database,
                    TablePrefix = plan.TablePrefix,
                    Targets = Targets(plan),
                    Configuration = Configuration,
                },
                cancellationToken);
        }
    }

    private async Task<Crawler?> FindAsync(string name, CancellationToken cancellationToken)
    {
        try
        {
            return (await glue.GetCrawlerAsync(new GetCrawlerRequest { Name = name }, cancellationToken)).Crawler;
        }
        catch (EntityNotFoundException)
        {
            return null;
        }
    }

    /// <summary>Creates a crawler. Returns the one that another run of the pipeline created first, else null.</summary>
    private async Task<Crawler?> CreateAsync(CrawlerPlan plan, CancellationToken cancellationToken)
    {
        try
        {
            await glue.CreateCrawlerAsync(
                new CreateCrawlerRequest
                {
                    Name = plan.Name,
                    Role = settings.CrawlerRoleArn,
                    DatabaseName = plan.Database,
                    TablePrefix = plan.TablePrefix,
                    Targets = Targets(plan),
                    Configuration = Configuration,
                },
                cancellationToken);
            return null;
        }
        catch (AlreadyExistsException)
        {
            return await FindAsync(plan.Name, cancellationToken);
        }
    }

    private static CrawlerTargets Targets(CrawlerPlan plan) => new()
    {
        S3Targets = [.. plan.Targets.Select(path => new S3Target { Path = path, Exclusions = [.. plan.Exclusions] })],
    };

    private static bool Differs(Crawler crawler, CrawlerPlan plan) =>
        crawler.DatabaseName != plan.Database
        || (crawler.TablePrefix ?? "") != plan.TablePrefix
        || !IsConfigured(crawler)
        || !(crawler.Targets?.S3Targets ?? []).Select(static target => target.Path).SequenceEqual(plan.Targets)
        || (crawler.Targets?.S3Targets ?? []).Any(target => !(target.Exclusions ?? []).SequenceEqual(plan.Exclusions));

    private static bool IsConfigured(Crawler crawler) =>
        !string.IsNullOrEmpty(crawler.Configuration) && JsonNode.DeepEquals(JsonNode.Parse(crawler.Configuration), JsonNode.Parse(Configuration));
}
