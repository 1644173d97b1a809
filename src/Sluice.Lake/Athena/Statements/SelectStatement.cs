using System.Diagnostics;
using Sluice.Lake.Athena.Dialect;
using Sluice.Lake.Athena.Execution;
using Sluice.Lake.DuckDb;

namespace Sluice.Lake.Athena.Statements;

/// <summary>A query.</summary>
internal sealed class SelectStatement(string sql) : Statement
{
    /// <inheritdoc/>
    public override string StatementType => "DML";

    /// <inheritdoc/>
    public override string SubstatementType => "SELECT";

    /// <inheritdoc/>
    public override string ResultSuffix => ".csv";

    /// <inheritdoc/>
    public override async Task<QueryOutcome> RunAsync(QueryRun run, StatementContext context, CancellationToken cancellationToken)
    {
        var started = Stopwatch.GetTimestamp();
        using var session = context.OpenSession();
        var plan = context.Planner.Plan(session, sql, run.Database, cancellationToken);
        var planning = Stopwatch.GetElapsedTime(started);
        ScanLimit.Check(run, plan.Bytes);
        using var result = plan.Failures.Watch(() => session.Connection.Query(plan.Sql, cancellationToken));
        var executed = Stopwatch.GetTimestamp();
        await context.Results.WriteRowsAsync(
            run.Results, Named(result), result.Rows(), session.TemporaryFolder, cancellationToken);
        return new QueryOutcome
        {
            DataScanned = plan.Bytes,
            Planning = planning,
            Publishing = Stopwatch.GetElapsedTime(executed),
        };
    }

    /// <summary>The columns as Athena names them: lower case, <c>_col</c> and the place where there is no name.</summary>
    private static List<DuckDbField> Named(DuckDbResult result) => result.Columns
        .Select(static (column, index) => column.Name.StartsWith(TreeRewriter.Unnamed, StringComparison.Ordinal)
            ? column with { Name = $"_col{index}" }
            : column with { Name = column.Name.ToLowerInvariant() })
        .ToList();
}
