using System.Text.Json.Serialization;
using Sluice.Stages;

namespace Sluice.Functions.Contracts;

/// <summary>A step as the state machine carries it.</summary>
public sealed record StepOutput
{
    /// <summary>The step's name.</summary>
    [JsonPropertyName("name")]
    public required string Name { get; init; }

    /// <summary>What it is.</summary>
    [JsonPropertyName("kind")]
    public required StepKind Kind { get; init; }

    /// <summary>The Glue job; empty for a crawler.</summary>
    [JsonPropertyName("job_name")]
    public required string JobName { get; init; }

    /// <summary>The job run's arguments.</summary>
    [JsonPropertyName("arguments")]
    public required IReadOnlyDictionary<string, string> Arguments { get; init; }

    /// <summary>The crawler; empty for a job.</summary>
    [JsonPropertyName("crawler_name")]
    public required string CrawlerName { get; init; }

    /// <summary>A step of the plan.</summary>
    public static StepOutput Of(StepPlan step) => new()
    {
        Name = step.Name,
        Kind = step.Kind,
        JobName = step.Job ?? "",
        Arguments = step.Arguments,
        CrawlerName = step.Crawler ?? "",
    };
}
