using System.IO.Compression;
using System.Text;
using System.Text.Json.Nodes;
using Sluice.Lake.Athena;
using Sluice.Lake.Hosting;

namespace Sluice.Lake.Tests.Glue.Crawlers;

/// <summary>A file that no classifier can read is said to be there, and does not make a day look as if it had no rows.</summary>
public sealed class UnreadableFileCrawlTests : IAsyncLifetime
{
    private const string Bad = "PAR1 this is not a parquet file at all PAR1";
    private readonly GlueLake lake = GlueLake.Create();

    public async ValueTask InitializeAsync() => await lake.CallAsync("CreateDatabase", """{"DatabaseInput": {"Name": "db"}}""");

    public ValueTask DisposeAsync() => lake.DisposeAsync();

    [Theory]
    [InlineData("day=", "day")]
    [InlineData("2026/11/", "partition_2")]
    public async Task AFolderOfUnreadableFiles_IsAPartitionThatFailsQueries(string folder, string key)
    {
        await lake.PutParquetAsync($"t/{folder}20/a.parquet", "SELECT 1 AS n");
        await lake.PutParquetAsync($"t/{folder}21/a.parquet", "SELECT 2 AS n");
        await lake.PutAsync($"t/{folder}22/a.parquet", Bad);
        await lake.CreateCrawlerAsync("c", "t/");

        var outcome = await lake.CrawlAsync("c");

        Assert.Equal(
            $"SUCCEEDEDUnable to classify 1 of 3 objects: s3://{GlueLake.Bucket}/t/{folder}22/a.parquet. The log /aws-glue/crawlers says why.", outcome);
        Assert.Equal(["20", "21", "22"], lake.Catalog.Partitions("db", "t").Select(static partition => partition.Values[^1]));
        Assert.Contains("22] of db.t: none of its files could be classified.", lake.Log("c"), StringComparison.Ordinal);
        Assert.Contains("WARN : Partition [", lake.Log("c"), StringComparison.Ordinal);
        Assert.Equal("SUCCEEDED", await QueryAsync($"SELECT sum(n) FROM t WHERE {key} < '22'"));
        Assert.StartsWith(
            $"HIVE_CANNOT_OPEN_SPLIT: Error opening Hive split s3://{GlueLake.Bucket}/t/{folder}22/a.parquet", await QueryAsync("SELECT sum(n) FROM t"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task OnceItIsReplaced_ThePartitionIsAsOthersAre_AndNothingIsSaidAnyMore()
    {
        await lake.PutParquetAsync("t/day=20/a.parquet", "SELECT 1 AS n");
        await lake.CreateCrawlerAsync("c", "t/");
        Assert.Equal("SUCCEEDED", await lake.CrawlAsync("c"));
        await lake.PutAsync("t/day=21/a.parquet", Bad);
        Assert.StartsWith("SUCCEEDEDUnable to classify 1 of 2 objects", await lake.CrawlAsync("c"), StringComparison.Ordinal);
        Assert.StartsWith("SUCCEEDEDUnable to classify 1 of 2 objects", await lake.CrawlAsync("c"), StringComparison.Ordinal);
        Assert.Equal("UNKNOWN", lake.Catalog.FindPartition("db", "t", ["21"])!.Parameters!["classification"]);

        await lake.PutParquetAsync("t/day=21/a.parquet", "SELECT 1 AS n, 2 AS m");

        Assert.Equal("SUCCEEDED", await lake.CrawlAsync("c"));
        var partition = lake.Catalog.FindPartition("db", "t", ["21"])!;
        Assert.Equal(("parquet", "1"), (partition.Parameters!["classification"], partition.Parameters["recordCount"]));
        Assert.Equal(["n", "m"], partition.StorageDescriptor!.Columns!.Select(static column => column.Name));
        Assert.Equal("SUCCEEDED", await QueryAsync("SELECT sum(n) FROM t"));
    }

    [Theory]
    [InlineData("t/a.parquet")]
    [InlineData("t/2026/a.parquet")]
    [InlineData("t/day=20/hour=1/a.parquet")]
    [InlineData("t/month=20/a.parquet")]
    public async Task AFolderThatIsNoPartitionOfTheTable_IsNone(string key)
    {
        await lake.PutParquetAsync("t/day=20/a.parquet", "SELECT 1 AS n");
        await lake.CreateCrawlerAsync("c", "t/");
        await lake.CrawlAsync("c");
        await lake.PutAsync(key, Bad);

        Assert.StartsWith("SUCCEEDEDUnable to classify 1 of 2 objects", await lake.CrawlAsync("c"), StringComparison.Ordinal);

        Assert.Equal("20", Assert.Single(lake.Catalog.Partitions("db", "t")).Values[0]);
    }

    [Fact]
    public async Task UnreadableFilesAlone_MakeNoTable_AndAreCounted()
    {
        foreach (var name in (string[])["a", "b", "c", "d", "e"])
        {
            await lake.PutAsync($"t/day=1/{name}", Bad);
        }

        await lake.CreateCrawlerAsync("c", "t/");

        Assert.Contains("Unable to classify 5 of 5 objects: ", await lake.CrawlAsync("c"), StringComparison.Ordinal);
        Assert.Contains("/t/day=1/c and 2 more.", await lake.CrawlAsync("c"), StringComparison.Ordinal);
        Assert.Empty(lake.Catalog.Tables("db"));
    }

    [Fact]
    public async Task ListCrawls_TellsOfEachRun_TheLatestFirst()
    {
        await lake.PutParquetAsync("t/day=20/a.parquet", "SELECT 1 AS n");
        await lake.CreateCrawlerAsync("c", "t/");
        Assert.Empty((await lake.CallAsync("ListCrawls", """{"CrawlerName": "c"}"""))["Crawls"]!.AsArray());
        await lake.CrawlAsync("c");
        await lake.PutAsync("t/day=21/a.parquet", Bad);
        await lake.CrawlAsync("c");

        var first = await lake.CallAsync("ListCrawls", """{"CrawlerName": "c", "MaxResults": 1}""");
        var second = await lake.CallAsync("ListCrawls", $$"""{"CrawlerName": "c", "MaxResults": 1, "NextToken": "{{first["NextToken"]}}"}""");

        var (latest, earlier) = (Assert.Single(first["Crawls"]!.AsArray())!, Assert.Single(second["Crawls"]!.AsArray())!);
        Assert.Null(second["NextToken"]);
        Assert.Equal(("COMPLETED", "/aws-glue/crawlers", "c"), ((string?)latest["State"], (string?)latest["LogGroup"], (string?)latest["LogStream"]));
        Assert.StartsWith("Unable to classify 1 of 2 objects", (string?)latest["ErrorMessage"], StringComparison.Ordinal);
        Assert.Null(earlier["ErrorMessage"]);
        Assert.True((double)earlier["EndTime"]! <= (double)latest["StartTime"]!);
        Assert.Contains($"[{latest["CrawlId"]}] WARN", lake.Log("c"), StringComparison.Ordinal);
        Assert.Equal("EntityNotFoundException", (await lake.FailsAsync("ListCrawls", """{"CrawlerName": "none"}""")).Code);
    }

    [Fact]
    public async Task GzipThatIsCutOff_IsDescribedByItsBeginning_WithAWarning()
    {
        using var buffer = new MemoryStream();
        using (var gzip = new GZipStream(buffer, CompressionLevel.Fastest, leaveOpen: true))
        {
            gzip.Write(Encoding.ASCII.GetBytes(string.Concat(Enumerable.Range(0, 20000).Select(static number => $"{{\"n\": {number * 2654435761L % 4294967296L}}}\n"))));
        }

        await lake.PutAsync("t/day=1/a.json.gz", buffer.ToArray());
        await lake.PutAsync("t/day=2/a.json.gz", buffer.ToArray()[..(int)(buffer.Length / 2)]);
        await lake.CreateCrawlerAsync("c", "t/");

        Assert.Equal("SUCCEEDED", await lake.CrawlAsync("c"));

        Assert.Equal("n bigint, (day string)", lake.Columns("t"));
        Assert.Equal(2, lake.Catalog.Partitions("db", "t").Count);
        Assert.Contains($"WARN : s3://{GlueLake.Bucket}/t/day=2/a.json.gz is gzip and cut off", lake.Log("c"), StringComparison.Ordinal);
        Assert.Equal("SUCCEEDED", await QueryAsync("SELECT sum(n) FROM t WHERE day = '1'"));
        Assert.Equal($"HIVE_CURSOR_ERROR: Failed to read file at s3://{GlueLake.Bucket}/t/day=2/a.json.gz", await QueryAsync("SELECT sum(n) FROM t"));
    }

    /// <summary>Why a query on the crawled tables fails, or SUCCEEDED.</summary>
    private async Task<string> QueryAsync(string sql)
    {
        await using var athena = AthenaService.Create(lake.Store, lake.Catalog, lake.Folder, lake.Time, new LakeIdentity(), AthenaService.DefaultConcurrency);
        var token = TestContext.Current.CancellationToken;
        var id = (string)(await athena.Json.InvokeAsync("StartQueryExecution", JsonNode.Parse($$$"""
            {"QueryString": "{{{JsonEncodedText(sql)}}}", "QueryExecutionContext": {"Database": "db"},
             "ResultConfiguration": {"OutputLocation": "s3://{{{GlueLake.Bucket}}}/results/"}}
            """)!.AsObject(), token))["QueryExecutionId"]!;
        await athena.WaitForQueryAsync(id, token);
        var status = (await athena.Json.InvokeAsync("GetQueryExecution", new JsonObject { ["QueryExecutionId"] = id }, token))["QueryExecution"]!["Status"]!;
        return (string?)status["StateChangeReason"] ?? (string)status["State"]!;
    }

    private static string JsonEncodedText(string text) => System.Text.Json.JsonEncodedText.Encode(text).ToString();
}
