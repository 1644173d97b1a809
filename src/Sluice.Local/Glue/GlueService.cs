using Sluice.Local.Glue.Catalog;
using Sluice.Local.Glue.Connections;
using Sluice.Local.Glue.Crawlers;
using Sluice.Local.Glue.Operations;
using Sluice.Local.Hosting;
using Sluice.Local.Protocol;
using Sluice.Local.S3;
using Sluice.Local.Secrets;
using Sluice.Local.Storage;
using Sluice.Local.Time;

namespace Sluice.Local.Glue;

/// <summary>Glue: the catalog's operations, crawlers and connections, over the protocol. Jobs have no operations here yet: they are refused.</summary>
public sealed class GlueService : IAsyncDisposable
{
    private readonly CrawlerStore crawlers;
    private readonly CrawlerRunner runner;
    private readonly ConnectionStore connections;

    private GlueService(GlueCatalog catalog, CrawlerStore crawlers, CrawlerRunner runner, ConnectionStore connections, LakeTime time)
    {
        (this.crawlers, this.runner, this.connections) = (crawlers, runner, connections);
        Json = new JsonService(
            "glue",
            "AWSGlue",
            "application/x-amz-json-1.1",
            [.. Operations(catalog, crawlers, runner, time), .. ConnectionOperations(connections, catalog.Id, time)]);
    }

    /// <summary>Glue's protocol.</summary>
    public IJsonService Json { get; }

    /// <summary>Builds the service. The catalog stays the caller's to dispose of, after this.</summary>
    public static GlueService Create(
        GlueCatalog catalog, IObjectStore objects, ISecrets secrets, LakeFolder folder, LakeTime time, LakeIdentity identity)
    {
        ArgumentNullException.ThrowIfNull(identity); // jobs and tags will need it for their ARNs
        var crawlers = new CrawlerStore(folder);
        var connections = new ConnectionStore(folder);
        var runner = new CrawlerRunner(crawlers, catalog, objects, new Databases(connections, secrets), folder, time);
        return new GlueService(catalog, crawlers, runner, connections, time);
    }

    /// <summary>Runs again the crawlers that were running when the lake was killed.</summary>
    public void Resume() => runner.Resume();

    /// <summary>Stops what runs; it runs again after the next start.</summary>
    public async ValueTask DisposeAsync()
    {
        await runner.DisposeAsync();
        crawlers.Dispose();
        connections.Dispose();
    }

    private static IEnumerable<IJsonOperation> Operations(
        GlueCatalog catalog, CrawlerStore crawlers, CrawlerRunner runner, LakeTime time) =>
    [
        new CreateDatabase(catalog),
        new GetDatabase(catalog),
        new GetDatabases(catalog),
        new UpdateDatabase(catalog),
        new DeleteDatabase(catalog),
        new CreateTable(catalog),
        new GetTable(catalog),
        new GetTables(catalog),
        new UpdateTable(catalog),
        new DeleteTable(catalog),
        new BatchDeleteTable(catalog),
        new CreatePartition(catalog),
        new GetPartition(catalog),
        new GetPartitions(catalog),
        new UpdatePartition(catalog),
        new DeletePartition(catalog),
        new BatchCreatePartition(catalog),
        new BatchGetPartition(catalog),
        new BatchUpdatePartition(catalog),
        new BatchDeletePartition(catalog),
        new CreateCrawler(crawlers, time),
        new GetCrawler(crawlers, time),
        new GetCrawlers(crawlers, time),
        new ListCrawlers(crawlers),
        new UpdateCrawler(crawlers, time),
        new DeleteCrawler(crawlers),
        new StartCrawler(runner),
        new StopCrawler(runner),
        new GetCrawlerMetrics(crawlers, time),
    ];

    private static IEnumerable<IJsonOperation> ConnectionOperations(ConnectionStore connections, string catalogId, LakeTime time) =>
    [
        new CreateConnection(connections, time, catalogId),
        new GetConnection(connections, catalogId),
        new GetConnections(connections, catalogId),
        new UpdateConnection(connections, time, catalogId),
        new DeleteConnection(connections, catalogId),
    ];
}
