using System.Text;
using System.Text.RegularExpressions;
using Sluice.Lake.DuckDb;

namespace Sluice.Lake.Glue.Jobs.Scripts.Spark;

/// <summary>
/// Spark's words in DuckDB's: texts in either quotes with backslashes in them, names in backticks, numbers with a letter after
/// them, and operators that DuckDB spells otherwise.
/// </summary>
internal static partial class SparkText
{
    private static readonly string[] Unknown = ["LATERAL", "PIVOT", "UNPIVOT", "TABLESAMPLE", "DISTRIBUTE", "CLUSTER", "MINUS"];

    /// <summary>The text in DuckDB's words.</summary>
    /// <exception cref="JobFailedException">A quote or comment is not closed, or a word is one that the lake does not know.</exception>
    public static string ToDuckDb(string sql)
    {
        var text = new StringBuilder();
        for (var position = 0; position < sql.Length;)
        {
            position = sql[position] switch
            {
                '\'' or '"' => Text(sql, position, text),
                '`' => Name(sql, position, text),
                '-' when At(sql, position, "--") => LineEnd(sql, position),
                '/' when At(sql, position, "/*") => CommentEnd(sql, position),
                '<' when At(sql, position, "<=>") => Write(text, " IS NOT DISTINCT FROM ", position + 3),
                '!' when !At(sql, position, "!=") => Write(text, " NOT ", position + 1),
                var letter when char.IsLetter(letter) || letter == '_' => Word(sql, position, text),
                var digit when char.IsAsciiDigit(digit) => Number(sql, position, text),
                var other => Write(text, other.ToString(), position + 1),
            };
        }

        return text.ToString();
    }

    private static bool At(string sql, int position, string what) => string.CompareOrdinal(sql, position, what, 0, what.Length) == 0;

    private static int Write(StringBuilder text, string what, int next)
    {
        text.Append(what);
        return next;
    }

    private static int Text(string sql, int start, StringBuilder text)
    {
        var value = new StringBuilder();
        for (var position = start + 1; position < sql.Length; position++)
        {
            if (sql[position] == '\\' && position + 1 < sql.Length)
            {
                value.Append(Escape(sql[++position]));
            }
            else if (sql[position] == sql[start])
            {
                return Write(text, DuckDbSql.Literal(value.ToString()), position + 1);
            }
            else
            {
                value.Append(sql[position]);
            }
        }

        throw new JobFailedException($"line {Line(sql, start)}: the text that begins here is not closed.");
    }

    // Before % and _ the backslash stays: LIKE takes it for its own.
    private static string Escape(char letter) => letter switch
    {
        'n' => "\n",
        't' => "\t",
        'r' => "\r",
        '0' => "\0",
        'b' => "\b",
        'Z' => "\u001A",
        '%' or '_' => $"\\{letter}",
        _ => letter.ToString(),
    };

    private static int Name(string sql, int start, StringBuilder text)
    {
        var value = new StringBuilder();
        for (var position = start + 1; position < sql.Length; position++)
        {
            if (sql[position] != '`')
            {
                value.Append(sql[position]);
            }
            else if (At(sql, position, "``"))
            {
                value.Append('`');
                position++;
            }
            else
            {
                return Write(text, DuckDbSql.Identifier(value.ToString()), position + 1);
            }
        }

        throw new JobFailedException($"line {Line(sql, start)}: the name that begins here is not closed.");
    }

    private static int Word(string sql, int start, StringBuilder text)
    {
        var end = start;
        while (end < sql.Length && (char.IsLetterOrDigit(sql[end]) || sql[end] == '_'))
        {
            end++;
        }

        var word = sql[start..end];
        var upper = word.ToUpperInvariant();
        if (upper == "LEFT" && HalfJoin().IsMatch(sql.AsSpan(end)))
        {
            return end; // SEMI JOIN and ANTI JOIN are left ones
        }

        if (Array.IndexOf(Unknown, upper) >= 0)
        {
            throw new JobFailedException($"line {Line(sql, start)}: the lake does not know {upper} in Spark SQL.");
        }

        return Write(
            text,
            upper switch
            {
                "DIV" => "//",
                "RLIKE" or "REGEXP" when !FollowedBy(sql, end, '(') => throw new JobFailedException($"line {Line(sql, start)}: the lake knows {upper} as a function only: write rlike(text, pattern)."),
                "ARRAY" when FollowedBy(sql, end, '(') => "list_value",
                "DECIMAL" or "DEC" or "NUMERIC" when !FollowedBy(sql, end, '(') => "DECIMAL(10, 0)",
                "BYTE" or "SHORT" or "LONG" when InCast(text) => upper switch { "BYTE" => "TINYINT", "SHORT" => "SMALLINT", _ => "BIGINT" },
                _ => word,
            },
            end);
    }

    [GeneratedRegex(@"^\s+(SEMI|ANTI)\b", RegexOptions.IgnoreCase)]
    private static partial Regex HalfJoin();

    private static bool FollowedBy(string sql, int position, char letter)
    {
        while (position < sql.Length && char.IsWhiteSpace(sql[position]))
        {
            position++;
        }

        return position < sql.Length && sql[position] == letter;
    }

    // byte, short and long are types after AS, and names elsewhere.
    private static bool InCast(StringBuilder text) => text.ToString().TrimEnd().EndsWith(" AS", StringComparison.OrdinalIgnoreCase);

    private static int Number(string sql, int start, StringBuilder text)
    {
        var end = start;
        while (end < sql.Length && (char.IsAsciiDigit(sql[end]) || sql[end] == '.'
            || (sql[end] is 'e' or 'E' && end + 1 < sql.Length && (char.IsAsciiDigit(sql[end + 1]) || sql[end + 1] is '+' or '-'))
            || (sql[end] is '+' or '-' && sql[end - 1] is 'e' or 'E')))
        {
            end++;
        }

        var number = sql[start..end];
        var suffix = end;
        while (suffix < sql.Length && char.IsLetter(sql[suffix]))
        {
            suffix++;
        }

        return sql[end..suffix].ToUpperInvariant() switch
        {
            "" => Write(text, number, end),
            "L" => Write(text, $"CAST({number} AS BIGINT)", suffix),
            "S" => Write(text, $"CAST({number} AS SMALLINT)", suffix),
            "Y" => Write(text, $"CAST({number} AS TINYINT)", suffix),
            "D" => Write(text, $"CAST({number} AS DOUBLE)", suffix),
            "F" => Write(text, $"CAST({number} AS FLOAT)", suffix),
            "BD" => Write(text, number, suffix),
            var other => throw new JobFailedException($"line {Line(sql, start)}: {number}{other} is no number of Spark SQL."),
        };
    }

    private static int LineEnd(string sql, int position)
    {
        var end = sql.IndexOf('\n', position);
        return end < 0 ? sql.Length : end;
    }

    private static int CommentEnd(string sql, int start)
    {
        var end = sql.IndexOf("*/", start + 2, StringComparison.Ordinal);
        return end < 0 ? throw new JobFailedException($"line {Line(sql, start)}: the comment that begins here is not closed.") : end + 2;
    }

    private static int Line(string sql, int position) => sql.AsSpan(0, position).Count('\n') + 1;
}
