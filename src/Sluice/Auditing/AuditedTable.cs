namespace Sluice.Auditing;

/// <summary>A table and what is watched in it: one entry of the pair.</summary>
/// <param name="Table">The table.</param>
/// <param name="Attributes">The audited columns.</param>
/// <param name="Template">The table's template.</param>
public sealed record AuditedTable(string Table, IReadOnlyList<string> Attributes, AuditTemplate Template);
