using Sluice.Lake.Glue.Crawlers;
using Sluice.Lake.Time;

namespace Sluice.Lake.Glue.Operations;

/// <summary><see href="https://docs.aws.amazon.com/glue/latest/webapi/API_GetCrawlers.html"/>.</summary>
internal sealed class GetCrawlers(CrawlerStore crawlers, LakeTime time) : GlueOperation<GetCrawlers.Request, GetCrawlers.Response>
{
    /// <inheritdoc/>
    protected override Response Handle(Request request)
    {
        var (items, next) = Page.Of(
            crawlers.All(), static record => [record.Definition.Name], request.NextToken, request.MaxResults, limit: 1000);
        return new Response(items.Select(record => CrawlerDescription.Of(record, time.Now)).ToList(), next);
    }

    internal sealed record Request
    {
        public int? MaxResults { get; init; }

        public string? NextToken { get; init; }
    }

    internal sealed record Response(IReadOnlyList<CrawlerDescription> Crawlers, string? NextToken);
}
