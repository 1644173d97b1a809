namespace Sluice.Lineage;

/// <summary>A table of the catalog that a query reads.</summary>
/// <param name="Database">Its database, lower case.</param>
/// <param name="Name">Its name, lower case.</param>
public readonly record struct SourceTable(string Database, string Name)
{
    /// <summary><c>database.table</c>.</summary>
    public override string ToString() => $"{Database}.{Name}";
}
