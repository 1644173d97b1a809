using System.Text;
using System.Text.Json.Nodes;
using Sluice.Lake.Athena;
using Sluice.Lake.DuckDb;
using Sluice.Lake.Glue.Catalog;
using Sluice.Lake.Hosting;
using Sluice.Lake.S3;
using Sluice.Lake.Storage;
using Sluice.Lake.Time;

namespace Sluice.Lake.Tests.Athena;

/// <summary>A lake of a test's own: real objects, real catalog, Athena through its JSON door.</summary>
internal sealed class AthenaLake : IAsyncDisposable
{
    private readonly string root;
    private readonly bool ownsRoot;

    public AthenaLake(string? root = null, int concurrency = AthenaService.DefaultConcurrency)
    {
        ownsRoot = root is null;
        this.root = root ?? Path.Combine(Path.GetTempPath(), $"sluice-athena-{Guid.NewGuid():N}");
        Folder = new LakeFolder(this.root);
        Time = new LakeTime(TimeProvider.System);
        Store = new ObjectStore(Folder, Time);
        Catalog = new GlueCatalog(Folder, Time, new LakeIdentity());
        Service = AthenaService.Create(Store, Catalog, Folder, Time, new LakeIdentity(), concurrency);
        Store.EnsureBucket("lake");
        Store.EnsureBucket("results");
        if (Catalog.FindDatabase("db") is null)
        {
            Catalog.CreateDatabase(new GlueDatabase { Name = "db" });
        }
    }

    public LakeFolder Folder { get; }

    public LakeTime Time { get; }

    public ObjectStore Store { get; }

    public GlueCatalog Catalog { get; }

    public AthenaService Service { get; }

    public static CancellationToken Token => TestContext.Current.CancellationToken;

    public Task<JsonObject> CallAsync(string operation, JsonObject request) => Service.Json.InvokeAsync(operation, request, Token);

    public async Task<string> StartAsync(string sql, JsonObject? more = null)
    {
        var request = new JsonObject
        {
            ["QueryString"] = sql,
            ["QueryExecutionContext"] = new JsonObject { ["Database"] = "db" },
            ["ResultConfiguration"] = new JsonObject { ["OutputLocation"] = "s3://results/out/" },
        };
        foreach (var (name, value) in more ?? [])
        {
            request[name] = value?.DeepClone();
        }

        return (string)(await CallAsync("StartQueryExecution", request))["QueryExecutionId"]!;
    }

    /// <summary>Runs a statement to its end and returns its execution.</summary>
    public async Task<JsonObject> ExecuteAsync(string sql, JsonObject? more = null)
    {
        var id = await StartAsync(sql, more);
        await Service.WaitForQueryAsync(id, Token);
        return await GetAsync(id);
    }

    public async Task<JsonObject> GetAsync(string id) =>
        (JsonObject)(await CallAsync("GetQueryExecution", new JsonObject { ["QueryExecutionId"] = id }))["QueryExecution"]!;

    /// <summary>Runs statements that must succeed.</summary>
    public async Task<JsonObject> SucceedAsync(string sql, JsonObject? more = null)
    {
        var query = await ExecuteAsync(sql, more);
        Assert.True((string?)query["Status"]!["State"] == "SUCCEEDED", (string?)query["Status"]!["StateChangeReason"]);
        return query;
    }

    /// <summary>Runs a statement that must fail, and returns why it did.</summary>
    public async Task<string> FailAsync(string sql)
    {
        var query = await ExecuteAsync(sql);
        Assert.Equal("FAILED", (string?)query["Status"]!["State"]);
        return (string)query["Status"]!["StateChangeReason"]!;
    }

    /// <summary>The rows of a query without its header; values joined by a bar, NULL as <c>∅</c>.</summary>
    public async Task<List<string>> RowsAsync(string sql)
    {
        var query = await SucceedAsync(sql);
        var rows = Rows(await ResultsAsync((string)query["QueryExecutionId"]!));
        return (string?)query["StatementType"] == "DML" ? rows[1..] : rows;
    }

    public Task<JsonObject> ResultsAsync(string id, int? maxResults = null, string? nextToken = null) =>
        CallAsync("GetQueryResults", new JsonObject { ["QueryExecutionId"] = id, ["MaxResults"] = maxResults, ["NextToken"] = nextToken });

    public static List<string> Rows(JsonObject results) =>
        results["ResultSet"]!["Rows"]!.AsArray()
            .Select(static row => string.Join('|', row!["Data"]!.AsArray().Select(static datum => (string?)datum!["VarCharValue"] ?? "∅")))
            .ToList();

    /// <summary>The only value of a query.</summary>
    public async Task<string> ValueAsync(string expression) => Assert.Single(await RowsAsync($"SELECT {expression}"));

    public async Task PutTextAsync(string key, string text)
    {
        using var content = new MemoryStream(Encoding.UTF8.GetBytes(text));
        await Store.PutAsync("lake", key, content, "text/plain", Token);
    }

    /// <summary>Writes a Parquet file whose rows DuckDB computes.</summary>
    public async Task PutParquetAsync(string key, string select)
    {
        var path = Path.Combine(Folder.CreateTemporary("test"), "file.parquet");
        using (var database = DuckDbDatabase.OpenInMemory())
        using (var connection = database.Connect())
        {
            connection.Execute($"COPY ({select}) TO {DuckDbSql.Literal(path)} (FORMAT parquet)", Token);
        }

        await Store.PutFileAsync("lake", key, path, Token);
    }

    public string ReadText(string bucket, string key) => File.ReadAllText(Store.Find(bucket, key)!.FilePath);

    public List<string> Keys(string prefix) => Store.List("lake", prefix).Select(static found => found.Key).ToList();

    public async ValueTask DisposeAsync()
    {
        await Service.DisposeAsync();
        Catalog.Dispose();
        Store.Dispose();
        if (ownsRoot)
        {
            Directory.Delete(root, recursive: true);
        }
    }
}
