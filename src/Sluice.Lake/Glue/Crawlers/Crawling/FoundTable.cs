namespace Sluice.Lake.Glue.Crawlers.Crawling;

/// <summary>A folder, or a file, that is a table.</summary>
internal sealed record FoundTable
{
    /// <summary>The folder's or file's name, before cleaning.</summary>
    public required string Name { get; init; }

    /// <summary>The key prefix of the folder, with a slash at its end; or a file's key.</summary>
    public required string Prefix { get; init; }

    /// <summary>The names of its partition keys, cleaned.</summary>
    public required IReadOnlyList<string> PartitionKeys { get; init; }

    /// <summary>Its partitions; empty without partition keys.</summary>
    public required IReadOnlyList<FoundPartition> Partitions { get; init; }

    /// <summary>All its files.</summary>
    public required IReadOnlyList<ClassifiedFile> Files { get; init; }
}
