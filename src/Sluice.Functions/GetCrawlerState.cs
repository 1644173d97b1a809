using Amazon.Glue;
using Amazon.Glue.Model;
using Amazon.Lambda.Annotations;
using Amazon.Lambda.Core;
using Microsoft.Extensions.Logging;
using Sluice.Functions.Contracts;
using Sluice.Polling;

namespace Sluice.Functions;

/// <summary>Tells how a crawler is doing and, while it runs, how long to wait: what its own history suggests.</summary>
public sealed class GetCrawlerState(IAmazonGlue glue, ILogger<GetCrawlerState> logger)
{
    /// <summary>Looks at the crawler that the input names.</summary>
    /// <exception cref="PollingLimitException">It has run for longer than it may.</exception>
    /// <exception cref="EntityNotFoundException">There is none of that name.</exception>
    [LambdaFunction(ResourceName = "GetCrawlerStateFunction", Timeout = 60, MemorySize = 512)]
    public Task<GetCrawlerStateOutput> Handle(GetCrawlerStateInput input, ILambdaContext context)
    {
        LogKeys.ForRun(input.Pipeline, input.ExecDate, input.RunId);
        return Deadline.RunAsync(context, token => LookAsync(input, token));
    }

    private async Task<GetCrawlerStateOutput> LookAsync(GetCrawlerStateInput input, CancellationToken cancellationToken)
    {
        var name = input.RequiredName();
        var crawler = (await glue.GetCrawlerAsync(new GetCrawlerRequest { Name = name }, cancellationToken)).Crawler;
        var state = crawler.State?.Value ?? "";
        var lastStatus = crawler.LastCrawl?.Status?.Value ?? "NONE";
        logger.CrawlerSeen(name, state, lastStatus);
        var wait = crawler.State == CrawlerState.READY
            ? 0
            : CrawlerWait.Next(name, input.WaitedSeconds, await ProgressAsync(name, cancellationToken), input.LimitSeconds);
        return new GetCrawlerStateOutput
        {
            CrawlerName = name,
            State = state,
            LastCrawlStatus = lastStatus,
            ErrorMessage = lastStatus == "SUCCEEDED" ? "" : Reason(name, lastStatus, crawler.LastCrawl),
            WaitSeconds = wait,
            WaitedSeconds = checked(input.WaitedSeconds + wait),
        };
    }

    private async Task<CrawlerProgress> ProgressAsync(string name, CancellationToken cancellationToken)
    {
        var response = await glue.GetCrawlerMetricsAsync(
            new GetCrawlerMetricsRequest { CrawlerNameList = [name] }, cancellationToken);
        var metrics = response.CrawlerMetricsList?.FirstOrDefault();
        return new CrawlerProgress(
            metrics?.TimeLeftSeconds,
            metrics?.StillEstimating ?? true,
            metrics?.LastRuntimeSeconds,
            metrics?.MedianRuntimeSeconds);
    }

    private static string Reason(string name, string status, LastCrawlInfo? crawl) =>
        $"The last crawl of crawler {name}: {status}. {crawl?.ErrorMessage ?? "Glue gives no reason."}"
        + (crawl?.LogGroup is { Length: > 0 } group ? $" Log: {group}, stream {crawl.LogStream}." : "");
}
