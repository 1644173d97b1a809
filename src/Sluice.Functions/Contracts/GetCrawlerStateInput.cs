using System.Text.Json.Serialization;
using Sluice.Configuration;

namespace Sluice.Functions.Contracts;

/// <summary>Names a crawler, and says how long it has been waited for.</summary>
public sealed record GetCrawlerStateInput : CrawlerInput
{
    /// <summary>The seconds waited so far, in all; 0 unless given.</summary>
    [JsonPropertyName("waited_seconds")]
    public int WaitedSeconds { get; init; }

    /// <summary>The longest that the crawler may run; the default of <see cref="PollingConfiguration"/> unless given.</summary>
    [JsonPropertyName("limit_seconds")]
    public int LimitSeconds { get; init; } = new PollingConfiguration().CrawlerLimitSeconds;
}
