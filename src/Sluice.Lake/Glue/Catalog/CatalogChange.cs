namespace Sluice.Lake.Glue.Catalog;

/// <summary>What a <see cref="CatalogEntry"/> does.</summary>
internal enum CatalogChange
{
    PutDatabase,
    DropDatabase,
    PutTable,
    DropTable,
    PutPartition,
    DropPartition,
}
