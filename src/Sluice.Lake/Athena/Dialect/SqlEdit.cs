namespace Sluice.Lake.Athena.Dialect;

/// <summary>A piece of the user's statement that is written otherwise for DuckDB.</summary>
/// <param name="Start">The offset of the piece.</param>
/// <param name="Length">Its length; 0 inserts.</param>
/// <param name="Replacement">What stands there instead.</param>
internal readonly record struct SqlEdit(int Start, int Length, string Replacement);
