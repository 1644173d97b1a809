using System.Text.Json;
using Sluice.Lake.Glue.Catalog;
using Sluice.Lake.Protocol;
using Sluice.Lake.S3;
using Sluice.Lake.Time;

namespace Sluice.Lake.Glue.Crawlers.Crawling;

/// <summary>
/// Brings what was found into the catalog, as the crawler's policies say. Writes only differences, so that a second crawl
/// of the same files changes nothing.
/// </summary>
internal sealed partial class CatalogWriter
{
    private const int BatchSize = 100;
    private readonly CrawlerDefinition crawler;
    private readonly CrawlerConfiguration configuration;
    private readonly GlueCatalog catalog;
    private readonly string database;
    private readonly CrawlMemory memory;
    private readonly CrawlerLog log;
    private readonly LakeTime time;
    private readonly HashSet<string> written = new(StringComparer.Ordinal);
    private readonly bool updates;
    private readonly string deletes;

    internal CatalogWriter(
        CrawlerDefinition crawler, CrawlerConfiguration configuration, GlueCatalog catalog, string database, CrawlMemory memory, CrawlerLog log, LakeTime time)
    {
        (this.crawler, this.configuration, this.catalog) = (crawler, configuration, catalog);
        (this.database, this.memory, this.log, this.time) = (database, memory, log, time);

        // A crawl of new folders only never touches what is there.
        var incremental = crawler.RecrawlPolicy?.RecrawlBehavior == "CRAWL_NEW_FOLDERS_ONLY";
        updates = !incremental && crawler.SchemaChangePolicy?.UpdateBehavior != "LOG";
        deletes = incremental ? "LOG" : crawler.SchemaChangePolicy?.DeleteBehavior ?? "DEPRECATE_IN_DATABASE";
    }

    /// <summary>What has been changed so far.</summary>
    internal CrawlChanges Changes { get; private set; } = new();

    /// <summary>The prefixes in a bucket where the database has tables.</summary>
    internal IReadOnlySet<string> KnownPrefixes(string bucket) => catalog.Tables(database)
        .Select(static table => Location(table.StorageDescriptor?.Location))
        .Where(location => location?.Bucket == bucket)
        .Select(static location => location!.Value.Key) // filtered above
        .ToHashSet(StringComparer.Ordinal);

    /// <summary>Creates or updates a table and its partitions.</summary>
    internal void Write(string bucket, FoundTable found)
    {
        var location = new S3Uri(bucket, found.Prefix);
        var existing = catalog.Tables(database).FirstOrDefault(table => Location(table.StorageDescriptor?.Location) == location);
        if (existing is null)
        {
            Create(bucket, found);
            return;
        }

        written.Add(existing.Name);
        var keys = (existing.PartitionKeys ?? []).Select(static key => key.Name).ToList();
        if (!keys.SequenceEqual(found.PartitionKeys, StringComparer.Ordinal))
        {
            log.Warn(
                $"Table {database}.{existing.Name} is partitioned by [{string.Join(", ", keys)}], its folders are [{string.Join(", ", found.PartitionKeys)}]: " +
                "its partitions are left to who made them. Its columns are taken from its partitions' files.");
            found = OfRegisteredPartitions(bucket, existing, found);
            if (found.Files.Count == 0)
            {
                return;
            }
        }

        var revised = TableRevision.Of(existing, TableDefinition.Table(crawler, database, existing.Name, bucket, found), configuration.MergesNewColumns);
        Update(existing, revised);
        WritePartitions(bucket, catalog.FindTable(database, existing.Name) ?? existing, found);
    }

    private static S3Uri? Location(string? text) => !S3Uri.TryParse(text, out var uri) ? null
        : uri.Key.Length == 0 || uri.Key.EndsWith('/') || Path.HasExtension(uri.Key) ? uri
        : uri with { Key = uri.Key + "/" };

    private static bool Same<T>(T left, T right) => JsonSerializer.Serialize(left) == JsonSerializer.Serialize(right);

    private void Create(string bucket, FoundTable found)
    {
        var name = TableNames.Clean((crawler.TablePrefix ?? "") + found.Name);
        if (catalog.FindTable(database, name) is not null)
        {
            name = TableNames.WithHash(name, $"s3://{bucket}/{found.Prefix}");
        }

        var table = TableDefinition.Table(crawler, database, name, bucket, found);
        catalog.CreateTable(table);
        written.Add(name);
        log.Info($"Created table {name} in database {database}");
        Changes += new CrawlChanges { TablesCreated = 1 };
        WritePartitions(bucket, table, found);
    }

    /// <summary>The files of the partitions that a table has, where its folders are not its partitions one to one.</summary>
    private FoundTable OfRegisteredPartitions(string bucket, GlueTable table, FoundTable found)
    {
        var places = catalog.Partitions(database, table.Name)
            .Select(static partition => Location(partition.StorageDescriptor?.Location))
            .Where(place => place?.Bucket == bucket)
            .Select(static place => place!.Value.Key) // filtered above
            .ToList();
        return found with
        {
            PartitionKeys = (table.PartitionKeys ?? []).Select(static key => key.Name).ToList(),
            Partitions = [],
            Files = (table.PartitionKeys ?? []).Count == 0
                ? found.Files
                : found.Files.Where(file => places.Exists(place => file.Object.Key.StartsWith(place, StringComparison.Ordinal))).ToList(),
        };
    }

    private void Update(GlueTable existing, GlueTable revised)
    {
        if (Same(existing, revised))
        {
            return;
        }

        if (!updates)
        {
            log.Info($"Table {database}.{existing.Name} has changed; the crawler's policy is to log it only.");
            return;
        }

        catalog.UpdateTable(revised);
        log.Info($"Updated table {existing.Name} in database {database}");
        Changes += new CrawlChanges { TablesUpdated = 1 };
    }

    private void WritePartitions(string bucket, GlueTable table, FoundTable found)
    {
        var (added, changed) = (new List<GluePartition>(), new List<GluePartition>());
        foreach (var partition in found.Partitions)
        {
            var existing = catalog.FindPartition(database, table.Name, partition.Values);
            if (existing is not null && !configuration.PartitionsInherit && memory.IsVerified(existing, partition.Files))
            {
                continue;
            }

            var fresh = Partition(bucket, table, found, partition);
            if (existing is null)
            {
                added.Add(fresh);
            }
            else if (Location(existing.StorageDescriptor?.Location) == new S3Uri(bucket, partition.Prefix))
            {
                var revised = existing with { StorageDescriptor = fresh.StorageDescriptor, Parameters = fresh.Parameters };
                if (existing.Parameters?.ContainsKey(TableDefinition.UpdatedBy) is true && !Same(existing, revised))
                {
                    changed.Add(revised);
                }
                else
                {
                    memory.Verified(existing, partition.Files);
                }
            }
            else
            {
                log.Info($"Partition [{string.Join(", ", partition.Values)}] of {database}.{table.Name} points elsewhere than at {partition.Prefix}: it stays so.");
            }
        }

        foreach (var batch in added.Chunk(BatchSize))
        {
            var errors = catalog.CreatePartitions(database, table.Name, batch);
            Changes += new CrawlChanges { PartitionsCreated = errors.Count(static error => error is null) };
            LogErrors(errors);
        }

        if (changed.Count > 0 && !updates)
        {
            log.Info($"{changed.Count} partitions of {database}.{table.Name} have changed; the crawler's policy is to log it only.");
            return;
        }

        foreach (var batch in changed.Chunk(BatchSize))
        {
            var errors = catalog.UpdatePartitions(
                database, table.Name, batch.Select(static partition => (partition.Values, partition)).ToList());
            Changes += new CrawlChanges { PartitionsUpdated = errors.Count(static error => error is null) };
            LogErrors(errors);
        }
    }

    private GluePartition Partition(string bucket, GlueTable table, FoundTable found, FoundPartition partition)
    {
        var location = $"s3://{bucket}/{partition.Prefix}";
        var descriptor = TableDefinition.Descriptor(crawler, location, partition.Files, found.PartitionKeys);
        if (configuration.PartitionsInherit && table.StorageDescriptor is { } inherited)
        {
            descriptor = inherited with { Location = location, Parameters = descriptor.Parameters };
        }

        return new GluePartition
        {
            Values = partition.Values,
            DatabaseName = database,
            TableName = table.Name,
            StorageDescriptor = descriptor,
            Parameters = descriptor.Parameters,
        };
    }

    private void LogErrors(IReadOnlyList<AwsServiceException?> errors)
    {
        foreach (var error in errors.OfType<AwsServiceException>())
        {
            log.Error(error.Message);
        }
    }
}
