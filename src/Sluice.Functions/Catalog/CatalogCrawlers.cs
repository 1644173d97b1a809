using Amazon.Glue;
using Amazon.Glue.Model;
using Sluice.Planning;

namespace Sluice.Functions.Catalog;

/// <summary>Crawlers in Glue: created when missing, brought up to date when different.</summary>
public sealed class CatalogCrawlers(IAmazonGlue glue, FunctionSettings settings)
{
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
        || !(crawler.Targets?.S3Targets ?? []).Select(static target => target.Path).SequenceEqual(plan.Targets)
        || (crawler.Targets?.S3Targets ?? []).Any(target => !(target.Exclusions ?? []).SequenceEqual(plan.Exclusions));
}
