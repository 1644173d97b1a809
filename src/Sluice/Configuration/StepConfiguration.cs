namespace Sluice.Configuration;

/// <summary>One step of <see cref="StagesConfiguration.Steps"/>: a job, or a crawler of the pipeline.</summary>
public sealed record StepConfiguration
{
    /// <summary>Its name, which a run can start from: the job's or crawler's unless set.</summary>
    public required string Name { get; init; }

    /// <summary>The job's name inside the stack; in Glue it is <c>sluice-&lt;stage&gt;-&lt;job&gt;</c>. Null for a crawler.</summary>
    public string? Job { get; init; }

    /// <summary>The run's arguments, <c>--name</c> to value, with placeholders.</summary>
    public IReadOnlyDictionary<string, string> Arguments { get; init; } = new Dictionary<string, string>();

    /// <summary>The crawler's name inside the pipeline. Null for a job.</summary>
    public string? Crawler { get; init; }
}
