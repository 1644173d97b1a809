using NodaTime;
using Sluice.Lineage;
using Sluice.Local.Commands;
using Sluice.Planning;
using Sluice.Publishing;
using Sluice.Runs;
using Sluice.Sql;

namespace Sluice.Local.Lineage;

/// <summary>The end of a trace: the objects that hold source rows, and the files that arrived.</summary>
public sealed class SourceRows(AthenaQuery athena, KnownPlans plans, string landingBucket)
{
    // Their keys have to fit into a query, which may have 262,144 bytes.
    private const int RowsAtOnce = 200;

    private readonly Dictionary<string, List<SourceFile>> _files = new(StringComparer.Ordinal);

    /// <summary>Looks for rows of one table, on an exec_date and on the one before unless that is null, many with one query.</summary>
    public async Task LookForAsync(
        SourceTable table, LocalDate execDate, LocalDate? previous, IReadOnlyList<AuditedValue> values, CancellationToken cancellationToken)
    {
        var missing = values.Where(value => !_files.ContainsKey(Id(table, value.ExecDate, value.Key.Select(static pair => pair.Value)))).ToList();
        foreach (var some in missing.Chunk(RowsAtOnce))
        {
            foreach (var value in some)
            {
                _files[Id(table, execDate, value.Key.Select(static pair => pair.Value))] = [];
            }

            var rows = await athena.RunAsync(Sql(table, execDate, previous, some), table.Database, cancellationToken);
            foreach (var row in rows.Rows)
            {
                // Keys that nobody asked for come along: each column is asked for by itself.
                if (_files.TryGetValue(Id(table, execDate, row.Skip(2)), out var files))
                {
                    files.Add(await FileAsync(some[0].Pipeline, row[0]!, row[1]!, cancellationToken)); // neither is NULL in a row that exists
                }
            }
        }
    }

    /// <summary>The files of a row that was looked for.</summary>
    public IReadOnlyList<SourceFile> Of(SourceTable table, AuditedValue value) => _files[Id(table, value.ExecDate, value.Key.Select(static pair => pair.Value))];

    private static string Id(SourceTable table, LocalDate execDate, IEnumerable<string?> key) =>
        string.Join('\0', key.Select(static value => value is null ? "-" : $"+{value}").Prepend(ExecDate.Format(execDate)).Prepend(table.ToString()));

    private static string Sql(SourceTable table, LocalDate execDate, LocalDate? previous, IReadOnlyList<AuditedValue> values)
    {
        var columns = values[0].Key.Select(static pair => pair.Key).ToList();
        var texts = columns.Select(static column => $"CAST({SqlValue.Identifier(column)} AS varchar)").ToList();
        var conditions = columns.Select((_, index) =>
        {
            var asked = values.Select(value => value.Key[index].Value).Distinct().ToList();
            var some = asked.OfType<string>().ToList();
            var isOne = some.Count == 0 ? "false" : $"{texts[index]} IN ({string.Join(", ", some.Select(static text => SqlValue.Text(text)))})";
            return asked.Contains(null) ? $"({isOne} OR {texts[index]} IS NULL)" : isOne;
        });
        LocalDate[] dates = previous is { } earlier ? [execDate, earlier] : [execDate];
        return $"""
            SELECT DISTINCT CAST(exec_date AS varchar), "$path", {string.Join(", ", texts)} FROM {SqlValue.Table(table.Database, table.Name)}
            WHERE exec_date IN ({string.Join(", ", dates.Select(static date => SqlValue.Date(date)))}) AND {string.Join(" AND ", conditions)}
            ORDER BY 1 DESC, 2
            """;
    }

    private async Task<SourceFile> FileAsync(string pipeline, string date, string path, CancellationToken cancellationToken)
    {
        var plan = Retention.RunIdOf(path) is { } runId
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
