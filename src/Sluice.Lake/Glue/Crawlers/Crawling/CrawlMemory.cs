using Sluice.Lake.Glue.Catalog;
using Sluice.Lake.S3;

namespace Sluice.Lake.Glue.Crawlers.Crawling;

/// <summary>
/// What a crawler found to be as it should be, so that crawling again costs what is new. Objects and catalog entries are
/// immutable: the same instance is the same content. Lost when the lake stops; the next crawl looks at everything.
/// </summary>
internal sealed class CrawlMemory
{
    private readonly Dictionary<string, Dictionary<PartitionValues, (GluePartition Partition, IReadOnlyList<ClassifiedFile> Files)>> partitions =
        new(StringComparer.Ordinal);
    private CrawlerDefinition? crawler;
    private IReadOnlyList<StoredObject> listed = [];
    private long catalogChange = -1;

    /// <summary>Whether a crawl that changed nothing saw these very objects and this very catalog.</summary>
    internal bool IsUnchanged(CrawlerDefinition definition, IReadOnlyList<StoredObject> objects, long change) =>
        ReferenceEquals(crawler, definition) && catalogChange == change && Same(listed, objects, static stored => stored);

    /// <summary>A crawl begins. What was found with another definition counts no more.</summary>
    internal void Begin(CrawlerDefinition definition)
    {
        if (!ReferenceEquals(crawler, definition))
        {
            partitions.Clear();
        }

        (crawler, catalogChange) = (definition, -1);
    }

    /// <summary>A crawl has ended that changed nothing.</summary>
    internal void NothingChanged(IReadOnlyList<StoredObject> objects, long change) => (listed, catalogChange) = (objects, change);

    /// <summary>Whether the partition was compared with these very files before, and was as they say.</summary>
    internal bool IsVerified(GluePartition partition, IReadOnlyList<ClassifiedFile> files) =>
        partitions.GetValueOrDefault(partition.TableName)?.TryGetValue(new PartitionValues(partition.Values), out var known) is true
        && ReferenceEquals(known.Partition, partition) && Same(known.Files, files, static file => file.Object);

    /// <summary>The partition is as these files say.</summary>
    internal void Verified(GluePartition partition, IReadOnlyList<ClassifiedFile> files)
    {
        if (!partitions.TryGetValue(partition.TableName, out var table))
        {
            partitions[partition.TableName] = table = [];
        }

        table[new PartitionValues(partition.Values)] = (partition, files);
    }

    private static bool Same<T>(IReadOnlyList<T> left, IReadOnlyList<T> right, Func<T, StoredObject> stored)
    {
        if (left.Count != right.Count)
        {
            return false;
        }

        for (var index = 0; index < left.Count; index++)
        {
            if (!ReferenceEquals(stored(left[index]), stored(right[index])))
            {
                return false;
            }
        }

        return true;
    }
}
