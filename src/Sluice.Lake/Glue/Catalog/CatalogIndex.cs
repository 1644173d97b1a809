namespace Sluice.Lake.Glue.Catalog;

/// <summary>What the journal's entries add up to, in memory. Not safe for concurrent use: <see cref="GlueCatalog"/> locks.</summary>
internal sealed class CatalogIndex
{
    private readonly SortedDictionary<string, DatabaseNode> databases = new(StringComparer.Ordinal);

    /// <summary>Databases, tables and partitions: how many entries a compacted journal has.</summary>
    internal int Count => databases.Values.Sum(static int (DatabaseNode database) =>
        1 + database.Tables.Values.Sum(static int (TableNode table) => 1 + table.Partitions.Count));

    internal List<GlueDatabase> Databases() => databases.Values.Select(static node => node.Database).ToList();

    internal DatabaseNode? FindDatabase(string name) => databases.GetValueOrDefault(name);

    internal TableNode? FindTable(string database, string name) => FindDatabase(database)?.Tables.GetValueOrDefault(name);

    internal DatabaseNode Database(string name) => FindDatabase(name) ?? throw GlueErrors.DatabaseNotFound(name);

    internal TableNode Table(string database, string name) =>
        Database(database).Tables.GetValueOrDefault(name) ?? throw GlueErrors.TableNotFound(database, name);

    /// <summary>Applies a change that has been checked.</summary>
    internal void Apply(CatalogEntry entry)
    {
        switch (entry)
        {
            case { Change: CatalogChange.PutDatabase, Database: { } database }:
                if (!databases.TryGetValue(database.Name, out var existing))
                {
                    databases[database.Name] = existing = new DatabaseNode { Database = database };
                }

                existing.Database = database;
                break;
            case { Change: CatalogChange.DropDatabase, DatabaseName: { } name }:
                databases.Remove(name);
                break;
            case { Change: CatalogChange.PutTable, Table: { } table }:
                var tables = Database(table.DatabaseName).Tables;
                if (!tables.TryGetValue(table.Name, out var node))
                {
                    tables[table.Name] = node = new TableNode { Table = table };
                }

                node.Table = table;
                break;
            case { Change: CatalogChange.DropTable, DatabaseName: { } name, TableName: { } table }:
                Database(name).Tables.Remove(table);
                break;
            case { Change: CatalogChange.PutPartition, Partition: { } partition }:
                Table(partition.DatabaseName, partition.TableName).Put(partition, replaced: entry.Values);
                break;
            case { Change: CatalogChange.DropPartition, DatabaseName: { } name, TableName: { } table, Values: { } values }:
                Table(name, table).Remove(values);
                break;
            default:
                throw new InvalidDataException($"The catalog's journal has an incomplete {entry.Change} entry.");
        }
    }

    /// <summary>The fewest entries that make this index.</summary>
    internal IEnumerable<CatalogEntry> Entries()
    {
        foreach (var database in databases.Values)
        {
            yield return new CatalogEntry { Change = CatalogChange.PutDatabase, Database = database.Database };
            foreach (var table in database.Tables.Values)
            {
                yield return new CatalogEntry { Change = CatalogChange.PutTable, Table = table.Table };
                foreach (var partition in table.Snapshot())
                {
                    yield return new CatalogEntry { Change = CatalogChange.PutPartition, Partition = partition };
                }
            }
        }
    }

    internal sealed class DatabaseNode
    {
        internal required GlueDatabase Database { get; set; }

        internal SortedDictionary<string, TableNode> Tables { get; } = new(StringComparer.Ordinal);
    }

    internal sealed class TableNode
    {
        private readonly Dictionary<PartitionValues, GluePartition> partitions = [];
        private IReadOnlyList<GluePartition>? snapshot;

        internal required GlueTable Table { get; set; }

        internal Dictionary<PartitionValues, GluePartition>.ValueCollection Partitions => partitions.Values;

        internal GluePartition? Find(IReadOnlyList<string> values) => partitions.GetValueOrDefault(new PartitionValues(values));

        internal void Put(GluePartition partition, IReadOnlyList<string>? replaced)
        {
            if (replaced is not null)
            {
                partitions.Remove(new PartitionValues(replaced));
            }

            partitions[new PartitionValues(partition.Values)] = partition;
            snapshot = null;
        }

        internal void Remove(IReadOnlyList<string> values)
        {
            partitions.Remove(new PartitionValues(values));
            snapshot = null;
        }

        /// <summary>The partitions by value; made once for each state of the table.</summary>
        internal IReadOnlyList<GluePartition> Snapshot() =>
            snapshot ??= partitions.OrderBy(static pair => pair.Key).Select(static pair => pair.Value).ToArray();
    }
}
