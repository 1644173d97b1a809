using Sluice.Configuration;
using Sluice.Functions.Catalog;
using Sluice.Planning;
using Sluice.Publishing;

namespace Sluice.Functions.Publishing;

/// <summary>Makes one table show what a run staged for it.</summary>
public sealed class TablePublisher(CatalogTables tables, CatalogPartitions partitions)
{
    /// <summary>Publishes. Days that a newer run of another date shows stay its.</summary>
    public async Task<ShownPartitions> PublishAsync(
        RunPlan plan, string database, string name, CancellationToken cancellationToken)
    {
        if (plan.StagedTables.FirstOrDefault(staged => staged.Database == database && staged.Table == name) is not { } staged)
        {
            // Appended to: Athena has made the rows visible, partition by partition, as it wrote them.
            return ShownPartitions.None;
        }

        var target = plan.Table(database, name);
        IReadOnlyList<PartitionLocation> filled = target.PartitionKeys.Count == 0
            ? []
            : await partitions.ListAsync(database, staged.StagedTable, cancellationToken);
        return await ShowAsync(target, plan, staged, filled, partition => Publisher.ShowsNewerRun(plan.RunId, partition), cancellationToken);
    }

    /// <summary>Points a table at a run's files.</summary>
    /// <param name="target">The table, as it is to be described from now on.</param>
    /// <param name="plan">The run's plan.</param>
    /// <param name="staged">Where its files for the table are.</param>
    /// <param name="filled">The partitions that it wrote.</param>
    /// <param name="stays">Which partitions of days that are other dates' as well stay as they are.</param>
    /// <param name="cancellationToken">Stops the publishing.</param>
    public async Task<ShownPartitions> ShowAsync(
        TablePlan target,
        RunPlan plan,
        StagedTablePlan staged,
        IReadOnlyList<PartitionLocation> filled,
        Func<PartitionLocation, bool> stays,
        CancellationToken cancellationToken)
    {
        if (target.PartitionKeys.Count == 0)
        {
            await tables.BringUpToDateAsync(plan, target, staged.Location, cancellationToken);
            return ShownPartitions.None;
        }

        var days = plan.DaysOf(staged.Database, staged.Table);
        var present = await partitions.ListAsync(
            staged.Database, staged.Table, cancellationToken, Publisher.PresentFilter(target, plan.ExecDate, days));
        var change = Publisher.Plan(target, plan.ExecDate, days, filled, present, stays);
        await ApplyAsync(plan, target, change, cancellationToken);
        return new ShownPartitions([.. filled.Select(partition => Name(target.PartitionKeys, partition.Values)).Order(StringComparer.Ordinal)], change.Left);
    }

    /// <summary>
    /// Publishes what the run recorded in the audit table; returns the partitions that show it. Other pipelines' partitions of
    /// the same date are not this run's.
    /// </summary>
    public async Task<IReadOnlyList<string>> PublishAuditAsync(RunPlan plan, StagedTablePlan staged, CancellationToken cancellationToken)
    {
        var target = plan.Table(staged.Database, staged.Table);
        var filled = await partitions.ListAsync(staged.Database, staged.StagedTable, cancellationToken);
        var present = await partitions.ListAsync(
            staged.Database, staged.Table, cancellationToken, Publisher.PresentFilter(target, plan.ExecDate, []));
        var own = present.Where(partition => partition.Values[0] == plan.Pipeline);
        await ApplyAsync(plan, target, Publisher.Plan(target, plan.ExecDate, [], filled, own), cancellationToken);
        return [.. filled.Select(partition => Name(target.PartitionKeys, partition.Values)).Order(StringComparer.Ordinal)];
    }

    private async Task ApplyAsync(RunPlan run, TablePlan target, PublishingPlan plan, CancellationToken cancellationToken)
    {
        // First: partitions are described as their table is. What readers have keeps its own description.
        var table = await tables.BringUpToDateAsync(run, target, null, cancellationToken);
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
