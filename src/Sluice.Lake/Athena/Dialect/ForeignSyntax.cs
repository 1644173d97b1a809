using Sluice.Lake.Athena.Execution;
using Sluice.Lake.Athena.Sql;

namespace Sluice.Lake.Athena.Dialect;

/// <summary>Syntax that DuckDB has and Athena has not: it is refused here as Athena's parser refuses it.</summary>
internal sealed class ForeignSyntax : ISyntaxRule
{
    private static readonly string[] Joins = ["asof", "positional", "semi", "anti"];
    private static readonly string[] Operators = ["ilike", "glob", "similar"];
    private static readonly string[] BeforeBracket = ["array", "end", "null"];

    /// <inheritdoc/>
    public IEnumerable<SqlEdit> Apply(string sql, IReadOnlyList<SqlToken> tokens)
    {
        for (var index = 1; index < tokens.Count; index++)
        {
            if (Foreign(tokens, index))
            {
                throw QueryFailure.Syntax(sql, tokens[index].Start, $"mismatched input '{tokens[index].Text}'. Expecting: <expression>");
            }

            if (Surplus(tokens, index))
            {
                throw QueryFailure.Syntax(sql, tokens[index].Start, $"mismatched input '{tokens[index].Text}'. Expecting: <EOF>");
            }
        }

        return [];
    }

    /// <summary>Where something else should stand.</summary>
    private static bool Foreign(IReadOnlyList<SqlToken> tokens, int index)
    {
        var (before, token) = (tokens[index - 1], tokens[index]);
        return token.IsSymbol("{")
            || (token.IsSymbol("[") && !before.IsSymbol(")") && !before.IsSymbol("]") && before.Kind is not (SqlTokenKind.QuotedName or SqlTokenKind.Text)
                && !(before.Kind == SqlTokenKind.Word && (Array.Exists(BeforeBracket, before.Is) || !IsClauseWord(before))))
            || (before.Is("distinct") && token.Is("on"))
            || (before.Is("by") && token.Is("all") && index >= 2 && (tokens[index - 2].Is("group") || tokens[index - 2].Is("order")));
    }

    /// <summary>Where the statement could end.</summary>
    private static bool Surplus(IReadOnlyList<SqlToken> tokens, int index)
    {
        var (before, token, next) = (tokens[index - 1], tokens[index], tokens[Math.Min(index + 1, tokens.Count - 1)]);
        return token.IsSymbol("::")
            || (before.IsSymbol("*") && next.IsSymbol("(") && (token.Is("exclude") || token.Is("replace") || token.Is("rename")))
            || (token.Is("offset") && index >= 2 && tokens[index - 2].Is("limit"))
            || (token.Is("using") && next.Is("sample"))
            || (Array.Exists(Operators, token.Is) && (before.Is("not") || before.Kind is SqlTokenKind.Word or SqlTokenKind.Text || before.IsSymbol(")")) && next.Kind is SqlTokenKind.Text)
            || (next.Is("join") && Array.Exists(Joins, token.Is));
    }

    private static bool IsClauseWord(SqlToken token) =>
        token.Is("select") || token.Is("in") || token.Is("and") || token.Is("or") || token.Is("not") || token.Is("when") || token.Is("then")
        || token.Is("else") || token.Is("where") || token.Is("on") || token.Is("by") || token.Is("values") || token.Is("distinct");
}
