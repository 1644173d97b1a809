using Sluice.Configuration;
using Sluice.Functions.Catalog;
using Sluice.Planning;
using Sluice.Publishing;

namespace Sluice.Functions.Publishing;

/// <summary>
/// Makes tables show what a run staged for them, in two steps: what is to be done is found out for all tables before the first is
/// changed, so that an error which can be known does not leave one published and the next not.
/// </summary>
public sealed class TablePublisher(CatalogTables tables, CatalogPartitions partitions)
{
    /// <summary>What publishing a run does to a table; null for one that it appends to. What shows a newer run of another date stays.</summary>
    /// <exception cref="PublishingException">The run staged what it must not publish.</exception>
    public async Task<TableChange?> PlanAsync(RunPlan plan, string database, string name, CancellationToken cancellationToken)
    {
        if (plan.StagedTables.FirstOrDefault(staged => staged.Database == database && staged.Table == name) is not { } staged)
        {
            // Appended to: Athena has made the rows visible, partition by partition, as it wrote them.
            return null;
        }

        var target = plan.Table(database, name);
        IReadOnlyList<PartitionLocation> filled = target.PartitionKeys.Count == 0
            ? [new PartitionLocation([], staged.Location)]
            : await partitions.ListAsync(database, staged.StagedTable, cancellationToken);
        var present = await PresentAsync(target, Publisher.PresentFilter(target, plan.ExecDate, plan.DaysOf(database, name)), cancellationToken);
        return Plan(plan, target, staged, filled, present, partition => Publisher.ShowsNewerRun(plan.RunId, partition));
    }

    /// <summary>What pointing a table at a run's files does to it.</summary>
    /// <param name="run">The run.</param>
    /// <param name="target">The table, as it is to be described from now on.</param>
    /// <param name="staged">Where its files for the table are.</param>
    /// <param name="filled">The partitions that it wrote; of an unpartitioned table one without values.</param>
    /// <param name="present">What <see cref="PresentAsync"/> says.</param>
    /// <param name="stays">Which of those that are present stay as they are, although the run wrote them or owns their day: others own them, too.</param>
    /// <exception cref="PublishingException">The run staged what it must not publish.</exception>
    public static TableChange Plan(
        RunPlan run,
        TablePlan target,
        StagedTablePlan staged,
        IReadOnlyList<PartitionLocation> filled,
        IReadOnlyList<PartitionLocation> present,
        Func<PartitionLocation, bool> stays)
    {
        if (target.PartitionKeys.Count > 0)
        {
            var change = Publisher.Plan(target, run.ExecDate, run.DaysOf(staged.Database, staged.Table), filled, present, stays);
            return new TableChange
            {
                Run = run,
                Target = target,
                Staged = staged,
                Written = [.. filled.Select(partition => Name(target.PartitionKeys, partition.Values)).Order(StringComparer.Ordinal)],
                Partitions = change,
                Stays = stays,
                IsEmpty = change.IsEmpty,
            };
        }

        var isStaying = present.Any(stays);
        return new TableChange
        {
            Run = run,
            Target = target,
            Staged = staged,
            Written = [],
            Partitions = PublishingPlan.Nothing,
            Stays = stays,
            Location = isStaying ? null : staged.Location,
            IsEmpty = isStaying || present.Any(table => Publisher.IsSameLocation(table.Location, staged.Location)),
        };
    }

    /// <summary>A table's partitions as readers have them; of an unpartitioned table one without values, where the table is.</summary>
    /// <param name="target">The table.</param>
    /// <param name="filter">Glue's expression for those that matter; null for all. Others may pass.</param>
    /// <param name="cancellationToken">Stops the listing.</param>
    public async Task<IReadOnlyList<PartitionLocation>> PresentAsync(TablePlan target, string? filter, CancellationToken cancellationToken) =>
        target.PartitionKeys.Count == 0
            ? [new PartitionLocation([], (await tables.GetAsync(target.Database, target.Name, cancellationToken)).StorageDescriptor?.Location ?? "")]
            : await partitions.ListAsync(target.Database, target.Name, cancellationToken, filter);

    /// <summary>Does it.</summary>
    public async Task<ShownPartitions> ApplyAsync(TableChange change, CancellationToken cancellationToken)
    {
        if (change.Target.PartitionKeys.Count > 0)
        {
            await ApplyAsync(change.Run, change.Target, change.Partitions, cancellationToken);
            return new ShownPartitions(change.Written, change.Partitions.Left);
        }

        // Nothing but the version that is read keeps a run of another date from pointing the table meanwhile.
        return change.Location is { } location
            && await tables.PointAsync(change.Run, change.Target, location, place => change.Stays(new PartitionLocation([], place)), cancellationToken)
            ? ShownPartitions.None
            : ShownPartitions.TableStays;
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
