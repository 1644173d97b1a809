using Sluice.Lake.Athena.Sql;

namespace Sluice.Lake.Athena.Dialect;

/// <summary>
/// One difference in syntax: something that DuckDB's parser would refuse or misread. What DuckDB parses but computes
/// otherwise is a <see cref="TreeRewriter"/> case or a macro of <see cref="TrinoFunctions"/>.
/// </summary>
internal interface ISyntaxRule
{
    /// <summary>The edits that this difference needs.</summary>
    /// <exception cref="Execution.QueryFailure">The statement uses what Athena refuses or the lake lacks.</exception>
    IEnumerable<SqlEdit> Apply(string sql, IReadOnlyList<SqlToken> tokens);
}
