namespace Sluice.Lake.Glue.Jobs;

/// <summary>
/// A job as it was created or updated: <see href="https://docs.aws.amazon.com/glue/latest/webapi/API_CreateJob.html"/>. What
/// sizes its workers is kept and shown; the lake runs every job in its own process.
/// </summary>
public sealed record JobDefinition
{
    /// <summary>Its name, 1 to 255 characters, case-sensitive.</summary>
    public required string Name { get; init; }

    /// <summary>A description.</summary>
    public string? Description { get; init; }

    /// <summary>The IAM role, by name or ARN. Required, as on AWS; the lake asks nobody for permission.</summary>
    public string? Role { get; init; }

    /// <summary>What it runs.</summary>
    public JobCommand? Command { get; init; }

    /// <summary>Arguments that a run may override, <c>--name</c> to value.</summary>
    public IReadOnlyDictionary<string, string>? DefaultArguments { get; init; }

    /// <summary>Arguments that no run overrides.</summary>
    public IReadOnlyDictionary<string, string>? NonOverridableArguments { get; init; }

    /// <summary>The connections that it may use.</summary>
    public ConnectionsList? Connections { get; init; }

    /// <summary>How many runs at once.</summary>
    public ExecutionProperty? ExecutionProperty { get; init; }

    /// <summary>How often Glue itself runs a failed run again: 0 here.</summary>
    public int? MaxRetries { get; init; }

    /// <summary>Minutes after which a run ends as TIMEOUT.</summary>
    public int? Timeout { get; init; }

    /// <summary>DPUs.</summary>
    public double? MaxCapacity { get; init; }

    /// <summary>The size of a worker.</summary>
    public string? WorkerType { get; init; }

    /// <summary>How many workers.</summary>
    public int? NumberOfWorkers { get; init; }

    /// <summary>Glue's version.</summary>
    public string? GlueVersion { get; init; }

    /// <summary><c>STANDARD</c> or <c>FLEX</c>.</summary>
    public string? ExecutionClass { get; init; }

    /// <summary>A security configuration's name.</summary>
    public string? SecurityConfiguration { get; init; }

    /// <summary>When a long run is told about.</summary>
    public NotificationProperty? NotificationProperty { get; init; }

    /// <summary>Tags; kept, and what ListJobs filters by.</summary>
    public IReadOnlyDictionary<string, string>? Tags { get; init; }

    /// <summary>How many runs at once, with Glue's default.</summary>
    internal int MaxConcurrentRuns => ExecutionProperty?.MaxConcurrentRuns ?? 1;

    /// <summary>The time-out of a run in minutes, with Glue's default: 48 hours, 8 from Glue 5.0 on.</summary>
    internal int TimeoutMinutes => Timeout ?? (GlueVersion is { Length: > 0 } version && version[0] >= '5' ? 480 : 2880);
}
