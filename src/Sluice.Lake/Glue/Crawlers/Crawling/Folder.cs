namespace Sluice.Lake.Glue.Crawlers.Crawling;

/// <summary>A folder of the include path, with the classified files in it.</summary>
internal sealed class Folder(string name, string prefix)
{
    /// <summary>Its name; the bucket's at the top of a bucket.</summary>
    internal string Name { get; } = name;

    /// <summary>Its whole key prefix with the slash at its end; empty at the top of a bucket.</summary>
    internal string Prefix { get; } = prefix;

    /// <summary>The folder's level, the bucket being level 1.</summary>
    internal int Level => 1 + Prefix.Count(static character => character == '/');

    internal SortedDictionary<string, Folder> Folders { get; } = new(StringComparer.Ordinal);

    internal List<ClassifiedFile> Files { get; } = [];

    /// <summary>All files below, at any depth.</summary>
    internal IEnumerable<ClassifiedFile> AllFiles => Files.Concat(Folders.Values.SelectMany(static folder => folder.AllFiles));

    /// <summary>Whether the folder is named as Hive names partitions, <c>key=value</c>.</summary>
    internal bool IsPartitionNamed => PartitionKey is not null;

    /// <summary>What stands before the equals sign of such a name, or null.</summary>
    internal string? PartitionKey => Name.IndexOf('=', StringComparison.Ordinal) is > 0 and var at ? Name[..at] : null;

    /// <summary>Sorts files into folders below a prefix.</summary>
    internal static Folder Build(string bucket, string prefix, IEnumerable<ClassifiedFile> files)
    {
        var name = prefix.Length == 0 ? bucket : prefix.TrimEnd('/').Split('/')[^1];
        var root = new Folder(name, prefix);
        foreach (var file in files)
        {
            var folder = root;
            foreach (var segment in file.Object.Key[prefix.Length..].Split('/')[..^1])
            {
                if (!folder.Folders.TryGetValue(segment, out var child))
                {
                    folder.Folders[segment] = child = new Folder(segment, $"{folder.Prefix}{segment}/");
                }

                folder = child;
            }

            folder.Files.Add(file);
        }

        return root;
    }
}
