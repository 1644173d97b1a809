namespace Sluice.Lake.DuckDb;

/// <summary>A column of a result, or a field inside a nested type.</summary>
/// <param name="Name">The name as DuckDB gives it.</param>
/// <param name="Type">The type.</param>
public sealed record DuckDbField(string Name, DuckDbType Type);
