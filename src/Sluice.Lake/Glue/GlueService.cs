using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Sluice.Lake.Glue.Catalog;
using Sluice.Lake.Glue.Connections;
using Sluice.Lake.Glue.Crawlers;
using Sluice.Lake.Glue.Jobs;
using Sluice.Lake.Glue.Jobs.Scripts;
using Sluice.Lake.Glue.Jobs.Scripts.Copying;
using Sluice.Lake.Glue.Operations;
using Sluice.Lake.Hosting;
using Sluice.Lake.Protocol;
using Sluice.Lake.S3;
using Sluice.Lake.Secrets;
using Sluice.Lake.Storage;
using Sluice.Lake.Time;

namespace Sluice.Lake.Glue;

/// <summary>Glue: the catalog's operations, crawlers, connections and jobs, over the protocol.</summary>
public sealed class GlueService : IJobRuns, IAsyncDisposable
{
    private readonly CrawlerStore crawlers;
    private readonly CrawlerRunner runner;
    private readonly ConnectionStore connections;
    private readonly JobStore jobs;
    private readonly JobRunStore jobRuns;
    private readonly JobRunner jobRunner;
    private readonly LakeTime time;

    private GlueService(
        GlueCatalog catalog, IObjectStore objects, ISecrets secrets, LakeFolder folder, LakeTime time, IReadOnlyList<IJobScript> scripts)
    {
        this.time = time;
        crawlers = new CrawlerStore(folder);
        connections = new ConnectionStore(folder);
        var databases = new Databases(connections, secrets);
        runner = new CrawlerRunner(crawlers, catalog, objects, databases, folder, time);
        jobs = new JobStore(folder);
        jobRuns = new JobRunStore(folder);
        jobRunner = new JobRunner(jobs, jobRuns, new JobScripts(scripts), catalog, objects, databases, folder, time);
        Json = new JsonService("glue", "AWSGlue", "application/x-amz-json-1.1", [.. Catalog(catalog), .. Crawlers(), .. Connections(catalog.Id), .. Jobs()]);
    }

    /// <summary>Glue's protocol.</summary>
    public IJsonService Json { get; }

    /// <summary>Builds the service. The catalog stays the caller's to dispose of, after this.</summary>
    public static GlueService Create(
        GlueCatalog catalog, IObjectStore objects, ISecrets secrets, LakeFolder folder, LakeTime time, LakeIdentity identity)
    {
        ArgumentNullException.ThrowIfNull(identity); // tags will need it for their ARNs
        // What the lake does for each script of the folder glue/: a new script is a class and a line here.
        return Create(catalog, objects, secrets, folder, time, [new SqlJob(), new CopyTable()]);
    }

    /// <summary>Builds the service with these scripts.</summary>
    internal static GlueService Create(
        GlueCatalog catalog, IObjectStore objects, ISecrets secrets, LakeFolder folder, LakeTime time, IReadOnlyList<IJobScript> scripts) =>
        new(catalog, objects, secrets, folder, time, scripts);

    /// <inheritdoc/>
    public Task<JsonObject> StartJobRunAsync(JsonObject request, string key, CancellationToken cancellationToken)
    {
        var id = RunId(SHA256.HashData(Encoding.UTF8.GetBytes(key)));
        return new StartJobRun(jobs, jobRunner, time, () => id).InvokeAsync(request, cancellationToken);
    }

    /// <inheritdoc/>
    public Task WaitForJobRunAsync(string jobName, string runId, CancellationToken cancellationToken) =>
        jobRunner.WaitAsync(jobRuns.Get(jobName, runId).Id, cancellationToken);

    /// <summary>Runs again the crawlers and jobs that were running when the lake was killed.</summary>
    public void Resume()
    {
        runner.Resume();
        jobRunner.Resume();
    }

    /// <summary>Stops what runs; it runs again after the next start.</summary>
    public async ValueTask DisposeAsync()
    {
        await jobRunner.DisposeAsync();
        await runner.DisposeAsync();
        crawlers.Dispose();
        connections.Dispose();
        jobs.Dispose();
        jobRuns.Dispose();
    }

    private static string RunId(byte[] hash) => $"jr_{Convert.ToHexStringLower(hash)}";

    private static IEnumerable<IJsonOperation> Catalog(GlueCatalog catalog) =>
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
    ];

    private IEnumerable<IJsonOperation> Crawlers() =>
    [
        new CreateCrawler(crawlers, time),
        new GetCrawler(crawlers, time),
        new GetCrawlers(crawlers, time),
        new ListCrawlers(crawlers),
        new ListCrawls(crawlers),
        new UpdateCrawler(crawlers, time),
        new DeleteCrawler(crawlers),
        new StartCrawler(runner),
        new StopCrawler(runner),
        new GetCrawlerMetrics(crawlers, time),
    ];

    private IEnumerable<IJsonOperation> Connections(string catalogId) =>
    [
        new CreateConnection(connections, time, catalogId),
        new GetConnection(connections, catalogId),
        new GetConnections(connections, catalogId),
        new UpdateConnection(connections, time, catalogId),
        new DeleteConnection(connections, catalogId),
    ];

    private IEnumerable<IJsonOperation> Jobs() =>
    [
        new CreateJob(jobs, time),
        new UpdateJob(jobs, time),
        new DeleteJob(jobs),
        new GetJob(jobs),
        new GetJobs(jobs),
        new ListJobs(jobs),
        new StartJobRun(jobs, jobRunner, time, static () => RunId(RandomNumberGenerator.GetBytes(32))),
        new GetJobRun(jobRuns),
        new GetJobRuns(jobs, jobRuns),
        new BatchStopJobRun(jobRunner),
    ];
}
