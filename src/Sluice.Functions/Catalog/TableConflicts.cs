using Amazon.Glue;
using Amazon.Glue.Model;
using Sluice.Configuration;
using Sluice.Planning;
using Sluice.Publishing;

namespace Sluice.Functions.Catalog;

/// <summary>Refuses what the configuration says of a table where what is there could not be read by it any more.</summary>
public sealed class TableConflicts(IAmazonGlue glue)
{
    /// <summary>Refuses other partition keys.</summary>
    /// <exception cref="TableConflictException">The table has others than the plan.</exception>
    public static void RefuseOtherKeys(TablePlan plan, Table table)
    {
        var keys = string.Join(", ", (table.PartitionKeys ?? []).Select(static key => $"{key.Name} {key.Type}"));
        var wantedKeys = string.Join(", ", plan.PartitionKeys.Select(static key => $"{key.Name} {key.Type}"));
        if (keys != wantedKeys)
        {
            throw new TableConflictException(
                $"Table {plan.Database}.{plan.Name} is partitioned by ({keys}), the configuration says ({wantedKeys}). Glue cannot change " +
                "partition keys: give the table another name, or drop it and run its dates again.");
        }
    }

    /// <summary>
    /// Refuses to stage rows where readers would see them. Athena reads an unpartitioned table from all that lies below its location:
    /// of one that was added to that is its own folder, in which each run's folder lies, too. Of a partitioned table it reads the
    /// partitions, and none that was added to has a run's folder below it.
    /// </summary>
    /// <exception cref="TableConflictException">The run would stage below the table's location.</exception>
    public static void RefuseStagingInSight(RunPlan run, TablePlan plan, Table table)
    {
        var location = $"{table.StorageDescriptor?.Location?.TrimEnd('/')}/";
        if (plan.PartitionKeys.Count == 0
            && run.StagedTables.FirstOrDefault(staged => staged.Database == plan.Database && staged.Table == plan.Name) is { } staged
            && staged.Location != location // published by this run already
            && staged.Location.StartsWith(location, StringComparison.Ordinal))
        {
            throw new TableConflictException(
                $"Table {plan.Database}.{plan.Name} points at {location}, and the run would stage its rows below it, in {staged.Location}, where readers would "
                + "see them beside the others before they are checked. The table is not partitioned and shows all that lies below its folder, as rows have been "
                + "added to it; one whose rows are replaced shows a single run's folder. Drop it (DROP TABLE, which leaves its files) and start the run again, "
                + "which makes it anew; or give the table another name; or add rows as before, with \"write\": \"append\".");
        }
    }

    /// <summary>Glue's columns as a configuration has them.</summary>
    public static IReadOnlyList<ColumnConfiguration> Columns(StorageDescriptor? storage) =>
        [.. (storage?.Columns ?? []).Select(static column => new ColumnConfiguration(column.Name, column.Type, column.Comment))];

    /// <summary>
    /// Files keep the types that they were written with. Looked at each time before a definition changes: runs of other dates may have
    /// changed it since the first time. What the partitions say counts, not the table: a column may have gone and come back.
    /// </summary>
    /// <exception cref="TableConflictException">A partition that the run does not replace could not be read any more.</exception>
    public async Task RefuseUnreadableAsync(RunPlan run, TablePlan plan, Table table, CancellationToken cancellationToken)
    {
        var present = Columns(table.StorageDescriptor);
        var isSameFormat = table.StorageDescriptor?.SerdeInfo?.SerializationLibrary == plan.Storage.SerializationLibrary;
        if (isSameFormat && plan.Columns.All(wanted => present.Any(column => column.Name == wanted.Name && column.Type == wanted.Type)))
        {
            return;
        }

        IReadOnlyList<DescribedPartition> partitions = plan.PartitionKeys.Count == 0
            ? [new DescribedPartition(new PartitionLocation([], table.StorageDescriptor?.Location ?? ""), present)]
            : await DescribedAsync(plan, present, cancellationToken);
        var advice = plan.Zone == Zone.Landing ? "give the table another name" : "give the column another name, or the table";
        foreach (var partition in Publisher.Remaining(run, plan, partitions))
        {
            var names = plan.PartitionKeys.Zip(partition.Place.Values, static (key, value) => $"{key.Name}={value}");
            var place = plan.PartitionKeys.Count == 0 ? "" : $", whose partition {string.Join('/', names)} stays,";
            if (!isSameFormat)
            {
                throw new TableConflictException(
                    $"Table {plan.Database}.{plan.Name}{place} has files of another format than the configuration says, "
                    + $"{plan.Format.ToString().ToLowerInvariant()}. Athena reads all of a table by one format: give the table another name, or drop it and "
                    + "run every date again.");
            }

            if (TypeConflict.Find(plan.Format, partition.Columns, plan.Columns) is { } conflict)
            {
                throw new TableConflictException(
                    $"Column {conflict.Column} of table {plan.Database}.{plan.Name}{place} is {conflict.Written}, the configuration says {conflict.Wanted}. "
                    + $"Athena does not read files of the one type as the other: {advice}, or drop the table and run every date again.");
            }
        }
    }

    private async Task<IReadOnlyList<DescribedPartition>> DescribedAsync(
        TablePlan plan, IReadOnlyList<ColumnConfiguration> tablesColumns, CancellationToken cancellationToken)
    {
        Deadline.Doing($"looking at the columns of {plan.Database}.{plan.Name}'s partitions");
        var all = new List<DescribedPartition>();
        var request = new GetPartitionsRequest { DatabaseName = plan.Database, TableName = plan.Name };
        do
        {
            var page = await glue.GetPartitionsAsync(request, cancellationToken);
            all.AddRange((page.Partitions ?? []).Select(partition => new DescribedPartition(
                new PartitionLocation(partition.Values, partition.StorageDescriptor?.Location ?? ""),
                Columns(partition.StorageDescriptor) is { Count: > 0 } own ? own : tablesColumns)));
            request.NextToken = page.NextToken;
        }
        while (!string.IsNullOrEmpty(request.NextToken));

        return all;
    }
}
