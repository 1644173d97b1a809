using Sluice.Lake.Athena.Sql;

namespace Sluice.Lake.Athena.Dialect;

/// <summary><c>if(a, b)</c> is NULL where a is not true; <c>TABLESAMPLE BERNOULLI (10)</c> means percent.</summary>
internal sealed class ShortForms : ISyntaxRule
{
    /// <inheritdoc/>
    public IEnumerable<SqlEdit> Apply(string sql, IReadOnlyList<SqlToken> tokens)
    {
        for (var index = 0; index + 1 < tokens.Count; index++)
        {
            if (!tokens[index + 1].IsSymbol("(") || Parentheses.Close(tokens, index + 1) is not (> 0 and var close))
            {
                continue;
            }

            if (tokens[index].Is("if") && Commas(tokens, index + 1, close) == 1)
            {
                yield return new SqlEdit(tokens[close].Start, 0, ", NULL");
            }
            else if ((tokens[index].Is("bernoulli") || tokens[index].Is("system")) && index > 0 && tokens[index - 1].Is("tablesample"))
            {
                yield return new SqlEdit(tokens[close].Start, 0, " PERCENT");
            }
        }
    }

    private static int Commas(IReadOnlyList<SqlToken> tokens, int open, int close)
    {
        var (depth, commas) = (0, 0);
        for (var index = open + 1; index < close; index++)
        {
            depth += tokens[index].IsSymbol("(") || tokens[index].IsSymbol("[") ? 1 : tokens[index].IsSymbol(")") || tokens[index].IsSymbol("]") ? -1 : 0;
            commas += depth == 0 && tokens[index].IsSymbol(",") ? 1 : 0;
        }

        return commas;
    }
}
