using Sluice.Lake.Athena.Sql;

namespace Sluice.Lake.Athena.Statements;

/// <summary><c>SELECT</c>, <c>WITH</c>, <c>VALUES</c>, in parentheses too.</summary>
internal sealed class SelectKind : IStatementKind
{
    /// <inheritdoc/>
    public Statement? TryParse(TokenReader reader) =>
        BeginsQuery(reader) ? new SelectStatement(QueryText.From(reader)) : null;

    /// <summary>Whether a query comes next.</summary>
    public static bool BeginsQuery(TokenReader reader)
    {
        var distance = 0;
        while (reader.Peek(distance).IsSymbol("("))
        {
            distance++;
        }

        var first = reader.Peek(distance);
        return first.Is("SELECT") || first.Is("WITH") || first.Is("VALUES") || (first.Is("TABLE") && distance == 0);
    }
}
