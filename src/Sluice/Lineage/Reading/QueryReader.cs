using Sluice.Sql;

namespace Sluice.Lineage.Reading;

/// <summary>Follows a query from its FROM clauses to its select items.</summary>
internal sealed class QueryReader(IReadOnlyList<SqlToken> tokens, string database, Func<SourceTable, IReadOnlyList<string>?> columns)
{
    // Deeper than anybody writes, and far from what the stack takes.
    private const int Deepest = 100;

    private readonly TokenWalk _walk = new(tokens);
    private readonly List<SourceTable> _tables = [];
    private int _depth;

    public IEnumerable<SourceTable> Tables => _tables.Distinct();

    /// <summary>Reads the whole query.</summary>
    /// <exception cref="UnknownSyntaxException">It has a form that is not followed.</exception>
    public Relation Read()
    {
        var relation = Query(new Dictionary<string, Relation>(StringComparer.Ordinal));
        return _walk.IsAtEnd ? relation : throw new UnknownSyntaxException();
    }

    private Relation Query(IReadOnlyDictionary<string, Relation> outer)
    {
        Descend();
        var named = outer;
        if (_walk.TryTake("with"))
        {
            var more = new Dictionary<string, Relation>(outer, StringComparer.Ordinal);
            do
            {
                var name = _walk.Name(); // RECURSIVE is reserved, and so not followed
                var names = _walk.NameList();
                _walk.Expect("as");
                _walk.Expect('(');
                var relation = Query(more);
                _walk.Expect(')');
                more[name] = relation.Renamed(names);
            }
            while (_walk.TryTake(','));
            named = more;
        }

        var result = Term(named);
        while (_walk.Next.Kind == SqlTokenKind.Word && Words.SetOperators.Contains(_walk.Next.Text))
        {
            _walk.Take();
            _ = _walk.TryTake("all") || _walk.TryTake("distinct");
            result = Combined(result, Term(named));
        }

        _walk.SkipTo(static _ => false); // ORDER BY, LIMIT
        _depth--;
        return result;
    }

    private void Descend()
    {
        if (++_depth > Deepest)
        {
            throw new UnknownSyntaxException();
        }
    }

    private Relation Term(IReadOnlyDictionary<string, Relation> named)
    {
        if (_walk.TryTake('('))
        {
            var inner = Query(named);
            _walk.Expect(')');
            return inner;
        }

        return _walk.TryTake("select") ? Select(named) : throw new UnknownSyntaxException();
    }

    private Relation Select(IReadOnlyDictionary<string, Relation> named)
    {
        _ = _walk.TryTake("all") || _walk.TryTake("distinct");
        var items = new List<IReadOnlyList<SqlToken>>();
        do
        {
            var start = _walk.Position;
            Item();
            items.Add(_walk.Since(start));
        }
        while (_walk.TryTake(','));

        var scope = new Scope();
        if (_walk.TryTake("from"))
        {
            From(named, scope);
        }

        _walk.SkipTo(static token => token.Kind == SqlTokenKind.Word && Words.SetOperators.Contains(token.Text));
        return new Relation("", SelectItems.Columns(items, scope));
    }

    private void Item()
    {
        var before = _walk.Next;
        _walk.SkipTo(token =>
        {
            // IS DISTINCT FROM and WITHIN GROUP begin no clause.
            var isInside = (before.Is("distinct") && token.Is("from")) || (before.Is("within") && token.Is("group"));
            before = token;
            return token.Is(',') || (token.Kind == SqlTokenKind.Word && Words.Clauses.Contains(token.Text) && !isInside);
        });
    }

    private void From(IReadOnlyDictionary<string, Relation> named, Scope scope)
    {
        do
        {
            Source(named, scope);
            while (_walk.Next.Kind == SqlTokenKind.Word && Words.Joins.Contains(_walk.Next.Text))
            {
                Join(named, scope);
            }
        }
        while (_walk.TryTake(','));
    }

    private void Join(IReadOnlyDictionary<string, Relation> named, Scope scope)
    {
        scope.IsNatural |= _walk.TryTake("natural");
        while (!_walk.TryTake("join"))
        {
            _walk.Take(); // LEFT OUTER and the like
        }

        Source(named, scope);
        if (_walk.TryTake("using"))
        {
            scope.Using(_walk.NameList() ?? throw new UnknownSyntaxException());
        }
        else if (_walk.TryTake("on"))
        {
            _walk.SkipTo(static token => token.Is(',')
                || (token.Kind == SqlTokenKind.Word && (Words.Clauses.Contains(token.Text) || Words.Joins.Contains(token.Text))));
        }
    }

    private void Source(IReadOnlyDictionary<string, Relation> named, Scope scope)
    {
        if (_walk.Next.Is('(') && !(_walk.At(1).Is("select") || _walk.At(1).Is("with") || _walk.At(1).Is('(')))
        {
            _walk.Expect('('); // a join in brackets
            Descend();
            From(named, scope);
            _depth--;
            _walk.Expect(')');
            return;
        }

        var relation = Primary(named);
        var isAliased = _walk.TryTake("as") || (TokenWalk.IsName(_walk.Next) && !(_walk.Next.Kind == SqlTokenKind.Word && Words.NoAlias.Contains(_walk.Next.Text)));
        scope.Add(isAliased ? (relation with { Alias = _walk.Name() }).Renamed(_walk.NameList()) : relation);
        if (_walk.Next.Is("lateral"))
        {
            throw new UnknownSyntaxException(); // Spark's LATERAL VIEW
        }

        if (_walk.TryTake("tablesample"))
        {
            _walk.Take();
            _walk.SkipBrackets();
        }
    }

    private Relation Primary(IReadOnlyDictionary<string, Relation> named)
    {
        if (_walk.TryTake('('))
        {
            var query = Query(named);
            _walk.Expect(')');
            return query;
        }

        if (_walk.TryTake("unnest"))
        {
            _walk.SkipBrackets();
            if (_walk.TryTake("with"))
            {
                _walk.Take(); // ORDINALITY
            }

            return new Relation("", null);
        }

        var parts = new List<string> { _walk.Name() };
        while (_walk.TryTake('.'))
        {
            parts.Add(_walk.Name());
        }

        if (_walk.Next.Is('('))
        {
            throw new UnknownSyntaxException(); // a table function, or LATERAL
        }

        if (parts.Count == 1 && named.TryGetValue(parts[0], out var subquery))
        {
            return subquery with { Alias = parts[0] };
        }

        var table = new SourceTable(parts.Count > 1 ? parts[^2] : database, parts[^1]);
        _tables.Add(table);
        return new Relation(table.Name, Columns(table), table);
    }

    private IReadOnlyList<QueryColumn>? Columns(SourceTable table) => columns(table) is { } known
        ? [.. known.Select(name => new QueryColumn(name, new ColumnOrigin([new SourceColumn(table, name)], IsPlain: true)))]
        : null;

    /// <summary>Two queries whose columns meet by position, named as in the first.</summary>
    private static Relation Combined(Relation first, Relation second) => new(
        "",
        first.Columns is { } left && second.Columns is { } right && left.Count == right.Count
            ? [.. left.Zip(right, static (one, other) => new QueryColumn(
                one.Name, one.Origin is { } a && other.Origin is { } b ? ColumnOrigin.Of([a, b]) : null) { Line = one.Line })]
            : null);
}
