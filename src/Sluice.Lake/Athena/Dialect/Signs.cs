using Sluice.Lake.Athena.Sql;

namespace Sluice.Lake.Athena.Dialect;

/// <summary><c>7%-3</c> has a sign behind an operator; DuckDB would read one operator <c>%-</c>.</summary>
internal sealed class Signs : ISyntaxRule
{
    private static readonly string[] Operators = ["%", "||", "!=", "<>", "<", "<=", ">", ">=", "=", "*", "/", "+", "-", "->", "=>"];

    /// <inheritdoc/>
    public IEnumerable<SqlEdit> Apply(string sql, IReadOnlyList<SqlToken> tokens)
    {
        for (var index = 1; index < tokens.Count; index++)
        {
            var (before, token) = (tokens[index - 1], tokens[index]);
            if ((token.IsSymbol("-") || token.IsSymbol("+")) && before.End == token.Start && Array.Exists(Operators, before.IsSymbol))
            {
                yield return new SqlEdit(token.Start, 0, " ");
            }
        }
    }
}
