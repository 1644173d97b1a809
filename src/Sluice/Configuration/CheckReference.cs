namespace Sluice.Configuration;

/// <summary>The column that a relationship's values have to be in.</summary>
/// <param name="Table">A table of the pipeline, in any zone.</param>
/// <param name="Column">Its column.</param>
public sealed record CheckReference(string Table, string Column);
