namespace Sluice.Lineage.Events;

/// <summary>
/// What OpenLineage calls a run of Sluice: worked out from the execution's ARN alone, so that every event of the run, whoever
/// writes it and however often, names the same.
/// </summary>
public sealed record LineageRun
{
    /// <summary>The run's UUID: <see cref="NameBasedUuid"/> of the execution's ARN.</summary>
    public required string RunId { get; init; }

    /// <summary>The jobs' namespace, which is their scheduler: <c>arn:aws:states:&lt;region&gt;:&lt;account&gt;</c>.</summary>
    public required string JobNamespace { get; init; }

    /// <summary>The job's name: <c>&lt;state machine&gt;.&lt;pipeline&gt;</c>.</summary>
    public required string JobName { get; init; }

    /// <summary>The namespace of the catalog's tables: <c>arn:aws:glue:&lt;region&gt;:&lt;account&gt;</c>.</summary>
    public required string TableNamespace { get; init; }

    /// <summary>Who says so: the state machine's ARN.</summary>
    public required string Producer { get; init; }

    /// <summary>The run of the execution that started this one, a back-fill; null when nothing did.</summary>
    public string? ParentRunId { get; init; }

    /// <summary>Its job's name; null with <see cref="ParentRunId"/>.</summary>
    public string? ParentJobName { get; init; }

    /// <summary>The run of an execution.</summary>
    /// <param name="execution">The execution.</param>
    /// <param name="startedBy">The execution that started it, or null.</param>
    /// <param name="pipeline">The pipeline.</param>
    public static LineageRun Of(ExecutionArn execution, ExecutionArn? startedBy, string pipeline) => new()
    {
        RunId = NameBasedUuid.Of(execution.Text).ToString(),
        JobNamespace = $"arn:{execution.Partition}:states:{execution.Region}:{execution.Account}",
        JobName = $"{execution.StateMachine}.{pipeline}",
        TableNamespace = $"arn:{execution.Partition}:glue:{execution.Region}:{execution.Account}",
        Producer = $"arn:{execution.Partition}:states:{execution.Region}:{execution.Account}:stateMachine:{execution.StateMachine}",
        ParentRunId = startedBy is null ? null : NameBasedUuid.Of(startedBy.Text).ToString(),
        ParentJobName = startedBy is null ? null : $"{startedBy.StateMachine}.{pipeline}",
    };
}
