using Sluice.Lake.Glue.Catalog;
using Sluice.Lake.S3;

namespace Sluice.Lake.Athena.Tables;

/// <summary>Whether files lie in folders that are called as their partition's values are, one below the other: <c>2026/11/20/07/</c>.</summary>
internal static class PartitionPlaces
{
    /// <summary>
    /// The place of the first value among the segments of each file's path, counted from 0; null when the folders are not the
    /// values, or lie elsewhere in one file than in another.
    /// </summary>
    public static int? Find(GlueTable table, IReadOnlyList<TableFile> files)
    {
        if (!S3Uri.TryParse(table.StorageDescriptor?.Location, out var location))
        {
            return null;
        }

        var root = TableFiles.AsFolder(location).Key;
        var depth = root.Count(static letter => letter == '/');
        int? first = null;
        foreach (var file in files)
        {
            var key = file.Object.Key;
            var folders = string.Concat(file.PartitionValues.Select(static value => value + "/"));
            if (file.Object.Bucket != location.Bucket || !key.StartsWith(root, StringComparison.Ordinal)
                || !key.AsSpan(root.Length).StartsWith(folders, StringComparison.Ordinal) || !file.PartitionValues.All(PartitionFolders.IsPlain))
            {
                return null;
            }

            // A file's folders mirror its key's.
            var place = file.Path.Count(static letter => letter == '/') - key.Count(static letter => letter == '/') + depth;
            if (place != (first ??= place))
            {
                return null;
            }
        }

        return first;
    }
}
