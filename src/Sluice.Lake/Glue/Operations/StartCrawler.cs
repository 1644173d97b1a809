using Sluice.Lake.Glue.Crawlers;
using Sluice.Lake.Protocol;

namespace Sluice.Lake.Glue.Operations;

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
