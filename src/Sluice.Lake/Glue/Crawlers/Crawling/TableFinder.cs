namespace Sluice.Lake.Glue.Crawlers.Crawling;

/// <summary>
/// Decides which folders are tables and which are partitions
/// (<see href="https://docs.aws.amazon.com/glue/latest/dg/crawler-s3-folder-table-partition.html"/>): a folder is a table when
/// most of the folders at its level below have files of the same format and of similar columns.
/// </summary>
internal sealed class TableFinder(CrawlerConfiguration configuration, IReadOnlySet<string> knownTablePrefixes, CrawlerLog log)
{
    /// <summary>The share of folders that must be alike to be one table's partitions.</summary>
    private const double Majority = 0.7;

    /// <summary>The tables in a folder.</summary>
    internal IEnumerable<FoundTable> Find(Folder folder)
    {
        if (!folder.AllFiles.Any())
        {
            return [];
        }

        // A folder that the catalog already has as a table is that table, whatever is in it.
        if (knownTablePrefixes.Contains(folder.Prefix))
        {
            return [Table(folder)];
        }

        if (configuration.TableLevel is { } level && folder.Level <= level)
        {
            return folder.Level == level ? [Table(folder)] : folder.Folders.Values.SelectMany(Find);
        }

        if (HoldsKnownTable(folder))
        {
            return folder.Folders.Values.Where(child => !IsOtherVersion(folder, child)).SelectMany(Find).Concat(Loose(folder));
        }

        return folder.Folders.Count == 0 ? Loose(folder) : FindBelow(folder);
    }

    private bool HoldsKnownTable(Folder folder) => folder.Folders.Values.Any(child =>
        knownTablePrefixes.Contains(child.Prefix) || HoldsKnownTable(child));

    /// <summary>
    /// Whether a folder is another version of a table: its sister <c>run=2</c> is the table's location, and so
    /// <c>run=1</c> is what the table was before, not a table of its own.
    /// </summary>
    private bool IsOtherVersion(Folder parent, Folder folder)
    {
        var other = !knownTablePrefixes.Contains(folder.Prefix) && folder.PartitionKey is { } key
            && parent.Folders.Values.Any(sister => sister.PartitionKey == key && knownTablePrefixes.Contains(sister.Prefix));
        if (other)
        {
            log.Info($"Folder {folder.Prefix} lies beside a table's location of the same kind: it is left out.");
        }

        return other;
    }

    private IEnumerable<FoundTable> FindBelow(Folder folder)
    {
        var filled = folder.Folders.Values.Where(static child => child.AllFiles.Any()).ToList();

        // One folder alone says nothing about being a partition, unless it is named as one, or as no table would be: 2026-11-21.
        var partitions = folder.Files.Count == 0
            && (filled.Count > 1 || filled[0].IsPartitionNamed || char.IsAsciiDigit(filled[0].Name[0]))
            && (filled.All(static child => child.IsPartitionNamed) || filled.Select(Depth).Distinct().Count() == 1)
            && AreAlike(filled);
        return partitions ? [Table(folder)] : filled.SelectMany(Find).Concat(Loose(folder));
    }

    /// <summary>Files that lie directly in a folder: one table when they are alike, else a table each.</summary>
    private IEnumerable<FoundTable> Loose(Folder folder)
    {
        if (folder.Files.Count == 0)
        {
            return [];
        }

        var first = folder.Files[0].Schema;
        if (folder.Files.All(file => IsAlike(first, file.Schema)) && folder.Folders.Values.All(static child => !child.AllFiles.Any()))
        {
            return [Unpartitioned(folder.Name, folder.Prefix, folder.Files)];
        }

        return folder.Files.Select(file => Unpartitioned(file.Object.Key[folder.Prefix.Length..], file.Object.Key, [file]));
    }

    private bool AreAlike(List<Folder> folders)
    {
        var schemas = folders.Select(static folder => folder.AllFiles.First().Schema).ToList();
        var most = schemas.Max(candidate => schemas.Count(other => IsAlike(candidate, other)));
        return most >= Majority * folders.Count && folders.All(folder => MostlyAlike(folder.AllFiles.ToList()));
    }

    private bool MostlyAlike(List<ClassifiedFile> files) =>
        files.Count(file => IsAlike(files[0].Schema, file.Schema)) >= Majority * files.Count;

    private bool IsAlike(FileSchema left, FileSchema right) =>
        left.IsCompatibleWith(right) && (configuration.CombinesSchemas || left.IsSimilarTo(right));

    private static int Depth(Folder folder) => folder.Folders.Values.Where(static child => child.AllFiles.Any())
        .Select(static child => 1 + Depth(child)).DefaultIfEmpty(0).Max();

    private static FoundTable Unpartitioned(string name, string prefix, IReadOnlyList<ClassifiedFile> files) => new()
    {
        Name = name,
        Prefix = prefix,
        PartitionKeys = [],
        Partitions = [],
        Files = files,
    };

    private FoundTable Table(Folder folder)
    {
        var leaves = Leaves(folder, []).ToList();
        var depth = leaves.GroupBy(static leaf => leaf.Path.Count)
            .OrderByDescending(static group => group.Sum(static leaf => leaf.Folder.Files.Count)).First().Key;
        foreach (var leaf in leaves.Where(leaf => leaf.Path.Count != depth))
        {
            log.Warn($"Folder {leaf.Folder.Prefix} lies {leaf.Path.Count} levels below its table {folder.Prefix}, most lie {depth}: it is left out.");
        }

        leaves.RemoveAll(leaf => leaf.Path.Count != depth);
        if (depth == 0)
        {
            return Unpartitioned(folder.Name, folder.Prefix, folder.Files);
        }

        var keys = Enumerable.Range(0, depth).Select(level => KeyName(leaves.Select(leaf => leaf.Path[level]), level)).ToList();
        for (var level = 1; level < depth; level++)
        {
            // Two levels may carry one name; columns may not.
            keys[level] = keys.IndexOf(keys[level]) < level ? $"partition_{level}" : keys[level];
        }

        var partitions = leaves
            .Select(leaf => new FoundPartition(
                leaf.Path.Select((name, level) => Value(name, keys[level])).ToList(), leaf.Folder.Prefix, leaf.Folder.Files))
            .DistinctBy(static partition => new Catalog.PartitionValues(partition.Values))
            .ToList();
        return new FoundTable
        {
            Name = folder.Name,
            Prefix = folder.Prefix,
            PartitionKeys = keys,
            Partitions = partitions,
            Files = partitions.SelectMany(static partition => partition.Files).ToList(),
        };
    }

    private static IEnumerable<(Folder Folder, IReadOnlyList<string> Path)> Leaves(Folder folder, IReadOnlyList<string> path)
    {
        var below = folder.Folders.Values.SelectMany(child => Leaves(child, [.. path, child.Name]));
        return folder.Files.Count > 0 ? below.Prepend((folder, path)) : below;
    }

    /// <summary>The key of a level: its name where all folders have it, else <c>partition_0</c> …</summary>
    private static string KeyName(IEnumerable<string> folders, int level)
    {
        var names = folders.Select(static folder => folder.IndexOf('=', StringComparison.Ordinal) is > 0 and var at ? folder[..at] : "").Distinct().ToList();
        return names is [{ Length: > 0 } name] ? TableNames.Clean(name) : $"partition_{level}";
    }

    /// <summary>What a folder's name says of a partition key: after its name and an equals sign, or as it is.</summary>
    internal static string Value(string folder, string key)
    {
        var at = folder.IndexOf('=', StringComparison.Ordinal);
        return at > 0 && TableNames.Clean(folder[..at]) == key ? Uri.UnescapeDataString(folder[(at + 1)..]) : folder;
    }
}
