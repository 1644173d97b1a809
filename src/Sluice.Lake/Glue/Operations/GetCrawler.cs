using Sluice.Lake.Glue.Crawlers;
using Sluice.Lake.Time;

namespace Sluice.Lake.Glue.Operations;

/// <summary><see href="https://docs.aws.amazon.com/glue/latest/webapi/API_GetCrawler.html"/>.</summary>
internal sealed class GetCrawler(CrawlerStore crawlers, LakeTime time) : GlueOperation<CrawlerName, GetCrawler.Response>
{
    /// <inheritdoc/>
    protected override Response Handle(CrawlerName request) => new(CrawlerDescription.Of(crawlers.Get(request.Name), time.Now));

    internal sealed record Response(CrawlerDescription Crawler);
}
