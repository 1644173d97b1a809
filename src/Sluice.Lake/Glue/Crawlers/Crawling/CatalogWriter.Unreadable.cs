using System.Globalization;
using Sluice.Lake.Glue.Catalog;
using Sluice.Lake.S3;

namespace Sluice.Lake.Glue.Crawlers.Crawling;

internal sealed partial class CatalogWriter
{
    /// <summary>
    /// Makes partitions of the folders in which nothing could be read. Without, a query would find no rows where there should be some;
    /// with them it fails and names the file.
    /// </summary>
    /// <param name="bucket">The bucket.</param>
    /// <param name="objects">The objects that could not be read.</param>
    internal void WriteUnreadable(string bucket, IReadOnlyList<StoredObject> objects)
    {
        foreach (var folder in objects.GroupBy(static stored => stored.Key[..(stored.Key.LastIndexOf('/') + 1)], StringComparer.Ordinal))
        {
            if (TableAbove(bucket, folder.Key) is not var (table, prefix) || PartitionValues(table, folder.Key[prefix.Length..]) is not { } values
                || catalog.FindPartition(database, table.Name, values) is not null)
            {
                continue;
            }

            var parameters = new SortedDictionary<string, string>(StringComparer.Ordinal)
            {
                [TableDefinition.UpdatedBy] = crawler.Name,
                ["classification"] = "UNKNOWN",
                ["objectCount"] = folder.Count().ToString(CultureInfo.InvariantCulture),
                ["sizeKey"] = folder.Sum(static stored => stored.Size).ToString(CultureInfo.InvariantCulture),
            };
            var errors = catalog.CreatePartitions(database, table.Name, [new GluePartition
            {
                Values = values,
                DatabaseName = database,
                TableName = table.Name,
                StorageDescriptor = table.StorageDescriptor! with { Location = $"s3://{bucket}/{folder.Key}", Parameters = parameters }, // its location is known
                Parameters = parameters,
            }]);
            Changes += new CrawlChanges { PartitionsCreated = errors.Count(static error => error is null) };
            LogErrors(errors);
            log.Warn($"Partition [{string.Join(", ", values)}] of {database}.{table.Name}: none of its files could be classified. Queries that read it fail, or find what they can in it.");
        }
    }

    /// <summary>The partitioned table whose location is closest above a folder, and that location's key.</summary>
    private (GlueTable Table, string Prefix)? TableAbove(string bucket, string folder) => catalog.Tables(database)
        .Where(static table => table.PartitionKeys is { Count: > 0 })
        .Select(static table => (Table: table, Location: Location(table.StorageDescriptor?.Location)))
        .Where(found => found.Location is { } location && location.Bucket == bucket && location.Key.EndsWith('/')
            && folder.StartsWith(location.Key, StringComparison.Ordinal))
        .OrderByDescending(static found => found.Location!.Value.Key.Length) // filtered above
        .Select(static found => ((GlueTable, string)?)(found.Table, found.Location!.Value.Key))
        .FirstOrDefault();

    /// <summary>What a folder says of a table's partition keys; null when it is not one of the table's partitions.</summary>
    private static List<string>? PartitionValues(GlueTable table, string folder)
    {
        var segments = folder.Split('/', StringSplitOptions.RemoveEmptyEntries);
        var keys = table.PartitionKeys ?? [];
        if (segments.Length != keys.Count)
        {
            return null;
        }

        var values = segments.Select((segment, level) => TableFinder.Value(segment, keys[level].Name)).ToList();
        return segments.Where((segment, level) => values[level] == segment && keys[level].Name != $"partition_{level}").Any() ? null : values;
    }
}
