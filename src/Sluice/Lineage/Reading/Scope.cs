namespace Sluice.Lineage.Reading;

/// <summary>What the names in a select item may mean.</summary>
internal sealed class Scope
{
    private readonly List<Relation> _relations = [];
    private readonly HashSet<string> _using = new(StringComparer.Ordinal);

    /// <summary>Whether tables are joined by whichever columns they share.</summary>
    public bool IsNatural { get; set; }

    public void Add(Relation relation) => _relations.Add(relation);

    public void Using(IEnumerable<string> columns) => _using.UnionWith(columns);

    /// <summary>All columns, as <c>*</c> means them; null where they are not known.</summary>
    public IReadOnlyList<QueryColumn>? All() =>
        !IsNatural && _using.Count == 0 && _relations.Count > 0 && _relations.All(static relation => relation.Columns is not null)
            ? [.. _relations.SelectMany(static relation => relation.Columns!)] // by the test above
            : null;

    /// <summary>All columns of one relation; null where they are not known.</summary>
    public IReadOnlyList<QueryColumn>? AllOf(string alias) => Relation(alias)?.Columns;

    /// <summary>What a name without qualifier is computed from; null where it is none, or not certain.</summary>
    public ColumnOrigin? Find(string name)
    {
        var candidates = _relations.Where(relation => relation.MayHave(name)).ToList();
        if (_using.Contains(name) && candidates.Count > 1)
        {
            var origins = candidates.Select(candidate => candidate.Find(name)?.Origin).ToList();
            return origins.Contains(null) ? null : ColumnOrigin.Of(origins.OfType<ColumnOrigin>());
        }

        return candidates is [var only] ? only.Find(name)?.Origin : null;
    }

    /// <summary>Whether a name without qualifier may mean a column.</summary>
    public bool MayHave(string name) => _relations.Any(relation => relation.MayHave(name));

    /// <summary>What a name with qualifiers is computed from: <c>alias.column</c>, <c>database.table.column</c>, or a field of a column.</summary>
    public ColumnOrigin? Find(IReadOnlyList<string> parts)
    {
        if (Relation(parts[0]) is { } relation)
        {
            return relation.Find(parts[1])?.Origin;
        }

        if (parts.Count > 2 && _relations.Where(candidate => candidate.Table == new SourceTable(parts[0], parts[1])).ToList() is [var table])
        {
            return table.Find(parts[2])?.Origin;
        }

        return Find(parts[0]) is { } field ? field with { IsPlain = false } : null;
    }

    private Relation? Relation(string alias) =>
        _relations.Where(relation => relation.Alias == alias).ToList() is [var only] ? only : null;
}
