namespace Sluice.Lineage;

/// <summary>A column of a query's result.</summary>
/// <param name="Name">Its name, lower case; empty for an expression without one.</param>
/// <param name="Origin">What it is computed from; null where that cannot be told from the SQL alone.</param>
public sealed record QueryColumn(string Name, ColumnOrigin? Origin)
{
    /// <summary>The line of the query that selects it, from 1; null for one that a <c>*</c> stands for.</summary>
    public int? Line { get; init; }
}
