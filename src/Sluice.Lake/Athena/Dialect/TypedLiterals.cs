using System.Text.RegularExpressions;
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
                yield return new SqlEdit(type.Start, length, text.Value);
            }
            else if (type.Is("x"))
            {
                yield return new SqlEdit(type.Start, length, $"unhex({text.Text})");
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
}
