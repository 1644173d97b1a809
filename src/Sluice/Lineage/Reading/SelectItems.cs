using Sluice.Sql;

namespace Sluice.Lineage.Reading;

/// <summary>The items of a SELECT: their names, and what they are computed from.</summary>
internal static class SelectItems
{
    /// <summary>The columns that items become; null where a <c>*</c> stands for columns that are not known.</summary>
    public static IReadOnlyList<QueryColumn>? Columns(IEnumerable<IReadOnlyList<SqlToken>> items, Scope scope)
    {
        var columns = new List<QueryColumn>();
        foreach (var item in items)
        {
            if (item.Count == 0)
            {
                throw new UnknownSyntaxException();
            }

            var star = item switch
            {
                [var only] when only.Is('*') => (true, scope.All()),
                [var alias, var dot, var last] when dot.Is('.') && last.Is('*') => (true, scope.AllOf(alias.Identifier)),
                _ => (false, null),
            };
            if (star is (true, null))
            {
                return null;
            }

            if (star is (true, { } all))
            {
                columns.AddRange(all.Select(static column => column with { Line = null }));
                continue;
            }

            var (expression, name) = Name(item);
            columns.Add(new QueryColumn(name, Expression.Origin(expression, scope)) { Line = item[^1].Line });
        }

        return columns;
    }

    private static (IReadOnlyList<SqlToken> Expression, string Name) Name(IReadOnlyList<SqlToken> item)
    {
        var last = item[^1];
        if (!TokenWalk.IsName(last))
        {
            return (item, "");
        }

        if (item.Count == 1)
        {
            return (item, last.Identifier);
        }

        var before = item[^2];
        return before.Is("as") ? ([.. item.SkipLast(2)], last.Identifier)
            : before.Is('.') ? (item, last.Identifier)
            : EndsValue(before) ? ([.. item.SkipLast(1)], last.Identifier)
            : (item, "");
    }

    private static bool EndsValue(SqlToken token) =>
        token.Is(')') || token.Is(']') || token.Is("end") || token.Is("null") || token.Is("true") || token.Is("false")
        || token.Kind is SqlTokenKind.Text or SqlTokenKind.QuotedIdentifier
        || (token.Kind == SqlTokenKind.Word && !Words.Reserved.Contains(token.Text) && !Words.InExpressions.Contains(token.Text));
}
