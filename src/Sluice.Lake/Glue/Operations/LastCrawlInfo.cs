using Sluice.Lake.Glue.Crawlers;

namespace Sluice.Lake.Glue.Operations;

/// <summary>How the last run ended: <see href="https://docs.aws.amazon.com/glue/latest/webapi/API_LastCrawlInfo.html"/>.</summary>
internal sealed record LastCrawlInfo(
    CrawlStatus? Status, string? ErrorMessage, string LogGroup, string LogStream, string MessagePrefix, DateTimeOffset StartTime)
{
    internal static LastCrawlInfo Of(string crawler, CrawlRun run) =>
        new(run.Status, run.ErrorMessage, CrawlerLog.Group, crawler, run.Id, run.StartTime);
}
