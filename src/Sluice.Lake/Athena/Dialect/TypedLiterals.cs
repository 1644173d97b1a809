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

    [GeneratedRegex(@"^([+-]?)(\d(?:_?\d)*)?(?:\.(\d(?:_?\d)*)?)?$", RegexOptions.ECMAScript)]
    private static partial Regex Number();

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
                yield return new SqlEdit(
                    type.Start,
                    length,
                    Decimal(text.Value) ?? throw QueryFailure.At("INVALID_LITERAL", sql, type.Start, $"'{text.Value}' is not a valid decimal literal"));
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

    /// <summary>A number of just the type that its digits need; null for a text that is no number, or one of more than 38 digits.</summary>
    private static string? Decimal(string text)
    {
        // "$" would let a line feed at the end pass.
        var match = Number().Match(text);
        var whole = match.Groups[2].Value.Replace("_", "", StringComparison.Ordinal).TrimStart('0');
        var fraction = match.Groups[3].Value.Replace("_", "", StringComparison.Ordinal);
        var precision = Math.Max(1, whole.Length + fraction.Length);
        var hasDigits = match.Groups[2].Success || match.Groups[3].Success;
        return match.Length == text.Length && hasDigits && precision <= 38
            ? $"CAST('{match.Groups[1].Value}{(whole.Length == 0 ? "0" : whole)}.{fraction}' AS DECIMAL({precision}, {fraction.Length}))"
            : null;
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
