namespace Sluice.Lake.StepFunctions.Executions;

/// <summary>What an execution was started with, its definition included: it runs that one to its end, whatever becomes of the state machine.</summary>
internal sealed record ExecutionHeader
{
    public required string ExecutionArn { get; init; }

    public required string Name { get; init; }

    public required string StateMachineArn { get; init; }

    public required string StateMachineName { get; init; }

    public required string RoleArn { get; init; }

    public required string Definition { get; init; }

    public required string RevisionId { get; init; }

    /// <summary>When that definition was stored.</summary>
    public required DateTimeOffset DefinitionDate { get; init; }

    public required string Input { get; init; }

    public required DateTimeOffset StartDate { get; init; }

    public string? TraceHeader { get; init; }
}
