using System.Text.RegularExpressions;
using Sluice.Lake.Athena.Execution;
using Sluice.Lake.Athena.Sql;

namespace Sluice.Lake.Athena.Dialect;

/// <summary><c>REAL '1.5'</c> is a cast of the text; <c>DECIMAL '1.50'</c> is the number with just its digits; <c>X'41'</c> is bytes; a timestamp
/// literal with a zone is a timestamp with time zone.</summary>
internal sealed partial class TypedLiterals : ISyntaxRule
{
    private static readonly string[] Types = ["real", "double", "bigint", "integer", "int", "smallint", "tinyint", "boolean", "varchar", "char"];

    /// <summary>A zone or offset behind a time of day.</summary>
    [GeneratedRegex(@":\d\d(\.\d+)?\s*([A-Za-z]|[+-]\d)")]
    private static partial Regex Zone();

    /// <inheritdoc/>
    public IEnumerable<SqlEdit> Apply(string sql, IReadOnlyList<SqlToken> tokens)
    {
        for (var index = 0; index < tokens.Count - 1; index++)
        {
            var (type, text) = (tokens[index], tokens[index + 1]);
            if (text.Kind != SqlTokenKind.Text || type.Kind != SqlTokenKind.Word)
            {
                continue;
            }

            var length = text.End - type.Start;
            if (type.Is("decimal"))
            {
                var digits = text.Value.TrimStart('-', '+');
                var isWhole = digits.Length is > 0 and <= 38 && digits.All(char.IsAsciiDigit); // without a point it would be an integer
                yield return new SqlEdit(type.Start, length, isWhole ? $"CAST({text.Value} AS DECIMAL({digits.Length}, 0))" : text.Value);
            }
            else if (type.Is("x"))
            {
                yield return new SqlEdit(type.Start, length, $"from_hex('{Digits(sql, type, text)}')");
            }
            else if (type.Is("timestamp") && Zone().IsMatch(text.Value))
            {
                yield return new SqlEdit(type.Start, length, $"CAST({text.Text} AS TIMESTAMP WITH TIME ZONE)");
            }
            else if (Array.Exists(Types, type.Is))
            {
                yield return new SqlEdit(type.Start, length, $"CAST({text.Text} AS {type.Text})");
            }
        }
    }

    /// <summary>The digits of a binary literal, which may have blanks between them.</summary>
    private static string Digits(string sql, SqlToken type, SqlToken text)
    {
        var digits = string.Concat(text.Value.Where(static letter => !char.IsWhiteSpace(letter)));
        return !digits.All(char.IsAsciiHexDigit) ? throw QueryFailure.Syntax(sql, type.Start, "Binary literal can only contain hexadecimal digits")
            : digits.Length % 2 != 0 ? throw QueryFailure.Syntax(sql, type.Start, "Binary literal must contain an even number of digits")
            : digits;
    }
}
