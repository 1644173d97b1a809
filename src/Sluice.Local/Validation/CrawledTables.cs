using System.Text.Json.Nodes;
using Sluice.Lake.S3;
using Sluice.Lake.Template.Resources;
using Sluice.Planning;

namespace Sluice.Local.Validation;

/// <summary>What crawlers may make: only a run can tell.</summary>
/// <param name="plans">A run of each pipeline.</param>
/// <param name="crawlers">The template's crawlers.</param>
internal sealed class CrawledTables(IReadOnlyList<RunPlan> plans, IReadOnlyList<CrawlerResource> crawlers)
{
    private readonly List<(string Database, string Name, bool IsPrefix)> tables =
    [
        .. plans.SelectMany(static plan => plan.Crawlers).Select(static crawler => (crawler.Database, Name: crawler.TablePrefix, IsPrefix: true)),
        .. crawlers.SelectMany(Tables),
    ];

    private readonly List<string> folders =
    [
        .. plans.SelectMany(static plan => plan.Crawlers).SelectMany(static crawler => crawler.Targets),
        .. crawlers.SelectMany(static crawler => Paths(crawler, "S3Targets")),
    ];

    /// <summary>Whether a table may be one that a crawler makes.</summary>
    public bool MayHave(string database, string table) => tables.Exists(known =>
        known.Database == database && (known.IsPrefix ? table.StartsWith(known.Name, StringComparison.Ordinal) : table == known.Name));

    /// <summary>Whether a crawler looks through a folder, or at one inside or around it. Buckets have other names here than in the template.</summary>
    public bool MayLookAt(string location)
    {
        var folder = Folder(location);
        return folders.Select(Folder).Any(crawled => folder.StartsWith(crawled, StringComparison.Ordinal) || crawled.StartsWith(folder, StringComparison.Ordinal));
    }

    private static string Folder(string location) => S3Uri.TryParse(location, out var uri) ? uri.Key.TrimEnd('/') + "/" : location;

    /// <summary>The tables of a crawler of the template, as far as its targets tell: a folder is a table of its name, and so is a database's table.</summary>
    private static IEnumerable<(string Database, string Name, bool IsPrefix)> Tables(CrawlerResource crawler)
    {
        var prefix = (string?)crawler.Request["TablePrefix"] ?? "";
        return Paths(crawler, "S3Targets").Select(static path => path.TrimEnd('/').Split('/')[^1])
            .Concat(Paths(crawler, "JdbcTargets").Select(static path => path.Split('%')[0].Replace('/', '_')))
            .Select(name => ((string?)crawler.Request["DatabaseName"] ?? "", (prefix + name).ToLowerInvariant(), name.EndsWith('_')));
    }

    private static IEnumerable<string> Paths(CrawlerResource crawler, string targets) =>
        (crawler.Request["Targets"]?[targets] as JsonArray ?? []).Select(static target => (string?)target?["Path"] ?? "");
}
