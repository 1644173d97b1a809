using Sluice.Lake.Glue.Catalog;
using Sluice.Lake.Glue.Connections;
using Sluice.Lake.Glue.Crawlers.Jdbc;
using Sluice.Lake.Protocol;
using Sluice.Lake.S3;
using Sluice.Lake.Time;

namespace Sluice.Lake.Glue.Crawlers.Crawling;

/// <summary>One run of a crawler: lists, classifies, finds tables, writes them to the catalog.</summary>
internal sealed class Crawl(
    CrawlerDefinition crawler,
    GlueCatalog catalog,
    IObjectStore objects,
    Databases databases,
    FileClassifier classifier,
    CrawlMemory memory,
    CrawlerLog log,
    LakeTime time)
{
    private const int NamedObjects = 3;
    private readonly CrawlerConfiguration configuration = CrawlerConfiguration.Parse(crawler.Configuration);
    private readonly List<StoredObject> unclassified = [];
    private int listedObjects;

    /// <summary>Which objects could not be classified, for whoever does not look into the log; null when all were.</summary>
    internal string? Unclassified => unclassified.Count == 0 ? null
        : $"Unable to classify {unclassified.Count} of {listedObjects} objects: "
        + string.Join(", ", unclassified.Take(NamedObjects).Select(static stored => $"s3://{stored.Bucket}/{stored.Key}"))
        + (unclassified.Count > NamedObjects ? $" and {unclassified.Count - NamedObjects} more." : ".")
        + $" The log {CrawlerLog.Group} says why.";

    /// <summary>Runs.</summary>
    /// <exception cref="AwsServiceException">The crawl fails: its database or a bucket is missing.</exception>
    /// <exception cref="DatabaseException">The crawl fails: a database cannot be read.</exception>
    /// <exception cref="OperationCanceledException">It was stopped; the catalog has what was found until then.</exception>
    internal CrawlChanges Run(CancellationToken stop)
    {
        var database = crawler.DatabaseName ?? "default";
        if (catalog.FindDatabase(database) is null)
        {
            throw GlueErrors.DatabaseNotFound(database);
        }

        var change = catalog.LastChange(database);
        var targets = (crawler.Targets?.S3Targets ?? []).Select(List).ToList();
        var all = targets.SelectMany(static target => target.Listed).ToList();
        listedObjects = all.Count;
        var isOfFiles = crawler.Targets?.JdbcTargets is not { Count: > 0 };
        if (isOfFiles && memory.IsUnchanged(crawler, all, change))
        {
            log.Info($"The {all.Count} objects and the tables of database {database} are those of the last crawl, which changed nothing");
            return new CrawlChanges();
        }

        memory.Begin(crawler);
        var writer = new CatalogWriter(crawler, configuration, catalog, database.ToLowerInvariant(), memory, log, time);
        foreach (var (target, uri, prefix, listed) in targets)
        {
            stop.ThrowIfCancellationRequested();
            var files = classifier.Classify(listed, log, stop).Select(static found => new ClassifiedFile(found.Object, found.Schema)).ToList();
            log.Info($"Classification complete, {files.Count} of {listed.Count} objects of {target.Path} classified");
            stop.ThrowIfCancellationRequested();
            var unknown = listed.Except(files.Select(static file => file.Object), ReferenceEqualityComparer.Instance).Cast<StoredObject>().ToList();
            unclassified.AddRange(unknown);

            var folder = Folder.Build(uri.Bucket, prefix[..(prefix.LastIndexOf('/') + 1)], files);
            var finder = new TableFinder(configuration, writer.KnownPrefixes(uri.Bucket), log);
            foreach (var table in finder.Find(folder))
            {
                stop.ThrowIfCancellationRequested();
                writer.Write(uri.Bucket, table);
            }

            writer.WriteUnreadable(uri.Bucket, unknown);
            writer.Sweep(uri.Bucket, prefix, listed);
        }

        foreach (var target in crawler.Targets?.JdbcTargets ?? [])
        {
            stop.ThrowIfCancellationRequested();
            CrawlDatabase(target, writer, stop);
        }

        if (isOfFiles && unclassified.Count == 0 && writer.Changes == new CrawlChanges() && catalog.LastChange(database) == change)
        {
            memory.NothingChanged(all, change);
        }

        return writer.Changes;
    }

    private void CrawlDatabase(JdbcTarget target, CatalogWriter writer, CancellationToken stop)
    {
        var connection = target.ConnectionName!; // checked when the crawler was made, as the path was
        var path = JdbcPath.TryParse(target.Path)!;
        using var source = databases.Open(connection);
        if (path.Database != source.Url.Database)
        {
            throw GlueErrors.InvalidInput(
                $"The target {target.Path} of crawler {crawler.Name} is in the database {path.Database}, its connection {connection} leads to {source.Url.Database}.");
        }

        var tables = JdbcTables.Read(source, path, stop);
        log.Info($"Classification complete, {tables.Count} tables of {target.Path} found");
        if (tables.Count == 0 && path.NamesOneTable)
        {
            throw GlueErrors.InvalidInput(
                $"The target {target.Path} of crawler {crawler.Name}: the database {source.Url} of connection {connection} has no table " +
                $"{path.Schema}.{path.Table} that the user {source.User} may read. Create it, grant SELECT on it, or correct the path.");
        }

        foreach (var table in tables)
        {
            stop.ThrowIfCancellationRequested();
            writer.Write(connection, table);
        }

        writer.Sweep(connection, path);
    }

    private (S3Target Target, S3Uri Uri, string Prefix, List<StoredObject> Listed) List(S3Target target)
    {
        if (!S3Uri.TryParse(target.Path, out var uri) || !objects.BucketExists(uri.Bucket))
        {
            throw GlueErrors.InvalidInput($"The target {target.Path} of crawler {crawler.Name}: the specified bucket does not exist.");
        }

        // A path names a folder unless there is an object of exactly that key.
        var prefix = uri.Key.Length == 0 || uri.Key.EndsWith('/') || objects.Find(uri.Bucket, uri.Key) is not null ? uri.Key : uri.Key + "/";
        return (target, uri, prefix, List(uri.Bucket, prefix, target));
    }

    /// <summary>
    /// What to look at: not the files that Hive and Spark hide (a name that begins with a dot or an underscore in any
    /// folder), not empty objects and folder markers, not what is excluded.
    /// </summary>
    private List<StoredObject> List(string bucket, string prefix, S3Target target)
    {
        var exclusions = (target.Exclusions ?? []).Select(static pattern => new GlobPattern(pattern)).ToList();
        var listed = objects.List(bucket, prefix).Where(stored =>
        {
            var path = stored.Key[prefix.Length..];
            return stored.Size > 0
                && !path.Split('/').Any(static segment => segment is ['_' or '.', ..])
                && !exclusions.Exists(pattern => pattern.IsMatch(path));
        });
        if (target.SampleSize is { } sample)
        {
            listed = listed.GroupBy(static stored => stored.Key[..(stored.Key.LastIndexOf('/') + 1)], StringComparer.Ordinal)
                .SelectMany(group => group.Take(sample));
        }

        return listed.ToList();
    }
}
