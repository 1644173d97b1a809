namespace Sluice.Lineage.Reading;

/// <summary>A table, or what stands for one, in a FROM clause.</summary>
/// <param name="Alias">What its columns are qualified with; empty for none.</param>
/// <param name="Columns">Its columns, in order; null where they are not known.</param>
/// <param name="Table">The table of the catalog that it is; null for a query.</param>
internal sealed record Relation(string Alias, IReadOnlyList<QueryColumn>? Columns, SourceTable? Table = null)
{
    /// <summary>A column of this name that is certainly its own: null when it has none, or may have one that is not known.</summary>
    public QueryColumn? Find(string name) =>
        Columns is { } columns ? columns.Where(column => column.Name == name).Take(2).ToList() is [var only] ? only : null
        : Table is { } table ? new QueryColumn(name, new ColumnOrigin([new SourceColumn(table, name)], IsPlain: true))
        : null;

    /// <summary>Whether a name without qualifier may mean a column of this relation.</summary>
    public bool MayHave(string name) => Columns is null || Columns.Any(column => column.Name == name);

    /// <summary>The relation with other names for its columns.</summary>
    public Relation Renamed(IReadOnlyList<string>? names) => names switch
    {
        null => this,
        _ when Columns is { } columns && columns.Count == names.Count => this with { Columns = [.. columns.Zip(names, static (column, name) => column with { Name = name })] },
        _ => this with { Columns = [.. names.Select(static name => new QueryColumn(name, null))] },
    };
}
