namespace Sluice.Lake.Glue.Catalog;

public sealed partial class GlueCatalog
{
    /// <inheritdoc/>
    public IReadOnlyList<GlueDatabase> Databases()
    {
        lock (gate)
        {
            return index.Databases();
        }
    }

    /// <inheritdoc/>
    public GlueDatabase? FindDatabase(string name)
    {
        lock (gate)
        {
            return index.FindDatabase(name.ToLowerInvariant())?.Database;
        }
    }

    /// <inheritdoc/>
    public void CreateDatabase(GlueDatabase database)
    {
        var name = DatabaseName(database.Name);
        lock (gate)
        {
            if (index.FindDatabase(name) is not null)
            {
                throw GlueErrors.DatabaseExists(name);
            }

            Commit(new CatalogEntry
            {
                Change = CatalogChange.PutDatabase,
                Database = database with { Name = name, CreateTime = time.Now, CatalogId = identity.AccountId },
            });
        }
    }

    /// <inheritdoc/>
    public void UpdateDatabase(string name, GlueDatabase database)
    {
        lock (gate)
        {
            var current = index.Database(DatabaseName(name)).Database;
            if (DatabaseName(database.Name) != current.Name)
            {
                throw GlueErrors.InvalidInput(
                    $"Database {current.Name} cannot be renamed to {database.Name}: create a database of that name instead.");
            }

            Commit(new CatalogEntry
            {
                Change = CatalogChange.PutDatabase,
                Database = database with { Name = current.Name, CreateTime = current.CreateTime, CatalogId = current.CatalogId },
            });
        }
    }

    /// <inheritdoc/>
    public void DeleteDatabase(string name)
    {
        lock (gate)
        {
            var database = index.Database(DatabaseName(name)).Database;
            Commit(new CatalogEntry { Change = CatalogChange.DropDatabase, DatabaseName = database.Name });
        }
    }

    private static string DatabaseName(string? name) => CatalogNames.Normalize(name, "database name");
}
