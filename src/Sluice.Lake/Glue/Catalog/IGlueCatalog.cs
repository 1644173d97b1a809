namespace Sluice.Lake.Glue.Catalog;

/// <summary>
/// The Glue Data Catalog, in process: what Athena and crawlers use, and what Glue's protocol is a face of. Names are
/// case-insensitive and kept in lower case. Every change is on disk before the call returns. Errors are
/// <see cref="Protocol.AwsServiceException"/> with Glue's codes (<c>EntityNotFoundException</c>, <c>AlreadyExistsException</c> …).
/// </summary>
public interface IGlueCatalog
{
    /// <summary>All databases, by name.</summary>
    IReadOnlyList<GlueDatabase> Databases();

    /// <summary>The database, or null.</summary>
    GlueDatabase? FindDatabase(string name);

    /// <summary>Creates a database.</summary>
    void CreateDatabase(GlueDatabase database);

    /// <summary>Replaces a database's description, location and parameters.</summary>
    void UpdateDatabase(string name, GlueDatabase database);

    /// <summary>Deletes a database with its tables.</summary>
    void DeleteDatabase(string name);

    /// <summary>A database's tables, by name.</summary>
    IReadOnlyList<GlueTable> Tables(string database);

    /// <summary>The table, or null when it or its database is missing.</summary>
    GlueTable? FindTable(string database, string name);

    /// <summary>Creates a table.</summary>
    void CreateTable(GlueTable table);

    /// <summary>
    /// Replaces a table's definition; its partitions stay. A <see cref="GlueTable.VersionId"/>, when there is one, must be the
    /// current one, so <c>UpdateTable(found with { ... })</c> never overwrites another's change
    /// (<c>ConcurrentModificationException</c>); null replaces whatever is there.
    /// </summary>
    void UpdateTable(GlueTable table);

    /// <summary>Deletes a table with its partitions; the objects stay.</summary>
    void DeleteTable(string database, string name);

    /// <summary>All partitions of a table, sorted by values; a snapshot.</summary>
    IReadOnlyList<GluePartition> Partitions(string database, string table);

    /// <summary>The partition with these values, or null.</summary>
    GluePartition? FindPartition(string database, string table, IReadOnlyList<string> values);

    /// <summary>Creates a partition.</summary>
    void CreatePartition(GluePartition partition);

    /// <summary>Replaces the partition that had these values; the new one may have others.</summary>
    void UpdatePartition(IReadOnlyList<string> values, GluePartition partition);

    /// <summary>Deletes a partition; the objects stay.</summary>
    void DeletePartition(string database, string table, IReadOnlyList<string> values);
}
