namespace Sluice.Lake.StepFunctions.Executions;

/// <summary>A line of the list of executions: its start, and again its end. The last line of an execution counts.</summary>
internal sealed record ExecutionRecord
{
    public required string ExecutionArn { get; init; }

    public required string Name { get; init; }

    public required string StateMachineArn { get; init; }

    /// <summary>RUNNING, SUCCEEDED, FAILED, TIMED_OUT, ABORTED.</summary>
    public required string Status { get; init; }

    public required DateTimeOffset StartDate { get; init; }

    public DateTimeOffset? StopDate { get; init; }

    /// <summary>The place among all executions, in order of their starts.</summary>
    public required long Number { get; init; }

    /// <summary>The attempt of a task that started it; null for everybody else.</summary>
    public string? StartedBy { get; init; }
}
