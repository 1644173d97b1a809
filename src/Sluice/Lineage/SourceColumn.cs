namespace Sluice.Lineage;

/// <summary>A column that a query reads.</summary>
/// <param name="Table">Its table.</param>
/// <param name="Column">The column, lower case.</param>
public readonly record struct SourceColumn(SourceTable Table, string Column);
