namespace Sluice.Lake.Athena.Tables;

/// <summary>A table as DuckDB reads it.</summary>
/// <param name="Sql">A SELECT of the table's columns, then its partition keys, with the catalog's names and types.</param>
/// <param name="Files">All files that it may read.</param>
/// <param name="Branches">The reads that it consists of; a plan leaves out those whose partition a query excludes.</param>
internal sealed record RelationPlan(string Sql, IReadOnlyList<TableFile> Files, IReadOnlyList<ScanBranch> Branches);
