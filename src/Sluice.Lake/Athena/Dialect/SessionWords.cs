using Sluice.Lake.Athena.Execution;
using Sluice.Lake.Athena.Sql;

namespace Sluice.Lake.Athena.Dialect;

/// <summary><c>current_catalog</c> and <c>current_schema</c> are those of the query; DuckDB would name its own. Athena reserves the words.</summary>
/// <param name="database">The database of the query.</param>
internal sealed class SessionWords(string database) : ISyntaxRule
{
    /// <inheritdoc/>
    public IEnumerable<SqlEdit> Apply(string sql, IReadOnlyList<SqlToken> tokens)
    {
        foreach (var token in tokens.Where(static token => token.Kind == SqlTokenKind.Word))
        {
            if (token.Is("current_user"))
            {
                throw QueryFailure.NotSupported("current_user");
            }

            if (token.Is("current_catalog") || token.Is("current_schema"))
            {
                var name = token.Is("current_catalog") ? SelectPlanner.CatalogName : database.ToLowerInvariant();
                yield return new SqlEdit(token.Start, token.Text.Length, $"CAST('{name.Replace("'", "''", StringComparison.Ordinal)}' AS varchar)");
            }
        }
    }
}
