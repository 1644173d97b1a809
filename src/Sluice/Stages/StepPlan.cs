namespace Sluice.Stages;

/// <summary>One step of a run.</summary>
public sealed record StepPlan
{
    /// <summary>Its name, unique in the run.</summary>
    public required string Name { get; init; }

    /// <summary>What it is.</summary>
    public required StepKind Kind { get; init; }

    /// <summary>The job's name in Glue; null for a crawler.</summary>
    public string? Job { get; init; }

    /// <summary>The job run's arguments.</summary>
    public IReadOnlyDictionary<string, string> Arguments { get; init; } = new Dictionary<string, string>();

    /// <summary>The crawler's name in Glue; null for a job.</summary>
    public string? Crawler { get; init; }

    /// <summary>The datasets of a stage; empty for a step that is none.</summary>
    public IReadOnlyList<StageDataset> Datasets { get; init; } = [];
}
