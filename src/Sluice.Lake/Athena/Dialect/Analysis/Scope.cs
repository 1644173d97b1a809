namespace Sluice.Lake.Athena.Dialect.Analysis;

/// <summary>The names that an expression can use, and those of the queries around it.</summary>
internal sealed class Scope(Scope? outer, IReadOnlyList<Relation> relations)
{
    /// <summary>The relations of this query's FROM.</summary>
    public IReadOnlyList<Relation> Relations { get; } = relations;

    /// <summary>Looks a name up, qualified or not, with the fields of rows behind it.</summary>
    public ColumnMatch Find(IReadOnlyList<string> parts)
    {
        var found = FindHere(parts);
        return found.Kind == ColumnMatchKind.Missing && outer is not null ? outer.Find(parts) : found;
    }

    private ColumnMatch FindHere(IReadOnlyList<string> parts)
    {
        var isOpen = false;
        var matches = new List<(RelationColumn Column, int Used)>();
        foreach (var relation in Relations)
        {
            if (relation.Columns is not { } columns)
            {
                isOpen = true;
                continue;
            }

            if (parts.Count == 1 || !Is(relation.Name, parts[0]))
            {
                matches.AddRange(columns.Where(column => Is(column.Name, parts[0])).Select(static column => (column, 1)));
            }

            if (parts.Count > 1 && Is(relation.Name, parts[0]))
            {
                matches.AddRange(columns.Where(column => Is(column.Name, parts[1])).Select(static column => (column, 2)));
            }
        }

        // db.t.x and awsdatacatalog.db.t.x: left to DuckDB.
        if (isOpen || (matches.Count == 0 && parts.Count > 2))
        {
            return new ColumnMatch(ColumnMatchKind.Open, null);
        }

        if (matches.Count > 1 && matches.All(static match => match.Used == 1) && Relations.Any(relation => relation.Shared.Any(name => Is(name, parts[0]))))
        {
            var common = matches.Select(static match => match.Column.Type).Aggregate(static (a, b) => a is null || b is null ? null : TrinoCoercion.Common(a, b));
            return new ColumnMatch(ColumnMatchKind.Found, Field(common, parts.Skip(1)));
        }

        return matches switch
        {
            [] => new ColumnMatch(ColumnMatchKind.Missing, null),
            [var only] => new ColumnMatch(ColumnMatchKind.Found, Field(only.Column.Type, parts.Skip(only.Used))),
            _ when matches.All(match => match.Used == 1) && parts.Count == 1 => new ColumnMatch(ColumnMatchKind.Ambiguous, null),
            _ => new ColumnMatch(ColumnMatchKind.Open, null),
        };
    }

    private static TrinoType? Field(TrinoType? type, IEnumerable<string> names)
    {
        foreach (var name in names)
        {
            if (type is not { Name: "row" })
            {
                return null;
            }

            var index = type.FieldNames.ToList().FindIndex(field => Is(field, name));
            type = index < 0 ? null : type.Arguments[index];
        }

        return type;
    }

    private static bool Is(string? name, string written) => written.Equals(name, StringComparison.OrdinalIgnoreCase);
}
