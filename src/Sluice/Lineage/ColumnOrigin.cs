namespace Sluice.Lineage;

/// <summary>What a value of a query's column is computed from.</summary>
/// <param name="Sources">The columns, each once, in the order in which they are named; none for a constant.</param>
/// <param name="IsPlain">Whether the value is that of the one source, at most cast to another type.</param>
public sealed record ColumnOrigin(IReadOnlyList<SourceColumn> Sources, bool IsPlain)
{
    /// <summary>What a value is computed from that is computed from all of these.</summary>
    public static ColumnOrigin Of(IEnumerable<ColumnOrigin> origins) =>
        new([.. origins.SelectMany(origin => origin.Sources).Distinct()], IsPlain: false);
}
