using Sluice.Lake.Athena.Sql;

namespace Sluice.Lake.Athena.Dialect;

/// <summary>
/// What stands behind a call in Athena and inside it in DuckDB: <c>lag(x) IGNORE NULLS</c>,
/// <c>listagg(x, ',') WITHIN GROUP (ORDER BY x)</c>.
/// </summary>
internal sealed class CallModifiers : ISyntaxRule
{
    /// <inheritdoc/>
    public IEnumerable<SqlEdit> Apply(string sql, IReadOnlyList<SqlToken> tokens)
    {
        for (var index = 0; index + 3 < tokens.Count; index++)
        {
            if (!tokens[index].IsSymbol(")"))
            {
                continue;
            }

            var (first, second, third) = (tokens[index + 1], tokens[index + 2], tokens[index + 3]);
            if ((first.Is("ignore") || first.Is("respect")) && second.Is("nulls"))
            {
                yield return new SqlEdit(tokens[index].Start, 1, "");
                yield return new SqlEdit(second.End, 0, ")");
            }
            else if (first.Is("within") && second.Is("group") && third.IsSymbol("("))
            {
                yield return new SqlEdit(tokens[index].Start, third.End - tokens[index].Start, " ");
            }
        }
    }
}
