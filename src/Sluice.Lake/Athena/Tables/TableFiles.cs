using Sluice.Lake.Athena.Execution;
using Sluice.Lake.Glue.Catalog;
using Sluice.Lake.S3;

namespace Sluice.Lake.Athena.Tables;

/// <summary>Lists the files that a table is made of, as Hive does: recursively, without the hidden ones.</summary>
internal static class TableFiles
{
    /// <summary>The files of some partitions, or of the table's location when it has no partition keys.</summary>
    /// <param name="store">Where they are.</param>
    /// <param name="table">The table.</param>
    /// <param name="partitions">All its partitions: a file belongs to the one whose folder is closest above it.</param>
    /// <param name="wanted">Those whose files are listed.</param>
    public static List<TableFile> List(
        IObjectStore store, GlueTable table, IReadOnlyList<GluePartition> partitions, IReadOnlyList<GluePartition> wanted)
    {
        if (table.PartitionKeys is not { Count: > 0 })
        {
            var location = Folder(table.StorageDescriptor?.Location, table);
            return Visible(store, location).Select(static found => new TableFile(found, [])).ToList();
        }

        var files = new List<TableFile>();
        var inside = new Dictionary<string, GluePartition>(StringComparer.Ordinal);
        S3Uri? root = S3Uri.TryParse(table.StorageDescriptor?.Location, out var parsed) ? AsFolder(parsed) : null;
        var chosen = wanted.Count == partitions.Count ? null : wanted.ToHashSet<GluePartition>(ReferenceEqualityComparer.Instance);
        var folders = new List<(string Key, GluePartition Partition)>();
        foreach (var partition in partitions)
        {
            var isWanted = chosen is null || chosen.Contains(partition);
            var location = Folder(partition.StorageDescriptor?.Location, table);
            if (root is { } folder && location.Bucket == folder.Bucket && location.Key.StartsWith(folder.Key, StringComparison.Ordinal)
                && inside.TryAdd(location.Key, partition))
            {
                if (isWanted)
                {
                    folders.Add((location.Key, partition));
                }
            }
            else if (isWanted)
            {
                files.AddRange(Visible(store, location).Select(found => new TableFile(found, partition.Values)));
            }
        }

        if (folders.Count == 0)
        {
            return files;
        }

        // One listing of the table's folder serves all partitions; a few of many are listed one by one.
        var bucket = root!.Value.Bucket; // folders are below the root
        var listed = chosen is null
            ? store.List(bucket, root.Value.Key)
            : folders.SelectMany(folder => store.List(bucket, folder.Key)).DistinctBy(static found => found.Key);
        foreach (var found in listed)
        {
            if (PartitionOf(found.Key, inside) is { } partition && (chosen is null || chosen.Contains(partition))
                && IsVisible(found, partition.StorageDescriptor!.Location!)) // a location was read from it above
            {
                files.Add(new TableFile(found, partition.Values));
            }
        }

        return files;
    }

    /// <summary>A location as a folder: its key ends with a slash, or is empty.</summary>
    public static S3Uri AsFolder(S3Uri uri) =>
        uri.Key.Length == 0 || uri.Key.EndsWith('/') ? uri : uri with { Key = uri.Key + "/" };

    private static S3Uri Folder(string? location, GlueTable table) => S3Uri.TryParse(location, out var uri)
        ? AsFolder(uri)
        : throw new QueryFailure(
            "HIVE_METASTORE_ERROR",
            $"Table '{table.DatabaseName}.{table.Name}' has the location '{location}', which is not an s3:// URI");

    private static IEnumerable<StoredObject> Visible(IObjectStore store, S3Uri folder) =>
        store.BucketExists(folder.Bucket)
            ? store.List(folder.Bucket, folder.Key).Where(found => IsVisible(found, folder.ToString()))
            : throw new QueryFailure("HIVE_FILESYSTEM_ERROR", $"The specified bucket does not exist: {folder}");

    private static GluePartition? PartitionOf(string key, Dictionary<string, GluePartition> partitions)
    {
        for (var slash = key.LastIndexOf('/'); slash > 0; slash = key.LastIndexOf('/', slash - 1))
        {
            if (partitions.TryGetValue(key[..(slash + 1)], out var partition))
            {
                return partition;
            }
        }

        return partitions.GetValueOrDefault("");
    }

    private static bool IsVisible(StoredObject found, string location)
    {
        _ = S3Uri.TryParse(location, out var parsed);
        var below = found.Key.AsSpan(AsFolder(parsed).Key.Length);
        if (found.Size == 0 || below.Length == 0 || below[^1] == '/')
        {
            return false;
        }

        foreach (var range in below.Split('/'))
        {
            if (below[range] is ['_' or '.', ..])
            {
                return false;
            }
        }

        return true;
    }
}
