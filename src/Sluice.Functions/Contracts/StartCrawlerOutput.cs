using System.Text.Json.Serialization;

namespace Sluice.Functions.Contracts;

/// <summary>A crawler that was started.</summary>
public sealed record StartCrawlerOutput
{
    /// <summary>The crawler.</summary>
    [JsonPropertyName("crawler_name")]
    public required string CrawlerName { get; init; }

    /// <summary>The seconds to wait before its state is worth asking for.</summary>
    [JsonPropertyName("wait_seconds")]
    public required int WaitSeconds { get; init; }

    /// <summary>The seconds that will have been waited then, in all.</summary>
    [JsonPropertyName("waited_seconds")]
    public required int WaitedSeconds { get; init; }
}
