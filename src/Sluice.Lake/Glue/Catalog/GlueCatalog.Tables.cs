using System.Globalization;

namespace Sluice.Lake.Glue.Catalog;

public sealed partial class GlueCatalog
{
    /// <inheritdoc/>
    public IReadOnlyList<GlueTable> Tables(string database)
    {
        lock (gate)
        {
            return index.Database(DatabaseName(database)).Tables.Values.Select(static node => node.Table).ToList();
        }
    }

    /// <inheritdoc/>
    public GlueTable? FindTable(string database, string name)
    {
        lock (gate)
        {
            return index.FindTable(database.ToLowerInvariant(), name.ToLowerInvariant())?.Table;
        }
    }

    /// <inheritdoc/>
    public void CreateTable(GlueTable table)
    {
        var (database, name) = (DatabaseName(table.DatabaseName), TableName(table.Name));
        lock (gate)
        {
            if (index.Database(database).Tables.ContainsKey(name))
            {
                throw GlueErrors.TableExists(database, name);
            }

            var now = time.Now;
            Commit(new CatalogEntry
            {
                Change = CatalogChange.PutTable,
                Table = table with
                {
                    Name = name,
                    DatabaseName = database,
                    CreateTime = now,
                    UpdateTime = now,
                    Retention = table.Retention ?? 0,
                    CreatedBy = $"arn:aws:iam::{identity.AccountId}:root",
                    IsRegisteredWithLakeFormation = false,
                    CatalogId = identity.AccountId,
                    VersionId = "0",
                },
            });
        }
    }

    /// <inheritdoc/>
    public void UpdateTable(GlueTable table)
    {
        lock (gate)
        {
            var node = index.Table(DatabaseName(table.DatabaseName), TableName(table.Name));
            var current = node.Table;
            if (table.VersionId is { } expected && expected != current.VersionId)
            {
                throw GlueErrors.TableChanged(current.DatabaseName, current.Name, expected, current.VersionId);
            }

            var (had, has) = (current.PartitionKeys?.Count ?? 0, table.PartitionKeys?.Count ?? 0);
            if (had != has && node.Partitions.Count > 0)
            {
                throw GlueErrors.InvalidInput(
                    $"Table {current.DatabaseName}.{current.Name} has {node.Partitions.Count} partitions of {had} values each: " +
                    $"its {had} partition keys cannot become {has}. Delete the partitions first.");
            }

            Commit(new CatalogEntry
            {
                Change = CatalogChange.PutTable,
                Table = table with
                {
                    Name = current.Name,
                    DatabaseName = current.DatabaseName,
                    CreateTime = current.CreateTime,
                    UpdateTime = time.Now,
                    Retention = table.Retention ?? 0,
                    CreatedBy = current.CreatedBy,
                    IsRegisteredWithLakeFormation = current.IsRegisteredWithLakeFormation,
                    CatalogId = current.CatalogId,
                    VersionId = NextVersion(current.VersionId),
                },
            });
        }
    }

    /// <inheritdoc/>
    public void DeleteTable(string database, string name)
    {
        lock (gate)
        {
            var table = index.Table(DatabaseName(database), TableName(name)).Table;
            Commit(new CatalogEntry { Change = CatalogChange.DropTable, DatabaseName = table.DatabaseName, TableName = table.Name });
        }
    }

    private static string TableName(string? name) => CatalogNames.Normalize(name, "table name");

    private static string NextVersion(string? version) =>
        (long.Parse(version ?? "0", CultureInfo.InvariantCulture) + 1).ToString(CultureInfo.InvariantCulture);
}
