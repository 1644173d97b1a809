using Amazon.Glue;
using Amazon.Glue.Model;
using Sluice.Planning;
using Sluice.Publishing;

namespace Sluice.Functions.Catalog;

/// <summary>Partitions in Glue: where they point is what readers see.</summary>
public sealed class CatalogPartitions(IAmazonGlue glue, CatalogTables tables)
{
    private const string AlreadyExists = "AlreadyExistsException";
    private const string NotFound = "EntityNotFoundException";

    /// <summary>Partitions of a table, by values and location: all, or those that Glue finds by an expression.</summary>
    public async Task<IReadOnlyList<PartitionLocation>> ListAsync(
        string database, string table, CancellationToken cancellationToken, string? expression = null)
    {
        Deadline.Doing($"listing the partitions of {database}.{table}");
        var all = new List<PartitionLocation>();
        // Without their columns: a table of ten thousand partitions and a hundred columns is then ten pages.
        var request = new GetPartitionsRequest { DatabaseName = database, TableName = table, Expression = expression, ExcludeColumnSchema = true };
        do
        {
            var page = await glue.GetPartitionsAsync(request, cancellationToken);
            all.AddRange((page.Partitions ?? []).Select(
                static partition => new PartitionLocation(partition.Values, partition.StorageDescriptor?.Location ?? "")));
            request.NextToken = page.NextToken;
        }
        while (!string.IsNullOrEmpty(request.NextToken));

        return all;
    }

    /// <summary>
    /// Brings a table up to date, then creates a partition or points it at a location; with no values, points the unpartitioned
    /// table there.
    /// </summary>
    public async Task PointAsync(
        RunPlan run, TablePlan plan, IReadOnlyList<string> values, string location, CancellationToken cancellationToken)
    {
        var definition = await tables.BringUpToDateAsync(run, plan, values.Count == 0 ? location : null, cancellationToken);
        if (values.Count == 0)
        {
            return;
        }

        var (database, table) = (plan.Database, plan.Name);
        var input = TableInputs.Partition(definition, values, location);
        try
        {
            await glue.CreatePartitionAsync(
                new CreatePartitionRequest { DatabaseName = database, TableName = table, PartitionInput = input }, cancellationToken);
        }
        catch (AlreadyExistsException)
        {
            await glue.UpdatePartitionAsync(
                new UpdatePartitionRequest
                {
                    DatabaseName = database,
                    TableName = table,
                    PartitionValueList = [.. values],
                    PartitionInput = input,
                },
                cancellationToken);
        }
    }

    /// <summary>Creates partitions, one batch. One that another run created meanwhile is pointed at the new location.</summary>
    /// <exception cref="PublishingException">Glue refuses one.</exception>
    public async Task CreateAsync(Table table, IReadOnlyList<PartitionLocation> batch, CancellationToken cancellationToken)
    {
        Deadline.Doing($"creating {batch.Count} partitions of {table.DatabaseName}.{table.Name}");
        var response = await glue.BatchCreatePartitionAsync(
            new BatchCreatePartitionRequest
            {
                DatabaseName = table.DatabaseName,
                TableName = table.Name,
                PartitionInputList = [.. batch.Select(partition => TableInputs.Partition(table, partition.Values, partition.Location))],
            },
            cancellationToken);
        var errors = response.Errors ?? [];
        Refuse(table, "create", errors.Where(static error => error.ErrorDetail?.ErrorCode != AlreadyExists)
            .Select(static error => Line(error.PartitionValues, error.ErrorDetail)));
        var existing = errors.Select(static error => Key(error.PartitionValues)).ToHashSet(StringComparer.Ordinal);
        if (existing.Count > 0)
        {
            await UpdateAsync(table, [.. batch.Where(partition => existing.Contains(Key(partition.Values)))], cancellationToken);
        }
    }

    /// <summary>Points partitions at new locations, one batch.</summary>
    /// <exception cref="PublishingException">Glue refuses one.</exception>
    public async Task UpdateAsync(Table table, IReadOnlyList<PartitionLocation> batch, CancellationToken cancellationToken)
    {
        Deadline.Doing($"pointing {batch.Count} partitions of {table.DatabaseName}.{table.Name}");
        var response = await glue.BatchUpdatePartitionAsync(
            new BatchUpdatePartitionRequest
            {
                DatabaseName = table.DatabaseName,
                TableName = table.Name,
                Entries = [.. batch.Select(partition => new BatchUpdatePartitionRequestEntry
                {
                    PartitionValueList = [.. partition.Values],
                    PartitionInput = TableInputs.Partition(table, partition.Values, partition.Location),
                })],
            },
            cancellationToken);
        Refuse(table, "point", (response.Errors ?? []).Select(static error => Line(error.PartitionValueList, error.ErrorDetail)));
    }

    /// <summary>Drops partitions from the catalog, one batch; their files stay. One that is gone already is no error.</summary>
    /// <exception cref="PublishingException">Glue refuses one.</exception>
    public async Task DropAsync(Table table, IReadOnlyList<PartitionLocation> batch, CancellationToken cancellationToken)
    {
        Deadline.Doing($"dropping {batch.Count} partitions of {table.DatabaseName}.{table.Name}");
        var response = await glue.BatchDeletePartitionAsync(
            new BatchDeletePartitionRequest
            {
                DatabaseName = table.DatabaseName,
                TableName = table.Name,
                PartitionsToDelete = [.. batch.Select(static partition => new PartitionValueList { Values = [.. partition.Values] })],
            },
            cancellationToken);
        Refuse(table, "drop", (response.Errors ?? []).Where(static error => error.ErrorDetail?.ErrorCode != NotFound)
            .Select(static error => Line(error.PartitionValues, error.ErrorDetail)));
    }

    private static void Refuse(Table table, string action, IEnumerable<string> errors)
    {
        var lines = errors.ToList();
        if (lines.Count > 0)
        {
            throw new PublishingException(
                $"Glue did not {action} {lines.Count} partitions of {table.DatabaseName}.{table.Name}:\n{string.Join('\n', lines)}");
        }
    }

    private static string Line(List<string>? values, ErrorDetail? detail) =>
        $"({string.Join(", ", values ?? [])}): {detail?.ErrorCode} {detail?.ErrorMessage}";

    private static string Key(IReadOnlyList<string> values) => string.Join('\0', values);
}
