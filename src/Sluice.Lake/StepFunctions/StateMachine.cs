using Sluice.Lake.StepFunctions.Definition;

namespace Sluice.Lake.StepFunctions;

/// <summary>A state machine as it is stored. Replaced whole by an update; executions keep the definition that they started with.</summary>
internal sealed record StateMachine
{
    public required string Name { get; init; }

    public required string Arn { get; init; }

    /// <summary>JSON.</summary>
    public required string Definition { get; init; }

    public required string RoleArn { get; init; }

    public required DateTimeOffset CreationDate { get; init; }

    public required DateTimeOffset UpdateDate { get; init; }

    /// <summary>Changes with every update.</summary>
    public required string RevisionId { get; init; }
}
