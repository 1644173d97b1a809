using Sluice.Lake.Athena.Execution;
using Sluice.Lake.Athena.Sql;

namespace Sluice.Lake.Athena.Dialect;

/// <summary>Backticks quote names in DDL only; in a query Athena refuses them, and so does the lake.</summary>
internal sealed class Backticks : ISyntaxRule
{
    /// <inheritdoc/>
    public IEnumerable<SqlEdit> Apply(string sql, IReadOnlyList<SqlToken> tokens)
    {
        foreach (var token in tokens)
        {
            if (token.Kind == SqlTokenKind.QuotedName && token.Text[0] == '`')
            {
                throw QueryFailure.Syntax(
                    sql, token.Start, "backquoted identifiers are not supported; use double quotes to quote identifiers");
            }
        }

        return [];
    }
}
