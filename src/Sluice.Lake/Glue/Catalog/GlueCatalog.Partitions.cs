using Sluice.Lake.Protocol;

namespace Sluice.Lake.Glue.Catalog;

public sealed partial class GlueCatalog
{
    private const int MaxValueLength = 1024;

    /// <inheritdoc/>
    public IReadOnlyList<GluePartition> Partitions(string database, string table)
    {
        lock (gate)
        {
            return index.Table(DatabaseName(database), TableName(table)).Snapshot();
        }
    }

    /// <inheritdoc/>
    public GluePartition? FindPartition(string database, string table, IReadOnlyList<string> values)
    {
        lock (gate)
        {
            return index.FindTable(database.ToLowerInvariant(), table.ToLowerInvariant())?.Find(values);
        }
    }

    /// <summary>The partition with these values.</summary>
    /// <exception cref="AwsServiceException">There is no such table or partition, or the values are not as many as the keys.</exception>
    public GluePartition ReadPartition(string database, string table, IReadOnlyList<string> values)
    {
        lock (gate)
        {
            var node = index.Table(DatabaseName(database), TableName(table));
            CheckValues(node.Table, values);
            return node.Find(values) ?? throw GlueErrors.PartitionNotFound(node.Table.DatabaseName, node.Table.Name, values);
        }
    }

    /// <inheritdoc/>
    public void CreatePartition(GluePartition partition)
    {
        if (CreatePartitions(partition.DatabaseName, partition.TableName, [partition])[0] is { } error)
        {
            throw error;
        }
    }

    /// <summary>Creates partitions of one table in one write; those that cannot be created do not stop the others.</summary>
    /// <returns>For each partition, why it was not created, or null.</returns>
    /// <exception cref="AwsServiceException">There is no such table.</exception>
    public IReadOnlyList<AwsServiceException?> CreatePartitions(
        string database, string table, IReadOnlyList<GluePartition> partitions)
    {
        lock (gate)
        {
            var node = index.Table(DatabaseName(database), TableName(table));
            var seen = new HashSet<PartitionValues>();
            return Change(partitions, partition =>
            {
                CheckValues(node.Table, partition.Values);
                if (!seen.Add(new PartitionValues(partition.Values)) || node.Find(partition.Values) is not null)
                {
                    throw GlueErrors.PartitionExists(node.Table.DatabaseName, node.Table.Name, partition.Values);
                }

                return new CatalogEntry
                {
                    Change = CatalogChange.PutPartition,
                    Partition = partition with
                    {
                        DatabaseName = node.Table.DatabaseName,
                        TableName = node.Table.Name,
                        CreationTime = time.Now,
                        CatalogId = identity.AccountId,
                    },
                };
            });
        }
    }

    /// <inheritdoc/>
    public void UpdatePartition(IReadOnlyList<string> values, GluePartition partition)
    {
        if (UpdatePartitions(partition.DatabaseName, partition.TableName, [(values, partition)])[0] is { } error)
        {
            throw error;
        }
    }

    /// <summary>Replaces partitions of one table in one write; those that cannot be replaced do not stop the others.</summary>
    /// <returns>For each partition, why it was not replaced, or null.</returns>
    /// <exception cref="AwsServiceException">There is no such table.</exception>
    public IReadOnlyList<AwsServiceException?> UpdatePartitions(
        string database, string table, IReadOnlyList<(IReadOnlyList<string> Values, GluePartition Partition)> updates)
    {
        lock (gate)
        {
            var node = index.Table(DatabaseName(database), TableName(table));
            var seen = new HashSet<PartitionValues>();
            return Change(updates, update =>
            {
                CheckValues(node.Table, update.Values);
                CheckValues(node.Table, update.Partition.Values);
                var current = node.Find(update.Values)
                    ?? throw GlueErrors.PartitionNotFound(node.Table.DatabaseName, node.Table.Name, update.Values);
                var moves = !new PartitionValues(update.Values).Equals(new PartitionValues(update.Partition.Values));
                if (moves && node.Find(update.Partition.Values) is not null)
                {
                    throw GlueErrors.PartitionExists(node.Table.DatabaseName, node.Table.Name, update.Partition.Values);
                }

                // Both ends of a change may be named once: the checks above look at what was there before the batch.
                var fresh = seen.Add(new PartitionValues(update.Values));
                if (moves)
                {
                    fresh &= seen.Add(new PartitionValues(update.Partition.Values));
                }

                if (!fresh)
                {
                    throw GlueErrors.InvalidInput(
                        $"Partition [{string.Join(", ", update.Partition.Values)}] of table {node.Table.DatabaseName}." +
                        $"{node.Table.Name} is named more than once in the batch.");
                }

                return new CatalogEntry
                {
                    Change = CatalogChange.PutPartition,
                    Values = moves ? update.Values.ToArray() : null,
                    Partition = update.Partition with
                    {
                        DatabaseName = node.Table.DatabaseName,
                        TableName = node.Table.Name,
                        CreationTime = current.CreationTime,
                        CatalogId = identity.AccountId,
                    },
                };
            });
        }
    }

    /// <inheritdoc/>
    public void DeletePartition(string database, string table, IReadOnlyList<string> values)
    {
        if (DeletePartitions(database, table, [values])[0] is { } error)
        {
            throw error;
        }
    }

    /// <summary>Deletes partitions of one table in one write; those that are missing do not stop the others.</summary>
    /// <returns>For each partition, why it was not deleted, or null.</returns>
    /// <exception cref="AwsServiceException">There is no such table.</exception>
    public IReadOnlyList<AwsServiceException?> DeletePartitions(
        string database, string table, IReadOnlyList<IReadOnlyList<string>> partitions)
    {
        lock (gate)
        {
            var node = index.Table(DatabaseName(database), TableName(table));
            var seen = new HashSet<PartitionValues>();
            return Change(partitions, values =>
            {
                CheckValues(node.Table, values);
                if (node.Find(values) is null || !seen.Add(new PartitionValues(values)))
                {
                    throw GlueErrors.PartitionNotFound(node.Table.DatabaseName, node.Table.Name, values);
                }

                return new CatalogEntry
                {
                    Change = CatalogChange.DropPartition,
                    DatabaseName = node.Table.DatabaseName,
                    TableName = node.Table.Name,
                    Values = values.ToArray(),
                };
            });
        }
    }

    private static void CheckValues(GlueTable table, IReadOnlyList<string> values)
    {
        var keys = table.PartitionKeys ?? [];
        if (values.Count != keys.Count)
        {
            throw GlueErrors.InvalidInput(
                $"The number of partition values does not match the number of partition keys: table {table.DatabaseName}.{table.Name} " +
                $"has {keys.Count} [{string.Join(", ", keys.Select(static key => key.Name))}], the values are {values.Count} " +
                $"[{string.Join(", ", values)}].");
        }

        for (var position = 0; position < values.Count; position++)
        {
            // JSON can put a null where the model has none.
            if (values[position] is null || values[position].Length > MaxValueLength)
            {
                throw GlueErrors.InvalidInput(
                    $"The value of partition key {keys[position].Name} of table {table.DatabaseName}.{table.Name} is missing " +
                    $"or longer than {MaxValueLength} characters.");
            }
        }
    }

    private AwsServiceException?[] Change<T>(IReadOnlyList<T> items, Func<T, CatalogEntry> check)
    {
        var errors = new AwsServiceException?[items.Count];
        var entries = new List<CatalogEntry>(items.Count);
        for (var position = 0; position < items.Count; position++)
        {
            try
            {
                entries.Add(check(items[position]));
            }
            catch (AwsServiceException exception)
            {
                errors[position] = exception;
            }
        }

        if (entries.Count > 0)
        {
            Commit(entries);
        }

        return errors;
    }
}
