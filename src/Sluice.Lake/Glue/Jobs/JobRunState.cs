namespace Sluice.Lake.Glue.Jobs;

/// <summary>Where a run is: <see href="https://docs.aws.amazon.com/glue/latest/dg/job-run-statuses.html"/>.</summary>
public enum JobRunState
{
    /// <summary>Taken.</summary>
    STARTING,

    /// <summary>The script runs.</summary>
    RUNNING,

    /// <summary>Asked to stop.</summary>
    STOPPING,

    /// <summary>Stopped.</summary>
    STOPPED,

    /// <summary>Done.</summary>
    SUCCEEDED,

    /// <summary>The script failed.</summary>
    FAILED,

    /// <summary>Took longer than its time-out.</summary>
    TIMEOUT,
}
