namespace Sluice.Lake.Glue.Jobs;

/// <summary>How many runs of a job may be under way at once.</summary>
public sealed record ExecutionProperty
{
    /// <summary>1 unless set.</summary>
    public int? MaxConcurrentRuns { get; init; }
}
