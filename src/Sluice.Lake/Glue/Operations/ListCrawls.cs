using System.Globalization;
using Sluice.Lake.Glue.Crawlers;

namespace Sluice.Lake.Glue.Operations;

/// <summary><see href="https://docs.aws.amazon.com/glue/latest/webapi/API_ListCrawls.html"/>: the latest first, the one that is under way before all.</summary>
internal sealed class ListCrawls(CrawlerStore crawlers) : GlueOperation<ListCrawls.Request, ListCrawls.Response>
{
    /// <inheritdoc/>
    protected override Response Handle(Request request)
    {
        var record = crawlers.Get(request.CrawlerName);
        var runs = record.Current is { } current ? record.History.Append(current) : record.History;

        // A page's key must rise, and the latest comes first: hence what is left of the clock.
        var all = runs.Select(static run => (Run: run, Key: (long.MaxValue - run.StartTime.UtcTicks).ToString("D19", CultureInfo.InvariantCulture)))
            .OrderBy(static item => item.Key, StringComparer.Ordinal)
            .ThenBy(static item => item.Run.Id, StringComparer.Ordinal);
        var (items, next) = Page.Of(all, static item => [item.Key, item.Run.Id], request.NextToken, request.MaxResults ?? 20, limit: 1000);
        return new Response(items.Select(item => Crawl.Of(record.Definition.Name, item.Run)).ToList(), next);
    }

    internal sealed record Request
    {
        public required string CrawlerName { get; init; }

        public int? MaxResults { get; init; }

        public string? NextToken { get; init; }
    }

    internal sealed record Response(IReadOnlyList<Crawl> Crawls, string? NextToken);

    /// <summary><see href="https://docs.aws.amazon.com/glue/latest/webapi/API_CrawlerHistory.html"/>.</summary>
    internal sealed record Crawl(
        string CrawlId, string State, DateTimeOffset StartTime, DateTimeOffset? EndTime, string? ErrorMessage, string LogGroup, string LogStream, string MessagePrefix)
    {
        internal static Crawl Of(string crawler, CrawlRun run) => new(
            run.Id,
            run.Status switch
            {
                null => "RUNNING",
                CrawlStatus.SUCCEEDED => "COMPLETED",
                CrawlStatus.CANCELLED => "STOPPED",
                _ => "FAILED",
            },
            run.StartTime,
            run.EndTime,
            run.ErrorMessage,
            CrawlerLog.Group,
            crawler,
            run.Id);
    }
}
