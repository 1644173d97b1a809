namespace Sluice.Lake.S3;

/// <summary>Removes files that no journal names: a process was killed between writing the file and committing it, or before it removed a replaced one.</summary>
internal static class OrphanSweep
{
    /// <param name="root">The folder of all buckets.</param>
    /// <param name="buckets">The objects at the time of opening.</param>
    /// <param name="opened">No file of an earlier process has a version above this one; newer files are not looked at.</param>
    /// <param name="retired">Removes files with the folders that they leave empty.</param>
    public static void Run(string root, IReadOnlyDictionary<string, ObjectIndex> buckets, ulong opened, RetiredFiles retired)
    {
        foreach (var folder in new DirectoryInfo(root).EnumerateDirectories().Where(folder => !folder.Name.StartsWith('.')))
        {
            var live = buckets.TryGetValue(folder.Name, out var index)
                ? index.WithPrefix("").Select(stored => stored.FilePath).ToHashSet(StringComparer.Ordinal)
                : [];
            try
            {
                foreach (var file in folder.EnumerateFiles("*", SearchOption.AllDirectories))
                {
                    // Files that the store has not written are someone's own: left alone.
                    if (KeyPath.VersionOf(file.Name) is { } version && version <= opened && !live.Contains(file.FullName))
                    {
                        retired.Remove(file.FullName);
                    }
                }
            }
            catch (DirectoryNotFoundException)
            {
                // A folder became empty and went while its parent was being listed: the next opening sees to the rest.
            }
        }
    }
}
