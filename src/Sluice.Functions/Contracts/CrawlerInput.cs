using System.Text.Json.Serialization;

namespace Sluice.Functions.Contracts;

/// <summary>Names a crawler.</summary>
public record CrawlerInput
{
    /// <summary>The crawler's name in Glue.</summary>
    [JsonPropertyName("crawler_name")]
    public string CrawlerName { get; init; } = "";

    /// <summary>Another spelling of <see cref="CrawlerName"/>, which state machines written by hand pass as <c>{"crawlername": "crawler1"}</c>.</summary>
    [JsonPropertyName("crawlername")]
    public string CrawlernameInOneWord { get; init; } = "";

    /// <summary>The pipeline, for the log; empty outside of a run.</summary>
    [JsonPropertyName("pipeline")]
    public string Pipeline { get; init; } = "";

    /// <summary>The run's date, for the log.</summary>
    [JsonPropertyName("exec_date")]
    public string ExecDate { get; init; } = "";

    /// <summary>The run, for the log.</summary>
    [JsonPropertyName("run_id")]
    public string RunId { get; init; } = "";

    /// <summary>The name, whichever way it was spelled.</summary>
    /// <exception cref="InputException">Neither is there.</exception>
    public string RequiredName() => (CrawlerName, CrawlernameInOneWord) switch
    {
        ({ Length: > 0 } name, _) => name,
        (_, { Length: > 0 } name) => name,
        _ => throw new InputException("The input names no crawler. Expected {\"crawler_name\": \"…\"}."),
    };
}
