using Sluice.Lake.Glue.Crawlers;
using Sluice.Lake.Protocol;
using Sluice.Lake.Time;

namespace Sluice.Lake.Glue.Operations;

/// <summary><see href="https://docs.aws.amazon.com/glue/latest/webapi/API_CreateCrawler.html"/>.</summary>
internal sealed class CreateCrawler(CrawlerStore crawlers, LakeTime time) : GlueOperation<CrawlerDefinition, EmptyResponse>
{
    /// <inheritdoc/>
    protected override EmptyResponse Handle(CrawlerDefinition request)
    {
        CrawlerRules.Check(request);
        CrawlerRules.CheckCount(crawlers.All().Count);
        var now = time.Now;
        crawlers.Add(new CrawlerRecord { Definition = request, CreationTime = now, LastUpdated = now });
        return EmptyResponse.Instance;
    }
}
