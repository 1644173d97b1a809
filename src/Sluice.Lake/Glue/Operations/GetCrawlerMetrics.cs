using Sluice.Lake.Glue.Crawlers;
using Sluice.Lake.Time;

namespace Sluice.Lake.Glue.Operations;

/// <summary><see href="https://docs.aws.amazon.com/glue/latest/webapi/API_GetCrawlerMetrics.html"/>.</summary>
internal sealed class GetCrawlerMetrics(CrawlerStore crawlers, LakeTime time)
    : GlueOperation<GetCrawlerMetrics.Request, GetCrawlerMetrics.Response>
{
    /// <inheritdoc/>
    protected override Response Handle(Request request)
    {
        BatchLimit.Check(request.CrawlerNameList ?? [], "crawlerNameList", max: 100);
        var (items, next) = Page.Of(
            crawlers.All().Where(record => request.CrawlerNameList?.Contains(record.Definition.Name) ?? true),
            static record => [record.Definition.Name],
            request.NextToken,
            request.MaxResults,
            limit: 1000);
        return new Response(items.Select(Measure).ToList(), next);
    }

    private Metrics Measure(CrawlerRecord record)
    {
        var elapsed = record.Current is { } run ? (time.Now - run.StartTime).TotalSeconds : 0;
        return new Metrics
        {
            CrawlerName = record.Definition.Name,
            TimeLeftSeconds = record.Current is null ? 0 : Math.Max(0, record.MedianSeconds - elapsed),
            StillEstimating = record.Current is not null && record.LastRun is null,
            LastRuntimeSeconds = record.LastRun?.Seconds ?? 0,
            MedianRuntimeSeconds = record.MedianSeconds,
            TablesCreated = record.Total.TablesCreated,
            TablesUpdated = record.Total.TablesUpdated,
            TablesDeleted = record.Total.TablesDeleted,
        };
    }

    internal sealed record Request
    {
        public IReadOnlyList<string>? CrawlerNameList { get; init; }

        public int? MaxResults { get; init; }

        public string? NextToken { get; init; }
    }

    internal sealed record Response(IReadOnlyList<Metrics> CrawlerMetricsList, string? NextToken);

    /// <summary>Seconds are measured. The table counts are those of all runs.</summary>
    internal sealed record Metrics
    {
        public required string CrawlerName { get; init; }

        /// <summary>The median run time less what has passed; 0 when the crawler does not run.</summary>
        public required double TimeLeftSeconds { get; init; }

        /// <summary>Whether a first run is under way, for which there is nothing to estimate from.</summary>
        public required bool StillEstimating { get; init; }

        public required double LastRuntimeSeconds { get; init; }

        public required double MedianRuntimeSeconds { get; init; }

        public required int TablesCreated { get; init; }

        public required int TablesUpdated { get; init; }

        public required int TablesDeleted { get; init; }
    }
}
