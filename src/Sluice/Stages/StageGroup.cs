namespace Sluice.Stages;

/// <summary>A stage: datasets that one job run works out, in order.</summary>
/// <param name="Name">Its name in <c>etl_stages.json</c>.</param>
/// <param name="Datasets">The datasets.</param>
public sealed record StageGroup(string Name, IReadOnlyList<StageDataset> Datasets);
