using System.Text.Json.Nodes;

namespace Sluice.Lake.StepFunctions.Integrations;

/// <summary>Does the work of a Task state: one class for each kind of resource.</summary>
internal abstract class TaskIntegration
{
    /// <summary>The resource's ARN, as in the definition.</summary>
    public required string Name { get; init; }

    /// <summary>In the history: <c>lambda</c>, <c>athena</c>, <c>aws-sdk:s3</c>.</summary>
    public required string ResourceType { get; init; }

    /// <summary>In the history: <c>invoke</c>, <c>startQueryExecution.sync</c>.</summary>
    public required string Resource { get; init; }

    /// <summary>Whether the resource is a function itself, which has history events of its own.</summary>
    public virtual bool IsFunctionArn => false;

    /// <summary>Whether it submits work and waits for its end (<c>.sync</c>).</summary>
    public virtual bool Submits => false;

    /// <summary>Does the work.</summary>
    /// <exception cref="Executions.StateFailedException">The work failed.</exception>
    public abstract Task<JsonNode?> RunAsync(TaskCall call, CancellationToken cancellationToken);
}
