using Sluice.Local.Glue.Crawlers;
using Sluice.Local.Time;

namespace Sluice.Local.Glue.Operations;

/// <summary><see href="https://docs.aws.amazon.com/glue/latest/webapi/API_GetCrawler.html"/>.</summary>
internal sealed class GetCrawler(CrawlerStore crawlers, LakeTime time) : GlueOperation<CrawlerName, GetCrawler.Response>
{
    /// <inheritdoc/>
    protected override Response Handle(CrawlerName request) => new(CrawlerDescription.Of(crawlers.Get(request.Name), time.Now));

    internal sealed record Response(CrawlerDescription Crawler);
}
