using Sluice.Sql;

namespace Sluice.Lineage.Reading;

/// <summary>Every table that is named with its database after FROM, JOIN or a comma, in subqueries of conditions too.</summary>
internal static class TableNames
{
    public static IReadOnlyList<SourceTable> Of(IReadOnlyList<SqlToken> tokens)
    {
        var tables = new List<SourceTable>();
        for (var i = 1; i + 2 < tokens.Count; i++)
        {
            var begins = tokens[i - 1].Is("from") || tokens[i - 1].Is("join") || tokens[i - 1].Is(',');
            var ends = i + 3 == tokens.Count || !(tokens[i + 3].Is('(') || tokens[i + 3].Is('.'));
            if (begins && ends && IsName(tokens[i]) && tokens[i + 1].Is('.') && IsName(tokens[i + 2])
                && (tokens[i - 1].Is("join") || FollowsFrom(tokens, i)))
            {
                tables.Add(new SourceTable(tokens[i].Identifier, tokens[i + 2].Identifier));
            }
        }

        return [.. tables.Distinct()];
    }

    /// <summary>A comma separates select items too, and EXTRACT has a FROM: tables come where FROM is last before, and SELECT before that.</summary>
    private static bool FollowsFrom(IReadOnlyList<SqlToken> tokens, int index)
    {
        var (depth, isFrom) = (0, false);
        for (var i = index - 1; i >= 0 && depth >= 0; i--)
        {
            depth += tokens[i].Is(')') ? 1 : tokens[i].Is('(') ? -1 : 0;
            if (depth != 0 || tokens[i].Kind != SqlTokenKind.Word || !Words.Clauses.Contains(tokens[i].Text))
            {
                continue;
            }

            if (isFrom)
            {
                return tokens[i].Is("select");
            }

            isFrom = tokens[i].Is("from") && !(i > 0 && tokens[i - 1].Is("distinct"));
            if (!isFrom)
            {
                return false;
            }
        }

        return false;
    }

    private static bool IsName(SqlToken token) =>
        token.Kind == SqlTokenKind.QuotedIdentifier || (token.Kind == SqlTokenKind.Word && !char.IsAsciiDigit(token.Text[0]));
}
