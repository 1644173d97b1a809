namespace Sluice.Stages;

/// <summary>An input of a dataset as a table that Athena can read.</summary>
/// <param name="Name">What the dataset's SQL calls it.</param>
/// <param name="Database">The table's database.</param>
/// <param name="Table">The table.</param>
public sealed record StageInput(string Name, string Database, string Table);
