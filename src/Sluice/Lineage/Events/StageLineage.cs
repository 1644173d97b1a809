using Sluice.Planning;
using Sluice.Sql;
using Sluice.Stages;

namespace Sluice.Lineage.Events;

/// <summary>Follows the datasets of a run's stages and the tables that its jobs copy, from one to the next.</summary>
internal static class StageLineage
{
    /// <summary>The datasets, in the order in which they are written.</summary>
    public static IReadOnlyList<StageOutput> Of(RunPlan plan, LineageRun run)
    {
        var outputs = new List<StageOutput>();
        var columns = new Dictionary<LineageDataset, IReadOnlyList<string>?>();
        foreach (var table in plan.Tables)
        {
            // Files do not hold the partition keys.
            columns[LineageDataset.Of(run, new SourceTable(table.Database, table.Name))] = [.. table.Columns.Select(static column => column.Name)];
        }

        foreach (var step in plan.Steps)
        {
            if (Copy(plan, run, step) is { } copy)
            {
                outputs.Add(copy);
            }

            outputs.AddRange(step.Datasets.Select(dataset => Output(plan, run, dataset, columns)));
        }

        return outputs;
    }

    /// <summary>A job that copies a table says which by its arguments, as <c>glue/copy_table.py</c> takes them.</summary>
    private static StageOutput? Copy(RunPlan plan, LineageRun run, StepPlan step) =>
        step.Arguments.TryGetValue("--source_database", out var database)
        && step.Arguments.TryGetValue("--source_table", out var table)
        && step.Arguments.TryGetValue("--target", out var target)
            ? new StageOutput(Dataset(plan, run, target), [LineageDataset.Of(run, new SourceTable(database, table))], Columns: null)
            : null;

    private static StageOutput Output(
        RunPlan plan, LineageRun run, StageDataset dataset, Dictionary<LineageDataset, IReadOnlyList<string>?> columns)
    {
        var views = dataset.Tables.ToDictionary(static table => table.TableName.ToLowerInvariant(), table => Dataset(plan, run, table.S3Path));
        var target = Dataset(plan, run, dataset.S3Target);
        var output = new StageOutput(target, [.. views.Values.Distinct()], Columns(dataset, views, columns));
        columns[target] = output.Columns is { } known && known.All(static column => column.Name.Length > 0) ? [.. known.Select(static column => column.Name)] : null;
        return output;
    }

    /// <summary>The table whose files lie in a folder, or the folder.</summary>
    private static LineageDataset Dataset(RunPlan plan, LineageRun run, string uri)
    {
        var folder = LineageDataset.Folder(uri);
        return plan.Tables.FirstOrDefault(table => LineageDataset.Folder(table.Location) == folder) is { } table
            ? LineageDataset.Of(run, new SourceTable(table.Database, table.Name))
            : folder;
    }

    private static List<StageColumn>? Columns(
        StageDataset dataset, Dictionary<string, LineageDataset> views, Dictionary<LineageDataset, IReadOnlyList<string>?> columns)
    {
        // In Spark's SQL double quotes hold text, and a backslash may hide a quote: such a query is not followed.
        if (dataset.SqlText.AsSpan().IndexOfAny('"', '\\', '`') >= 0)
        {
            return null;
        }

        try
        {
            var lineage = QueryLineage.Read(
                SqlStatement.Read(dataset.SqlFile, dataset.SqlText).Query, "", table => views.TryGetValue(table.Name, out var view) ? columns.GetValueOrDefault(view) : null);
            return lineage.Columns?.Select(column => new StageColumn(
                column.Name,
                column.Origin is { } origin && origin.Sources.All(source => views.ContainsKey(source.Table.Name))
                    ? [.. origin.Sources.Select(source => (views[source.Table.Name], source.Column))]
                    : null)).ToList();
        }
        catch (SqlErrorException)
        {
            return null; // no statement that this side reads: the job's engine judges it
        }
    }
}
