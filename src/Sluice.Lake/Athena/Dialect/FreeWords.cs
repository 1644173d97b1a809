using Sluice.Lake.Athena.Sql;

namespace Sluice.Lake.Athena.Dialect;

/// <summary>Words that DuckDB reserves and Athena does not are names, and are quoted.</summary>
internal sealed class FreeWords : ISyntaxRule
{
    private static readonly HashSet<string> Words = new(StringComparer.OrdinalIgnoreCase)
    {
        "analyse", "analyze", "asymmetric", "at", "check", "collate", "column", "default", "deferrable", "do", "foreign",
        "initially", "lambda", "pivot", "pivot_longer", "pivot_wider", "placing", "primary", "qualify", "references",
        "returning", "show", "summarize", "symmetric", "to", "unique", "unpivot", "variadic",
    };

    /// <inheritdoc/>
    public IEnumerable<SqlEdit> Apply(string sql, IReadOnlyList<SqlToken> tokens)
    {
        for (var index = 0; index < tokens.Count - 1; index++)
        {
            var (token, next) = (tokens[index], tokens[index + 1]);
            if (token.Kind == SqlTokenKind.Word && Words.Contains(token.Text)
                && !next.IsSymbol("(") && !(token.Is("at") && next.Is("time")) && !IsIntervalUnit(tokens, index))
            {
                yield return new SqlEdit(token.Start, token.Text.Length, $"\"{token.Text}\"");
            }
        }
    }

    /// <summary><c>INTERVAL '1' YEAR TO MONTH</c>.</summary>
    private static bool IsIntervalUnit(IReadOnlyList<SqlToken> tokens, int index) =>
        tokens[index].Is("to") && index >= 2 && tokens[index - 2].Kind == SqlTokenKind.Text;
}
