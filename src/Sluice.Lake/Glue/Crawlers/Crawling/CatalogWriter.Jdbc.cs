using Sluice.Lake.Glue.Catalog;
using Sluice.Lake.Glue.Crawlers.Jdbc;

namespace Sluice.Lake.Glue.Crawlers.Crawling;

/// <content>Tables of databases: they have columns, and rows elsewhere.</content>
internal sealed partial class CatalogWriter
{
    /// <summary>Creates or updates the table that describes a database's table.</summary>
    internal void Write(string connection, JdbcTable found)
    {
        var existing = catalog.Tables(database).FirstOrDefault(table => IsOf(table, connection) && table.StorageDescriptor?.Location == found.Location);
        if (existing is not null)
        {
            written.Add(existing.Name);
            Update(existing, TableRevision.Of(existing, JdbcTableDefinition.Table(crawler, connection, database, existing.Name, found), configuration.MergesNewColumns));
            return;
        }

        var name = TableNames.Clean($"{crawler.TablePrefix}{found.Database}_{found.Schema}_{found.Name}");
        if (catalog.FindTable(database, name) is not null)
        {
            name = TableNames.WithHash(name, $"{connection}/{found.Location}");
        }

        catalog.CreateTable(JdbcTableDefinition.Table(crawler, connection, database, name, found));
        written.Add(name);
        log.Info($"Created table {name} in database {database}");
        Changes += new CrawlChanges { TablesCreated = 1 };
    }

    /// <summary>Deals with this crawler's tables that the database has no more.</summary>
    internal void Sweep(string connection, JdbcPath path)
    {
        foreach (var table in catalog.Tables(database))
        {
            if (IsOf(table, connection) && !written.Contains(table.Name)
                && table.Parameters?.GetValueOrDefault(TableDefinition.UpdatedBy) == crawler.Name
                && path.Covers(table.StorageDescriptor?.Location))
            {
                Remove(table, "rows");
            }
        }
    }

    private static bool IsOf(GlueTable table, string connection) =>
        table.Parameters?.GetValueOrDefault(JdbcTableDefinition.ConnectionName) == connection;
}
