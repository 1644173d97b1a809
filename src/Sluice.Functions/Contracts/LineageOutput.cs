using System.Text.Json.Serialization;
using Sluice.Lineage.Events;
using Sluice.Planning;

namespace Sluice.Functions.Contracts;

/// <summary>What the state machine needs to tell OpenLineage that the run failed.</summary>
public sealed record LineageOutput
{
    /// <summary>The run's UUID.</summary>
    [JsonPropertyName("run_id")]
    public required string RunId { get; init; }

    /// <summary>The job's namespace.</summary>
    [JsonPropertyName("job_namespace")]
    public required string JobNamespace { get; init; }

    /// <summary>The job's name.</summary>
    [JsonPropertyName("job_name")]
    public required string JobName { get; init; }

    /// <summary>Who says so.</summary>
    [JsonPropertyName("producer")]
    public required string Producer { get; init; }

    /// <summary>The key of the event in the audit bucket.</summary>
    [JsonPropertyName("fail_key")]
    public required string FailKey { get; init; }

    /// <summary>What a run is called; null for one outside of an execution.</summary>
    public static LineageOutput? Of(RunPlan plan) => plan.Lineage is not { } run ? null : new()
    {
        RunId = run.RunId,
        JobNamespace = run.JobNamespace,
        JobName = run.JobName,
        Producer = run.Producer,
        FailKey = OpenLineageEvent.FailKey(plan.Keys),
    };
}
