namespace Sluice.Polling;

/// <summary>What Glue's GetCrawlerMetrics says of a running crawler, in seconds; null what it does not know.</summary>
/// <param name="TimeLeft">The estimated time left.</param>
/// <param name="StillEstimating">True while Glue has no estimate.</param>
/// <param name="LastRuntime">How long the last run took.</param>
/// <param name="MedianRuntime">How long a run takes by median.</param>
public sealed record CrawlerProgress(double? TimeLeft, bool StillEstimating, double? LastRuntime, double? MedianRuntime);
