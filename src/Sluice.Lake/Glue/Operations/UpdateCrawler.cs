using Sluice.Lake.Glue.Crawlers;
using Sluice.Lake.Protocol;
using Sluice.Lake.Time;

namespace Sluice.Lake.Glue.Operations;

/// <summary><see href="https://docs.aws.amazon.com/glue/latest/webapi/API_UpdateCrawler.html"/>.</summary>
internal sealed class UpdateCrawler(CrawlerStore crawlers, LakeTime time) : GlueOperation<CrawlerDefinition, EmptyResponse>
{
    /// <inheritdoc/>
    protected override EmptyResponse Handle(CrawlerDefinition request)
    {
        if (request.Tags is not null)
        {
            throw GlueErrors.InvalidInput("UpdateCrawler does not change Tags: leave them out.");
        }

        crawlers.Change(request.Name, record =>
        {
            if (record.State != CrawlerState.READY)
            {
                throw GlueErrors.CrawlerBusy(request.Name, "updated");
            }

            var merged = Merge(record.Definition, request);
            CrawlerRules.Check(merged);
            return record with { Definition = merged, LastUpdated = time.Now, Version = record.Version + 1 };
        });
        return EmptyResponse.Instance;
    }

    /// <summary>What a request leaves out stays as it is.</summary>
    private static CrawlerDefinition Merge(CrawlerDefinition old, CrawlerDefinition change) => old with
    {
        Role = change.Role ?? old.Role,
        DatabaseName = change.DatabaseName ?? old.DatabaseName,
        Description = change.Description ?? old.Description,
        Targets = change.Targets ?? old.Targets,
        Schedule = change.Schedule ?? old.Schedule,
        Classifiers = change.Classifiers ?? old.Classifiers,
        TablePrefix = change.TablePrefix ?? old.TablePrefix,
        SchemaChangePolicy = change.SchemaChangePolicy ?? old.SchemaChangePolicy,
        RecrawlPolicy = change.RecrawlPolicy ?? old.RecrawlPolicy,
        LineageConfiguration = change.LineageConfiguration ?? old.LineageConfiguration,
        LakeFormationConfiguration = change.LakeFormationConfiguration ?? old.LakeFormationConfiguration,
        Configuration = change.Configuration ?? old.Configuration,
    };
}
