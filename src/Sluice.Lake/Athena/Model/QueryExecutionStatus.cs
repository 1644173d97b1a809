namespace Sluice.Lake.Athena.Model;

/// <summary>How far a query is, and why it is not further.</summary>
internal sealed record QueryExecutionStatus
{
    public required QueryExecutionState State { get; init; }
    public string? StateChangeReason { get; init; }
    public DateTimeOffset? SubmissionDateTime { get; init; }
    public DateTimeOffset? CompletionDateTime { get; init; }
    public AthenaError? AthenaError { get; init; }
}
