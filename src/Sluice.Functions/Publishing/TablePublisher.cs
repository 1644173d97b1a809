using Sluice.Configuration;
using Sluice.Functions.Catalog;
using Sluice.Planning;
using Sluice.Publishing;

namespace Sluice.Functions.Publishing;

/// <summary>Makes one table show what a run staged for it.</summary>
public sealed class TablePublisher(CatalogTables tables, CatalogPartitions partitions)
{
    /// <summary>Publishes; returns the partitions that show the run, <c>exec_date=2026-11-21</c>.</summary>
    public async Task<IReadOnlyList<string>> PublishAsync(
        RunPlan plan, string database, string name, CancellationToken cancellationToken)
    {
        if (plan.StagedTables.FirstOrDefault(staged => staged.Database == database && staged.Table == name) is not { } staged)
        {
            // Appended to: Athena has made the rows visible, partition by partition, as it wrote them.
            return [];
        }

        var target = plan.Table(database, name);
        if (target.PartitionKeys.Count == 0)
        {
            await tables.BringUpToDateAsync(target, staged.Location, cancellationToken);
            return [];
        }

        var filled = await partitions.ListAsync(database, staged.StagedTable, cancellationToken);
        var present = await partitions.ListAsync(database, name, cancellationToken);
        await ApplyAsync(target, Publisher.Plan(target, plan.ExecDate, plan.DaysOf(database, name), filled, present), cancellationToken);
        return [.. filled.Select(partition => Name(target.PartitionKeys, partition.Values)).Order(StringComparer.Ordinal)];
    }

    /// <summary>
    /// Publishes what the run recorded in the audit table; returns the partitions that show it. Other pipelines' partitions of
    /// the same date are not this run's.
    /// </summary>
    public async Task<IReadOnlyList<string>> PublishAuditAsync(RunPlan plan, StagedTablePlan staged, CancellationToken cancellationToken)
    {
        var target = plan.Table(staged.Database, staged.Table);
        var filled = await partitions.ListAsync(staged.Database, staged.StagedTable, cancellationToken);
        var present = await partitions.ListAsync(staged.Database, staged.Table, cancellationToken);
        var own = present.Where(partition => partition.Values[0] == plan.Pipeline);
        await ApplyAsync(target, Publisher.Plan(target, plan.ExecDate, [], filled, own), cancellationToken);
        return [.. filled.Select(partition => Name(target.PartitionKeys, partition.Values)).Order(StringComparer.Ordinal)];
    }

    private async Task ApplyAsync(TablePlan target, PublishingPlan plan, CancellationToken cancellationToken)
    {
        // First: partitions are described as their table is. What readers have keeps its own description.
        var table = await tables.BringUpToDateAsync(target, null, cancellationToken);
        foreach (var batch in plan.Create)
        {
            await partitions.CreateAsync(table, batch, cancellationToken);
        }

        foreach (var batch in plan.Update)
        {
            await partitions.UpdateAsync(table, batch, cancellationToken);
        }

        foreach (var batch in plan.Drop)
        {
            await partitions.DropAsync(table, batch, cancellationToken);
        }
    }

    private static string Name(IReadOnlyList<ColumnConfiguration> keys, IReadOnlyList<string> values) =>
        string.Join('/', keys.Zip(values, static (key, value) => $"{key.Name}={value}"));
}
