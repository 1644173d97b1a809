namespace Sluice.Lake.Template.Resources;

/// <summary>A state machine.</summary>
public sealed record StateMachineResource
{
    /// <summary>Its name in the template.</summary>
    public required string LogicalId { get; init; }

    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary>Its ARN.</summary>
    public required string Arn { get; init; }

    /// <summary><c>STANDARD</c> or <c>EXPRESS</c>.</summary>
    public string Type { get; init; } = "STANDARD";

    /// <summary>The role it runs as.</summary>
    public required string RoleArn { get; init; }

    /// <summary>The file its definition comes from; the template itself for an inline one.</summary>
    public required string DefinitionPath { get; init; }

    /// <summary>Its definition as JSON, substitutions done.</summary>
    public required string Definition { get; init; }
}
