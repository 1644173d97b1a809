using NodaTime;
using Sluice.Lineage;
using Sluice.Local.Commands;
using Sluice.Planning;
using Sluice.Runs;
using Sluice.Sql;

namespace Sluice.Local.Lineage;

/// <summary>The end of a trace: the objects that hold a source row, and the files that arrived.</summary>
public sealed class SourceRows(AthenaQuery athena, KnownPlans plans, string landingBucket)
{
    /// <summary>The files of a row on an exec_date and on the one before.</summary>
    public async Task<IReadOnlyList<SourceFile>> FindAsync(
        SourceTable table, AuditedValue value, LocalDate? previous, CancellationToken cancellationToken)
    {
        var dates = previous is { } earlier ? [SqlValue.Date(value.ExecDate).Sql, SqlValue.Date(earlier).Sql] : new[] { SqlValue.Date(value.ExecDate).Sql };
        var conditions = value.Key.Select(static pair => pair.Value is { } text
            ? $"CAST({SqlValue.Identifier(pair.Key)} AS varchar) = {SqlValue.Text(text)}"
            : $"{SqlValue.Identifier(pair.Key)} IS NULL");
        var rows = await athena.RunAsync(
            $"""
            SELECT DISTINCT CAST(exec_date AS varchar), "$path" FROM {SqlValue.Table(table.Database, table.Name)}
            WHERE exec_date IN ({string.Join(", ", dates)}) AND {string.Join(" AND ", conditions)}
            ORDER BY 1 DESC, 2
            """,
            table.Database,
            cancellationToken);
        var files = new List<SourceFile>();
        foreach (var row in rows.Rows)
        {
            files.Add(await FileAsync(value.Pipeline, row[0]!, row[1]!, cancellationToken)); // neither is NULL in a row that exists
        }

        return files;
    }

    private async Task<SourceFile> FileAsync(string pipeline, string date, string path, CancellationToken cancellationToken)
    {
        var plan = Places.RunId(path) is { } runId
            ? (await plans.FindAsync(pipeline, ExecDate.Parse(date, "exec_date"), runId, cancellationToken))?.Plan
            : null;
        return new SourceFile { ExecDate = date, Object = path, IncomingFile = Incoming(plan, path) };
    }

    /// <summary>IngestLanding copies a file under its own name.</summary>
    private string? Incoming(RunPlan? plan, string path) =>
        plan is { IncomingFolder: { } folder } && plan.Incoming.Any(incoming => path.StartsWith(incoming.TargetLocation, StringComparison.Ordinal))
            ? $"s3://{landingBucket}/{folder}{Places.Name(path)}"
            : null;
}
