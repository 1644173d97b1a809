using System.Diagnostics;
using Sluice.Lake.Athena.Execution;
using Sluice.Lake.Athena.Tables;
using Sluice.Lake.Glue.Catalog;

namespace Sluice.Lake.Athena.Statements;

/// <summary>
/// Writes a query's rows into a table. Repeatable: every object carries the query's id, and what an attempt that was killed
/// left behind goes first; partitions become known last, when nothing can fail any more.
/// </summary>
internal sealed class InsertStatement(TableName name, IReadOnlyList<(string Name, string Place)> listed, string sql) : Statement
{
    /// <inheritdoc/>
    public override string StatementType => "DML";

    /// <inheritdoc/>
    public override string SubstatementType => "INSERT";

    /// <inheritdoc/>
    public override string ResultSuffix => "";

    /// <inheritdoc/>
    public override async Task<QueryOutcome> RunAsync(QueryRun run, StatementContext context, CancellationToken cancellationToken)
    {
        var started = Stopwatch.GetTimestamp();
        var table = name.Find(run, context.Catalog);
        var writer = new PartitionWriter(context, table, run);
        if (run.IsRepeated)
        {
            writer.RemoveOwn();
        }

        using var session = context.OpenSession();
        var plan = context.Planner.Plan(session, sql, run.Database, cancellationToken);
        var columns = TableColumn.Of(table, table.StorageDescriptor?.Columns);
        var keys = TableColumn.Of(table, table.PartitionKeys);
        var items = InsertColumns.Match([.. columns, .. keys], listed, plan.Columns);
        var planning = Stopwatch.GetElapsedTime(started);
        ScanLimit.Check(run, plan.Bytes);

        var aliases = string.Join(", ", plan.Columns.Select(static (_, index) => $"c{index}"));
        plan.Failures.Watch(() => session.Connection.Execute(
            $"CREATE TABLE memory.main.staged AS SELECT {string.Join(", ", items)} FROM ({plan.Sql}) AS q({aliases})", cancellationToken));
        var executed = Stopwatch.GetTimestamp();
        var rows = await writer.WriteAsync(
            session, columns, keys, (count, files) => context.Results.WriteManifestAsync(run.Results, count, files, cancellationToken), cancellationToken);
        return new QueryOutcome
        {
            UpdateCount = rows,
            DataScanned = plan.Bytes,
            Planning = planning,
            Publishing = Stopwatch.GetElapsedTime(executed),
            ManifestLocation = run.Results.ManifestUri,
        };
    }
}
