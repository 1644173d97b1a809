using Sluice.Sql;

namespace Sluice.Lineage.Reading;

/// <summary>The columns that an expression names.</summary>
internal static class Expression
{
    // CAST inside of CAST: deeper ones count as computed.
    private const int MostCasts = 10;

    /// <summary>What it is computed from; null where a word in it may mean something else than is known here.</summary>
    public static ColumnOrigin? Origin(IReadOnlyList<SqlToken> expression, Scope scope)
    {
        if (Plain(expression, MostCasts) is { } name)
        {
            return Column(name, scope);
        }

        var origins = new List<ColumnOrigin>();
        for (var i = 0; i < expression.Count; i++)
        {
            var token = expression[i];
            if (token.Is("select") || (token.Is('-') && i + 1 < expression.Count && expression[i + 1].Is('>')))
            {
                return null; // a subquery; a lambda, whose parameters look like columns
            }

            if (token.Is("as"))
            {
                i = Last(expression, i);
            }
            else if (token.Is("interval") && Is(expression, i + 1, SqlTokenKind.Text))
            {
                i += Is(expression, i + 3, "to") ? 4 : 2; // INTERVAL '1' DAY
            }
            else if (token.Is("extract") && i + 2 < expression.Count && expression[i + 1].Is('('))
            {
                i += 2; // EXTRACT(YEAR FROM …
            }
            else if (token.Is("at") && Is(expression, i + 1, "time") && Is(expression, i + 2, "zone"))
            {
                i += 2;
            }
            else if (token.Kind == SqlTokenKind.QuotedIdentifier || (token.Kind == SqlTokenKind.Word && !char.IsAsciiDigit(token.Text[0])))
            {
                var parts = new List<SqlToken> { token };
                while (i + 2 < expression.Count && expression[i + 1].Is('.') && expression[i + 2].Kind is SqlTokenKind.Word or SqlTokenKind.QuotedIdentifier)
                {
                    parts.Add(expression[i + 2]);
                    i += 2;
                }

                var follows = i + 1 < expression.Count ? expression[i + 1] : default(SqlToken?);
                if (IsSyntax(parts, follows, scope))
                {
                    continue;
                }

                if (Column(parts, scope) is not { } origin)
                {
                    return null;
                }

                origins.Add(origin);
            }
        }

        return ColumnOrigin.Of(origins);
    }

    /// <summary>The name that an expression is, alone or cast; null for any other.</summary>
    private static List<SqlToken>? Plain(IReadOnlyList<SqlToken> expression, int casts)
    {
        if (casts > 0 && expression.Count > 4 && (expression[0].Is("cast") || expression[0].Is("try_cast")) && expression[1].Is('('))
        {
            var end = Last(expression, 2, static token => token.Is("as")) + 1;
            return Last(expression, end) == expression.Count - 2 ? Plain([.. expression.Take(end).Skip(2)], casts - 1) : null;
        }

        for (var i = 0; i < expression.Count; i++)
        {
            if (i % 2 == 0 ? !TokenWalk.IsName(expression[i]) : !expression[i].Is('.'))
            {
                return null;
            }
        }

        return expression.Count % 2 == 1 ? [.. expression.Where(static token => !token.Is('.'))] : null;
    }

    private static ColumnOrigin? Column(IReadOnlyList<SqlToken> parts, Scope scope) =>
        parts.Count == 1 ? scope.Find(parts[0].Identifier) : scope.Find([.. parts.Select(static part => part.Identifier)]);

    /// <summary>Whether a name is the name of a function, a word of the syntax, or what stands before a literal: DATE '2026-11-21'.</summary>
    private static bool IsSyntax(IReadOnlyList<SqlToken> parts, SqlToken? follows, Scope scope)
    {
        if (follows is { } next && next.Is('('))
        {
            return true;
        }

        if (parts is not [{ Kind: SqlTokenKind.Word } word])
        {
            return false;
        }

        return Words.Reserved.Contains(word.Text)
            || follows is { Kind: SqlTokenKind.Text }
            || (Words.InExpressions.Contains(word.Text) && !scope.MayHave(word.Identifier));
    }

    /// <summary>The last token before the bracket that closes this level, or before another that ends it.</summary>
    private static int Last(IReadOnlyList<SqlToken> expression, int start, Func<SqlToken, bool>? ends = null)
    {
        var depth = 0;
        var i = start;
        while (i + 1 < expression.Count && !(depth == 0 && (expression[i + 1].Is(')') || ends?.Invoke(expression[i + 1]) == true)))
        {
            i++;
            depth += expression[i].Is('(') ? 1 : expression[i].Is(')') ? -1 : 0;
        }

        return i;
    }

    private static bool Is(IReadOnlyList<SqlToken> expression, int index, string word) => index < expression.Count && expression[index].Is(word);

    private static bool Is(IReadOnlyList<SqlToken> expression, int index, SqlTokenKind kind) => index < expression.Count && expression[index].Kind == kind;
}
