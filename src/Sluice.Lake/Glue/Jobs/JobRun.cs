namespace Sluice.Lake.Glue.Jobs;

/// <summary>One run of a job: <see href="https://docs.aws.amazon.com/glue/latest/webapi/API_JobRun.html"/>.</summary>
internal sealed record JobRun
{
    /// <summary>Where the runs' logs are on AWS.</summary>
    internal const string LogGroup = "/aws-glue/jobs";

    public required string Id { get; init; }

    public int Attempt { get; init; }

    public required string JobName { get; init; }

    public required DateTimeOffset StartedOn { get; init; }

    public required DateTimeOffset LastModifiedOn { get; init; }

    public DateTimeOffset? CompletedOn { get; init; }

    public required JobRunState JobRunState { get; init; }

    /// <summary>The run's own arguments, without the job's.</summary>
    public IReadOnlyDictionary<string, string>? Arguments { get; init; }

    public string? ErrorMessage { get; init; }

    public IReadOnlyList<string> PredecessorRuns { get; init; } = [];

    /// <summary>Seconds that the run took.</summary>
    public int ExecutionTime { get; init; }

    /// <summary>Minutes.</summary>
    public required int Timeout { get; init; }

    public double? MaxCapacity { get; init; }

    public string? WorkerType { get; init; }

    public int? NumberOfWorkers { get; init; }

    public string? SecurityConfiguration { get; init; }

    public string LogGroupName { get; init; } = LogGroup;

    public NotificationProperty? NotificationProperty { get; init; }

    public string? GlueVersion { get; init; }

    public string? ExecutionClass { get; init; }

    /// <summary>Whether the run has come to its end.</summary>
    internal bool IsOver => JobRunState is JobRunState.STOPPED or JobRunState.SUCCEEDED or JobRunState.FAILED or JobRunState.TIMEOUT;
}
