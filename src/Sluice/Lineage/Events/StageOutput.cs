namespace Sluice.Lineage.Events;

/// <summary>What a dataset of a stage is made of.</summary>
/// <param name="Target">What it writes.</param>
/// <param name="Inputs">What it reads.</param>
/// <param name="Columns">Its columns, with those of the inputs that each is computed from; null where they are not known.</param>
public sealed record StageOutput(LineageDataset Target, IReadOnlyList<LineageDataset> Inputs, IReadOnlyList<StageColumn>? Columns);

/// <summary>A column of a stage's dataset.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Sources">The columns that it is computed from; null where the SQL does not tell.</param>
public sealed record StageColumn(string Name, IReadOnlyList<(LineageDataset Dataset, string Column)>? Sources);
