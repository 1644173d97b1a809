namespace Sluice.Sql;

/// <summary>
/// Takes SQL text apart far enough to know what is code, text, identifier and comment. Joined again, the pieces are the
/// text, whatever it is.
/// </summary>
/// <param name="file">The file, for messages.</param>
/// <param name="sql">Its text.</param>
internal sealed class SqlTokenizer(string file, string sql)
{
    private int _position;
    private int _line = 1;

    /// <summary>All pieces in order.</summary>
    /// <exception cref="SqlErrorException">A string, quoted identifier, comment or placeholder does not end.</exception>
    public static IReadOnlyList<SqlToken> Read(string file, string sql)
    {
        var tokenizer = new SqlTokenizer(file, sql);
        var tokens = new List<SqlToken>();
        while (tokenizer._position < sql.Length)
        {
            tokens.Add(tokenizer.Next());
        }

        return tokens;
    }

    private SqlToken Next()
    {
        var start = _position;
        var (kind, end) = Piece();
        var token = new SqlToken(kind, sql[start..end], start, _line);
        _line += token.Text.Count(c => c == '\n');
        _position = end;
        return token;
    }

    private (SqlTokenKind Kind, int End) Piece()
    {
        var first = sql[_position];
        return first switch
        {
            '\'' => (SqlTokenKind.Text, EndOfQuoted('\'', "string")),
            '"' => (SqlTokenKind.QuotedIdentifier, EndOfQuoted('"', "quoted identifier")),
            '-' when Follows("--") => (SqlTokenKind.Comment, EndOfLine()),
            '/' when Follows("/*") => (SqlTokenKind.Comment, EndAfter("*/", "comment")),
            '{' when Follows("{{") => (SqlTokenKind.Placeholder, EndAfter("}}", "placeholder")),
            _ when char.IsWhiteSpace(first) => (SqlTokenKind.Space, EndWhile(char.IsWhiteSpace)),
            _ when IsWord(first) => (SqlTokenKind.Word, EndWhile(IsWord)),
            _ => (SqlTokenKind.Sign, _position + 1),
        };
    }

    private bool Follows(string text) => string.CompareOrdinal(sql, _position, text, 0, text.Length) == 0;

    private int EndOfQuoted(char quote, string what)
    {
        for (var i = _position + 1; i < sql.Length; i++)
        {
            if (sql[i] != quote)
            {
                continue;
            }

            if (i + 1 == sql.Length || sql[i + 1] != quote)
            {
                return i + 1;
            }

            i++; // a doubled quote stands for one
        }

        throw Unended(what, quote.ToString());
    }

    private int EndAfter(string end, string what)
    {
        var found = sql.IndexOf(end, _position + 2, StringComparison.Ordinal);
        return found >= 0 ? found + end.Length : throw Unended(what, end);
    }

    private int EndOfLine()
    {
        var end = sql.IndexOf('\n', _position);
        return end < 0 ? sql.Length : end;
    }

    private int EndWhile(Func<char, bool> belongs)
    {
        var end = _position;
        while (end < sql.Length && belongs(sql[end]))
        {
            end++;
        }

        return end;
    }

    private static bool IsWord(char c) => char.IsLetterOrDigit(c) || c is '_' or '$' or '@';

    private SqlErrorException Unended(string what, string end) => new(file, _line, $"The {what} that starts here does not end. Expected {end}");
}
