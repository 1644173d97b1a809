using System.Diagnostics.CodeAnalysis;
using System.Text;
using System.Text.Json.Nodes;
using Sluice.Lake.DuckDb;
using Sluice.Lake.Glue;
using Sluice.Lake.Glue.Catalog;
using Sluice.Lake.Glue.Jobs.Scripts;
using Sluice.Lake.Hosting;
using Sluice.Lake.Protocol;
using Sluice.Lake.S3;
using Sluice.Lake.Secrets;
using Sluice.Lake.Storage;
using Sluice.Lake.Time;

namespace Sluice.Lake.Tests.Glue;

/// <summary>Glue on a real store in a fresh folder, spoken to through its protocol.</summary>
internal sealed class GlueLake : IAsyncDisposable
{
    internal const string Bucket = "sluice-landing-000000000000-dev";

    private readonly IJobScript? script;

    private GlueLake(LakeFolder folder, IJobScript? script, TimeProvider? clock)
    {
        (Folder, this.script, Time) = (folder, script, new LakeTime(clock ?? TimeProvider.System));
        Open();
    }

    internal LakeFolder Folder { get; }

    internal LakeTime Time { get; }

    internal ObjectStore Store { get; private set; }

    internal GlueCatalog Catalog { get; private set; }

    internal GlueService Service { get; private set; }

    internal SecretsService Secrets { get; private set; }

    /// <param name="script">Takes the place of the lake's own scripts.</param>
    /// <param name="clock">The clock; the real one unless given.</param>
    internal static GlueLake Create(IJobScript? script = null, TimeProvider? clock = null) =>
        new(new LakeFolder(Path.Combine(Path.GetTempPath(), "sluice-glue-" + Guid.NewGuid().ToString("N"))), script, clock);

    /// <summary>Closes everything and opens it again on the same folder.</summary>
    internal async Task RestartAsync(Action? afterClose = null)
    {
        await CloseAsync();
        afterClose?.Invoke();
        Open();
    }

    internal async Task<JsonObject> CallAsync(string operation, string request) => await Service.Json.InvokeAsync(
        operation, (JsonObject)JsonNode.Parse(request)!, TestContext.Current.CancellationToken);

    internal async Task<JsonObject> SecretAsync(string operation, string request) => await Secrets.Json.InvokeAsync(
        operation, (JsonObject)JsonNode.Parse(request)!, TestContext.Current.CancellationToken);

    internal async Task<AwsServiceException> FailsAsync(string operation, string request) =>
        await Assert.ThrowsAsync<AwsServiceException>(() => CallAsync(operation, request));

    internal async Task PutAsync(string key, string text) => await PutAsync(key, Encoding.UTF8.GetBytes(text));

    internal async Task PutAsync(string key, byte[] content)
    {
        using var stream = new MemoryStream(content);
        await Store.PutAsync(Bucket, key, stream, "binary/octet-stream", TestContext.Current.CancellationToken);
    }

    /// <summary>Puts a Parquet file with the rows of a query.</summary>
    internal async Task PutParquetAsync(string key, string select)
    {
        var file = Path.Combine(Folder.CreateTemporary("test"), "rows.parquet");
        using (var database = DuckDbDatabase.OpenInMemory())
        using (var connection = database.Connect())
        {
            connection.Execute($"COPY ({select}) TO {DuckDbSql.Literal(file)} (FORMAT parquet)");
        }

        await PutAsync(key, await File.ReadAllBytesAsync(file, TestContext.Current.CancellationToken));
    }

    /// <summary>Creates a crawler over a folder of the bucket, into database <c>db</c>.</summary>
    internal async Task CreateCrawlerAsync(string name, string path, string more = "") => await CallAsync("CreateCrawler", $$"""
        {"Name": "{{name}}", "Role": "crawl", "DatabaseName": "db", "Targets": {"S3Targets": [{"Path": "s3://{{Bucket}}/{{path}}"}]}{{more}}}
        """);

    /// <summary>Runs a crawler to its end and returns its LastCrawl status.</summary>
    internal async Task<string> CrawlAsync(string name)
    {
        await CallAsync("StartCrawler", $$"""{"Name": "{{name}}"}""");
        return await FinishAsync(name);
    }

    internal async Task<string> FinishAsync(string name)
    {
        await Time.WaitAsync(TimeSpan.FromMinutes(1), TestContext.Current.CancellationToken);
        var crawler = (await CallAsync("GetCrawler", $$"""{"Name": "{{name}}"}"""))["Crawler"]!;
        Assert.Equal("READY", (string?)crawler["State"]);
        return (string?)crawler["LastCrawl"]!["Status"] + (string?)crawler["LastCrawl"]!["ErrorMessage"];
    }

    /// <summary>A table as one line for each fact: <c>name type</c> for columns, in parentheses for partition keys.</summary>
    internal string Columns(string table)
    {
        var found = Catalog.FindTable("db", table) ?? throw new InvalidOperationException(
            $"No table {table}, only: {string.Join(", ", Catalog.Tables("db").Select(static other => other.Name))}");
        return string.Join(", ", (found.StorageDescriptor?.Columns ?? []).Select(static column => $"{column.Name} {column.Type}")
            .Concat((found.PartitionKeys ?? []).Select(static key => $"({key.Name} {key.Type})")));
    }

    internal string Log(string crawler) => File.ReadAllText(Path.Combine(Folder.Root, "glue", "crawlers", crawler + ".log"));

    public async ValueTask DisposeAsync()
    {
        await CloseAsync();
        Directory.Delete(Folder.Root, recursive: true);
    }

    [MemberNotNull(nameof(Store), nameof(Catalog), nameof(Service), nameof(Secrets))]
    private void Open()
    {
        Store = new ObjectStore(Folder, Time);
        Store.EnsureBucket(Bucket);
        Catalog = new GlueCatalog(Folder, Time, new LakeIdentity());
        Secrets = SecretsService.Create(Folder, Time, new LakeIdentity());
        Service = script is null
            ? GlueService.Create(Catalog, Store, Secrets.Secrets, Folder, Time, new LakeIdentity())
            : GlueService.Create(Catalog, Store, Secrets.Secrets, Folder, Time, [script]);
    }

    private async Task CloseAsync()
    {
        await Service.DisposeAsync();
        Secrets.Dispose();
        Catalog.Dispose();
        Store.Dispose();
    }
}
