namespace Sluice.Lake.Athena.Dialect.Analysis;

/// <summary>The answer of a <see cref="Scope"/>.</summary>
/// <param name="Kind">How it ended.</param>
/// <param name="Type">The type of what was found; null when the analysis cannot tell.</param>
internal readonly record struct ColumnMatch(ColumnMatchKind Kind, TrinoType? Type);
