using System.Text.Json.Serialization;

namespace Sluice.Functions.Contracts;

/// <summary>How a crawler is doing. No member is ever absent: the state machine's paths name them.</summary>
public sealed record GetCrawlerStateOutput
{
    /// <summary>The crawler.</summary>
    [JsonPropertyName("crawler_name")]
    public required string CrawlerName { get; init; }

    /// <summary>Glue's state: <c>RUNNING</c>, <c>STOPPING</c>, or <c>READY</c> when it is done.</summary>
    [JsonPropertyName("state")]
    public required string State { get; init; }

    /// <summary>How its last crawl ended: <c>SUCCEEDED</c>, <c>FAILED</c>, <c>CANCELLED</c>; <c>NONE</c> when it never ran.</summary>
    [JsonPropertyName("last_crawl_status")]
    public required string LastCrawlStatus { get; init; }

    /// <summary>Why its last crawl did not succeed, for a person; empty when it did.</summary>
    [JsonPropertyName("error_message")]
    public required string ErrorMessage { get; init; }

    /// <summary>The seconds to wait before asking again; 0 when it is done.</summary>
    [JsonPropertyName("wait_seconds")]
    public required int WaitSeconds { get; init; }

    /// <summary>The seconds that will have been waited then, in all.</summary>
    [JsonPropertyName("waited_seconds")]
    public required int WaitedSeconds { get; init; }
}
