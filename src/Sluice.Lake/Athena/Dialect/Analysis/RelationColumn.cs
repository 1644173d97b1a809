namespace Sluice.Lake.Athena.Dialect.Analysis;

/// <summary>A column of a relation.</summary>
/// <param name="Name">Its name; null when it has none and cannot be named.</param>
/// <param name="Type">Its type; null when the analysis cannot tell.</param>
internal readonly record struct RelationColumn(string? Name, TrinoType? Type);
