using Sluice.Lake.Glue.Crawlers;

namespace Sluice.Lake.Glue.Operations;

/// <summary><see href="https://docs.aws.amazon.com/glue/latest/webapi/API_ListCrawlers.html"/>.</summary>
internal sealed class ListCrawlers(CrawlerStore crawlers) : GlueOperation<ListCrawlers.Request, ListCrawlers.Response>
{
    /// <inheritdoc/>
    protected override Response Handle(Request request)
    {
        var (items, next) = Page.Of(
            crawlers.All().Where(record => HasTags(record.Definition, request.Tags)),
            static record => [record.Definition.Name],
            request.NextToken,
            request.MaxResults,
            limit: 1000);
        return new Response(items.Select(static record => record.Definition.Name).ToList(), next);
    }

    private static bool HasTags(CrawlerDefinition crawler, IReadOnlyDictionary<string, string>? wanted) =>
        (wanted ?? new Dictionary<string, string>()).All(tag => crawler.Tags?.GetValueOrDefault(tag.Key) == tag.Value);

    internal sealed record Request
    {
        public int? MaxResults { get; init; }

        public string? NextToken { get; init; }

        /// <summary>Only crawlers with all of these tags.</summary>
        public IReadOnlyDictionary<string, string>? Tags { get; init; }
    }

    internal sealed record Response(IReadOnlyList<string> CrawlerNames, string? NextToken);
}
