using Sluice.Lake.Athena.Execution;

namespace Sluice.Lake.Athena.Sql;

/// <summary>Cuts a statement into tokens. Comments and white space are left out; positions stay those of the text.</summary>
internal static class SqlTokenizer
{
    private static readonly string[] Queries = ["SELECT", "WITH", "VALUES", "TABLE", "INSERT"];
    private static readonly string[] LongSymbols = ["->", "<>", "!=", "<=", ">=", "||", "=>", "::"];

    /// <summary>All tokens, ended by one <see cref="SqlTokenKind.End"/>.</summary>
    /// <exception cref="QueryFailure"><c>SYNTAX_ERROR</c>: a quote or comment that is not closed.</exception>
    public static List<SqlToken> Tokenize(string sql)
    {
        var tokens = new List<SqlToken>();
        var position = 0;
        while ((position = SkipBlank(sql, position)) < sql.Length)
        {
            // DDL is Hive's, where a backslash escapes the character after it; in a query it is a character like any other.
            var isHive = tokens.Count > 0 && tokens[0].Kind == SqlTokenKind.Word && !Array.Exists(Queries, tokens[0].Is);
            var token = Next(sql, position, isHive);
            tokens.Add(token);
            position = token.End;
        }

        tokens.Add(new SqlToken(SqlTokenKind.End, "", "<EOF>", sql.Length));
        return tokens;
    }

    private static int SkipBlank(string sql, int position)
    {
        while (position < sql.Length)
        {
            if (char.IsWhiteSpace(sql[position]))
            {
                position++;
            }
            else if (string.CompareOrdinal(sql, position, "--", 0, 2) == 0)
            {
                var end = sql.IndexOf('\n', position);
                position = end < 0 ? sql.Length : end + 1;
            }
            else if (string.CompareOrdinal(sql, position, "/*", 0, 2) == 0)
            {
                var end = sql.IndexOf("*/", position + 2, StringComparison.Ordinal);
                position = end < 0 ? throw Unclosed(sql, position, "comment") : end + 2;
            }
            else
            {
                break;
            }
        }

        return position;
    }

    private static SqlToken Next(string sql, int start, bool isHive) => sql[start] switch
    {
        '\'' => Quoted(sql, start, SqlTokenKind.Text, "string", isHive),
        '"' or '`' => Quoted(sql, start, SqlTokenKind.QuotedName, "name", isHive),
        var first when char.IsLetter(first) || first == '_' => Plain(sql, start, SqlTokenKind.Word, WordEnd(sql, start)),
        var first when char.IsAsciiDigit(first) || IsFraction(sql, start) =>
            Plain(sql, start, SqlTokenKind.Number, NumberEnd(sql, start)),
        _ => Symbol(sql, start),
    };

    private static bool IsFraction(string sql, int start) =>
        sql[start] == '.' && start + 1 < sql.Length && char.IsAsciiDigit(sql[start + 1])
        && (start == 0 || !(char.IsLetterOrDigit(sql[start - 1]) || sql[start - 1] is '_' or '"' or '`' or ')' or ']'));

    private static SqlToken Quoted(string sql, int start, SqlTokenKind kind, string what, bool isHive)
    {
        var quote = sql[start];
        var doubled = new string(quote, 2);
        for (var end = start + 1; end < sql.Length; end++)
        {
            if (isHive && sql[end] == '\\')
            {
                end++;
                continue;
            }

            if (sql[end] != quote)
            {
                continue;
            }

            if (end + 1 < sql.Length && sql[end + 1] == quote)
            {
                end++;
                continue;
            }

            var text = sql[start..(end + 1)];
            return new SqlToken(kind, text, text[1..^1].Replace(doubled, doubled[..1], StringComparison.Ordinal), start);
        }

        throw Unclosed(sql, start, what);
    }

    private static int WordEnd(string sql, int position)
    {
        while (position < sql.Length && (char.IsLetterOrDigit(sql[position]) || sql[position] is '_' or '$'))
        {
            position++;
        }

        return position;
    }

    private static int NumberEnd(string sql, int position)
    {
        while (position < sql.Length && (char.IsAsciiLetterOrDigit(sql[position]) || sql[position] is '.' or '_'
            || (sql[position] is '+' or '-' && sql[position - 1] is 'e' or 'E' && char.IsAsciiDigit(sql[position - 2]))))
        {
            position++;
        }

        return position;
    }

    private static SqlToken Symbol(string sql, int start)
    {
        var symbol = LongSymbols.FirstOrDefault(
            candidate => string.CompareOrdinal(sql, start, candidate, 0, candidate.Length) == 0);
        return Plain(sql, start, SqlTokenKind.Symbol, start + (symbol?.Length ?? 1));
    }

    private static SqlToken Plain(string sql, int start, SqlTokenKind kind, int end) =>
        new(kind, sql[start..end], sql[start..end], start);

    private static QueryFailure Unclosed(string sql, int start, string what) =>
        QueryFailure.Syntax(sql, start, $"the {what} that begins here is not closed");
}
