using Sluice.Lake.Athena.Sql;

namespace Sluice.Lake.Athena.Dialect;

/// <summary><c>array(integer)</c> is the type <c>integer[]</c>. The constructor is <c>ARRAY[...]</c>, so nothing else is written so.</summary>
internal sealed class ArrayTypes : ISyntaxRule
{
    /// <inheritdoc/>
    public IEnumerable<SqlEdit> Apply(string sql, IReadOnlyList<SqlToken> tokens)
    {
        for (var index = 0; index < tokens.Count - 1; index++)
        {
            if (!tokens[index].Is("array") || !tokens[index + 1].IsSymbol("("))
            {
                continue;
            }

            var close = Parentheses.Close(tokens, index + 1);
            if (close < 0)
            {
                yield break; // DuckDB's parser reports the place better
            }

            yield return new SqlEdit(tokens[index].Start, tokens[index + 1].End - tokens[index].Start, "");
            yield return new SqlEdit(tokens[close].Start, 1, "[]");
        }
    }
}
