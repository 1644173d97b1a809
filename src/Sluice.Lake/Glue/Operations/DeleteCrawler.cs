using Sluice.Lake.Glue.Crawlers;
using Sluice.Lake.Protocol;

namespace Sluice.Lake.Glue.Operations;

/// <summary><see href="https://docs.aws.amazon.com/glue/latest/webapi/API_DeleteCrawler.html"/>.</summary>
internal sealed class DeleteCrawler(CrawlerStore crawlers) : GlueOperation<CrawlerName, EmptyResponse>
{
    /// <inheritdoc/>
    protected override EmptyResponse Handle(CrawlerName request)
    {
        crawlers.Change(request.Name, record => record.State == CrawlerState.READY
            ? record with { Deleted = true }
            : throw GlueErrors.CrawlerBusy(request.Name, "deleted"));
        return EmptyResponse.Instance;
    }
}
