namespace Sluice.Configuration;

/// <summary>
/// What runs after publishing, one step at a time: groups of SQL datasets from a pair of files, or an explicit list of
/// jobs and crawlers.
/// </summary>
public sealed record StagesConfiguration
{
    /// <summary>The file with the groups' order: stage name to dataset names. Empty when there are <see cref="Steps"/>.</summary>
    public string Stages { get; init; } = "";

    /// <summary>The file with each dataset's SQL file, inputs and target. Empty when there are <see cref="Steps"/>.</summary>
    public string Queries { get; init; } = "";

    /// <summary>What runs the SQL of the files.</summary>
    public StageEngine Engine { get; init; }

    /// <summary>The explicit list; empty when there are files.</summary>
    public IReadOnlyList<StepConfiguration> Steps { get; init; } = [];
}
