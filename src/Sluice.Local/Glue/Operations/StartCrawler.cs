using Sluice.Local.Glue.Crawlers;
using Sluice.Local.Protocol;

namespace Sluice.Local.Glue.Operations;

/// <summary><see href="https://docs.aws.amazon.com/glue/latest/webapi/API_StartCrawler.html"/>.</summary>
internal sealed class StartCrawler(CrawlerRunner runner) : GlueOperation<CrawlerName, EmptyResponse>
{
    /// <inheritdoc/>
    protected override EmptyResponse Handle(CrawlerName request)
    {
        runner.Start(request.Name);
        return EmptyResponse.Instance;
    }
}
