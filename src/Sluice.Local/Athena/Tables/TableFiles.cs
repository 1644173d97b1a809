using Sluice.Local.Athena.Execution;
using Sluice.Local.Glue.Catalog;
using Sluice.Local.S3;

namespace Sluice.Local.Athena.Tables;

/// <summary>Lists the files that a table is made of, as Hive does: recursively, without the hidden ones.</summary>
internal static class TableFiles
{
    /// <summary>The files of all partitions, or of the table's location when it has no partition keys.</summary>
    public static List<TableFile> List(IObjectStore store, GlueTable table, IReadOnlyList<GluePartition> partitions)
    {
        if (table.PartitionKeys is not { Count: > 0 })
        {
            var location = Folder(table.StorageDescriptor?.Location, table);
            return Visible(store, location).Select(static found => new TableFile(found, [])).ToList();
        }

        var files = new List<TableFile>();
        var inside = new Dictionary<string, GluePartition>(StringComparer.Ordinal);
        S3Uri? root = S3Uri.TryParse(table.StorageDescriptor?.Location, out var parsed) ? AsFolder(parsed) : null;
        foreach (var partition in partitions)
        {
            var location = Folder(partition.StorageDescriptor?.Location, table);
            if (root is { } folder && location.Bucket == folder.Bucket && location.Key.StartsWith(folder.Key, StringComparison.Ordinal)
                && inside.TryAdd(location.Key, partition))
            {
                continue; // one listing of the table's folder serves all of these
            }

            files.AddRange(Visible(store, location).Select(found => new TableFile(found, partition.Values)));
        }

        if (inside.Count > 0)
        {
            foreach (var found in store.List(root!.Value.Bucket, root.Value.Key)) // inside holds only folders under the root
            {
                if (PartitionOf(found.Key, inside) is { } partition
                    && IsVisible(found, partition.StorageDescriptor!.Location!)) // a location was read from it above
                {
                    files.Add(new TableFile(found, partition.Values));
                }
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
