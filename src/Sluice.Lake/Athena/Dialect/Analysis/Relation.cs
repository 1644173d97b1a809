namespace Sluice.Lake.Athena.Dialect.Analysis;

/// <summary>What a FROM item offers: a name, and columns with their types.</summary>
/// <param name="Name">The name or alias; empty when it has none.</param>
/// <param name="Columns">The columns; null when the analysis cannot tell, which is then no reason to refuse a name.</param>
internal sealed record Relation(string Name, IReadOnlyList<RelationColumn>? Columns)
{
    /// <summary>Columns that USING has made one of two: their names mean both.</summary>
    public IReadOnlyList<string> Shared { get; init; } = [];

    /// <summary>The same columns under an alias, and under other names where the alias gives some.</summary>
    public Relation As(string alias, IReadOnlyList<string> names) => new(
        alias.Length > 0 ? alias : Name,
        Columns?.Select((column, index) => index < names.Count ? column with { Name = names[index] } : column).ToList());
}
