using Sluice.Lake.Athena.Execution;
using Sluice.Lake.Athena.Model;
using Sluice.Lake.Athena.Operations;
using Sluice.Lake.Athena.Results;
using Sluice.Lake.Athena.Statements;
using Sluice.Lake.Athena.Tables;
using Sluice.Lake.Athena.WorkGroups;
using Sluice.Lake.Glue.Catalog;
using Sluice.Lake.Hosting;
using Sluice.Lake.Protocol;
using Sluice.Lake.S3;
using Sluice.Lake.Storage;
using Sluice.Lake.Time;

namespace Sluice.Lake.Athena;

/// <summary>Athena: DuckDB behind Athena's protocol, over the lake's objects and catalog.</summary>
public sealed class AthenaService : IQueryCompletion, IAsyncDisposable
{
    /// <summary>How many queries run side by side; the others wait in the queue.</summary>
    public const int DefaultConcurrency = 4;

    private readonly QueryStore queries;
    private readonly WorkGroupStore workGroups;
    private readonly QueryRunner runner;

    private AthenaService(QueryStore queries, WorkGroupStore workGroups, QueryRunner runner, IJsonService json) =>
        (this.queries, this.workGroups, this.runner, Json) = (queries, workGroups, runner, json);

    /// <summary>The service's operations.</summary>
    public IJsonService Json { get; }

    /// <summary>Builds the service. Nothing runs before <see cref="Resume"/> or a request.</summary>
    public static AthenaService Create(
        IObjectStore store, IGlueCatalog catalog, LakeFolder folder, LakeTime time, LakeIdentity identity, int concurrency = DefaultConcurrency)
    {
        var relations = new TableRelations(store);
        var context = new StatementContext
        {
            Store = store,
            Catalog = catalog,
            Folder = folder,
            Time = time,
            Identity = identity,
            Relations = relations,
            Planner = new SelectPlanner(catalog, relations, folder.Root),
            Results = new ResultWriter(store),
            Concurrency = concurrency,
        };
        var queries = new QueryStore(folder);
        var workGroups = new WorkGroupStore(folder, time);
        var runner = new QueryRunner(queries, workGroups, context, concurrency);
        var starter = new QueryStarter(queries, workGroups, runner, store, time);
        var json = new JsonService(
            "athena",
            "AmazonAthena",
            "application/x-amz-json-1.1",
            [
                new StartQueryExecution(starter), new GetQueryExecution(queries), new BatchGetQueryExecution(queries),
                new ListQueryExecutions(queries, workGroups), new StopQueryExecution(queries, runner),
                new GetQueryResults(queries, new ResultReader(store)),
                new CreateWorkGroup(workGroups), new GetWorkGroup(workGroups), new ListWorkGroups(workGroups),
                new ListDataCatalogs(), new ListDatabases(catalog), new GetDatabase(catalog),
                new ListTableMetadata(catalog), new GetTableMetadata(catalog),
            ]);
        return new AthenaService(queries, workGroups, runner, json);
    }

    /// <summary>Creates a work group as a template declares it, or gives it the template's settings.</summary>
    /// <param name="name">The name.</param>
    /// <param name="outputLocation">Where results go, <c>s3://bucket/prefix/</c>; null leaves that to each query.</param>
    /// <param name="enforce">Whether that location wins over the one that a client gives.</param>
    /// <param name="bytesScannedCutoff">The most bytes that one query may read, 10,000,000 or more; null for no limit.</param>
    /// <param name="description">A description.</param>
    /// <exception cref="AwsServiceException">A value is not allowed.</exception>
    public void CreateWorkGroup(string name, string? outputLocation, bool enforce = true, long? bytesScannedCutoff = null, string? description = null) =>
        workGroups.Put(
            name,
            new WorkGroupConfiguration
            {
                ResultConfiguration = new ResultConfiguration { OutputLocation = outputLocation },
                EnforceWorkGroupConfiguration = enforce,
                BytesScannedCutoffPerQuery = bytesScannedCutoff,
            },
            description);

    /// <summary>Takes up the queries that the end of the process interrupted, under their ids.</summary>
    public void Resume()
    {
        foreach (var id in queries.Ids)
        {
            if (queries.TryFind(id, out var query) && query.Status.State is QueryExecutionState.QUEUED or QueryExecutionState.RUNNING)
            {
                runner.Submit(query, isRepeated: true);
            }
        }
    }

    /// <inheritdoc/>
    public Task WaitForQueryAsync(string queryExecutionId, CancellationToken cancellationToken) =>
        queries.TryFind(queryExecutionId, out _)
            ? runner.WaitAsync(queryExecutionId, cancellationToken)
            : throw AthenaErrors.NoSuchQuery(queryExecutionId);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await runner.DisposeAsync();
        queries.Dispose();
        workGroups.Dispose();
    }
}
