using Sluice.Lake.Athena.Sql;

namespace Sluice.Lake.Athena.Dialect;

/// <summary><c>VALUES 1, 2</c> has two rows of one column; DuckDB wants the parentheses.</summary>
internal sealed class BareValues : ISyntaxRule
{
    private static readonly string[] After = ["order", "limit", "offset", "fetch", "union", "except", "intersect"];

    /// <inheritdoc/>
    public IEnumerable<SqlEdit> Apply(string sql, IReadOnlyList<SqlToken> tokens)
    {
        for (var index = 0; index < tokens.Count - 1; index++)
        {
            if (!tokens[index].Is("values") || tokens[index + 1].IsSymbol("("))
            {
                continue;
            }

            var depth = 0;
            yield return new SqlEdit(tokens[index + 1].Start, 0, "(");
            for (index++; tokens[index].Kind != SqlTokenKind.End; index++)
            {
                var token = tokens[index];
                if (depth == 0 && (token.IsSymbol(")") || token.IsSymbol(";") || Array.Exists(After, token.Is)))
                {
                    break;
                }

                if (depth == 0 && token.IsSymbol(","))
                {
                    yield return new SqlEdit(token.Start, 1, "), (");
                }

                depth += token.IsSymbol("(") || token.IsSymbol("[") ? 1 : token.IsSymbol(")") || token.IsSymbol("]") ? -1 : 0;
            }

            yield return new SqlEdit(tokens[index - 1].End, 0, ")");
        }
    }
}
