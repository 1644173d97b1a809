using Sluice.Local.Glue.Crawlers;
using Sluice.Local.Protocol;

namespace Sluice.Local.Glue.Operations;

/// <summary><see href="https://docs.aws.amazon.com/glue/latest/webapi/API_StopCrawler.html"/>.</summary>
internal sealed class StopCrawler(CrawlerRunner runner) : GlueOperation<CrawlerName, EmptyResponse>
{
    /// <inheritdoc/>
    protected override EmptyResponse Handle(CrawlerName request)
    {
        runner.Stop(request.Name);
        return EmptyResponse.Instance;
    }
}
