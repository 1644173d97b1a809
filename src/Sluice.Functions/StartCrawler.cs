using Amazon.Glue;
using Amazon.Glue.Model;
using Amazon.Lambda.Annotations;
using Amazon.Lambda.Core;
using Microsoft.Extensions.Logging;
using Sluice.Functions.Contracts;
using Sluice.Polling;

namespace Sluice.Functions;

/// <summary>Starts a crawler. One that runs already is <c>CrawlerRunningException</c>, which the state machine retries.</summary>
public sealed class StartCrawler(IAmazonGlue glue, ILogger<StartCrawler> logger)
{
    /// <summary>Starts the crawler that the input names.</summary>
    /// <exception cref="CrawlerRunningException">It runs.</exception>
    /// <exception cref="EntityNotFoundException">There is none of that name.</exception>
    [LambdaFunction(ResourceName = "StartCrawlerFunction", Timeout = 60, MemorySize = 512)]
    public Task<StartCrawlerOutput> Handle(CrawlerInput input, ILambdaContext context)
    {
        LogKeys.ForRun(input.Pipeline, input.ExecDate, input.RunId);
        return Deadline.RunAsync(context, token => StartAsync(input, token));
    }

    private async Task<StartCrawlerOutput> StartAsync(CrawlerInput input, CancellationToken cancellationToken)
    {
        var name = input.RequiredName();
        await glue.StartCrawlerAsync(new StartCrawlerRequest { Name = name }, cancellationToken);
        logger.CrawlerStarted(name);
        return new StartCrawlerOutput
        {
            CrawlerName = name,
            WaitSeconds = CrawlerWait.Shortest,
            WaitedSeconds = CrawlerWait.Shortest,
        };
    }
}
