namespace Sluice.Lake.Glue.Catalog;

/// <summary>One change in the catalog's journal. Which members are there depends on <see cref="Change"/>.</summary>
internal sealed record CatalogEntry
{
    public required CatalogChange Change { get; init; }

    /// <summary>PutDatabase: the whole database.</summary>
    public GlueDatabase? Database { get; init; }

    /// <summary>PutTable: the whole table.</summary>
    public GlueTable? Table { get; init; }

    /// <summary>PutPartition: the whole partition.</summary>
    public GluePartition? Partition { get; init; }

    /// <summary>Drop*: the database's name.</summary>
    public string? DatabaseName { get; init; }

    /// <summary>DropTable, DropPartition: the table's name.</summary>
    public string? TableName { get; init; }

    /// <summary>DropPartition: its values. PutPartition: the values that it had before, when they change.</summary>
    public IReadOnlyList<string>? Values { get; init; }
}
