namespace Sluice.Lake.Tests.Glue.Crawlers;

/// <summary>What a crawl does with tables and partitions that are there: new ones, vanished ones, and those that somebody else made.</summary>
public sealed class CrawledChangesTests : IAsyncLifetime
{
    private readonly GlueLake lake = GlueLake.Create();

    [Fact]
    public async Task CrawlingTwice_ChangesNothing()
    {
        await lake.PutParquetAsync("t/d=1/a.parquet", "SELECT 1 AS a");
        await lake.PutAsync("u/a.csv", "id,total\n1,2.5\n");
        await lake.CreateCrawlerAsync("c", "");
        await lake.CrawlAsync("c");
        var before = (lake.Catalog.Tables("db"), lake.Catalog.Partitions("db", "t"));

        await lake.CrawlAsync("c");

        Assert.Equal(before.Item1, lake.Catalog.Tables("db"));
        Assert.Same(before.Item2, lake.Catalog.Partitions("db", "t"));
        Assert.Equal(["t", "u"], before.Item1.Select(static table => table.Name));
        var metrics = (await lake.CallAsync("GetCrawlerMetrics", """{"CrawlerNameList": ["c"]}"""))["CrawlerMetricsList"]![0]!;
        Assert.Equal((2, 0, 0), ((int)metrics["TablesCreated"]!, (int)metrics["TablesUpdated"]!, (int)metrics["TablesDeleted"]!));
    }

    [Fact]
    public async Task ANewFolder_IsANewPartition_AndANewColumnComesToTheTable()
    {
        await lake.PutParquetAsync("t/d=1/a.parquet", "SELECT 1 AS a, 2 AS b");
        await lake.CreateCrawlerAsync("c", "t/");
        await lake.CrawlAsync("c");
        await lake.PutParquetAsync("t/d=2/a.parquet", "SELECT 1 AS a, 2 AS b, 'x' AS c");
        await lake.CrawlAsync("c");
        Assert.Equal("a int, b int, c string, (d string)", lake.Columns("t"));
        Assert.Equal("1", lake.Catalog.FindTable("db", "t")!.VersionId);
        Assert.Equal(["1", "2"], lake.Catalog.Partitions("db", "t").Select(static partition => partition.Values[0]));
        Assert.Equal(2, lake.Catalog.FindPartition("db", "t", ["1"])!.StorageDescriptor!.Columns!.Count);
    }

    [Theory]
    [InlineData("DELETE_FROM_DATABASE", 1, 0)]
    [InlineData("DEPRECATE_IN_DATABASE", 2, 1)]
    [InlineData("LOG", 2, 0)]
    public async Task AVanishedPartition_GoesByPolicy(string behavior, int partitions, int deprecated)
    {
        await lake.PutParquetAsync("t/d=1/a.parquet", "SELECT 1 AS a");
        await lake.PutParquetAsync("t/d=2/a.parquet", "SELECT 1 AS a");
        await lake.CreateCrawlerAsync("c", "t/", $$""", "SchemaChangePolicy": {"DeleteBehavior": "{{behavior}}"}""");
        await lake.CrawlAsync("c");
        lake.Store.Delete(GlueLake.Bucket, "t/d=2/a.parquet");
        await lake.CrawlAsync("c");
        await lake.CrawlAsync("c");

        var left = lake.Catalog.Partitions("db", "t");
        Assert.Equal(partitions, left.Count);
        Assert.Equal(deprecated, left.Count(static partition => partition.Parameters!.ContainsKey("DEPRECATED_BY_CRAWLER")));
    }

    [Fact]
    public async Task AVanishedTable_IsDeletedByPolicy_ButNotOneThatSomebodyMade()
    {
        await lake.PutAsync("z/t/a.csv", "id,total\n1,2.5\n");
        await lake.CreateCrawlerAsync("c", "z/", """, "SchemaChangePolicy": {"DeleteBehavior": "DELETE_FROM_DATABASE"}""");
        await lake.CrawlAsync("c");
        await lake.CallAsync("CreateTable", $$$"""
            {"DatabaseName": "db", "TableInput": {"Name": "mine", "StorageDescriptor": {"Location": "s3://{{{GlueLake.Bucket}}}/z/mine/"} } }
            """);
        lake.Store.Delete(GlueLake.Bucket, "z/t/a.csv");
        await lake.CrawlAsync("c");
        Assert.Equal(["mine"], lake.Catalog.Tables("db").Select(static table => table.Name));
    }

    [Theory]
    [InlineData("UPDATE_IN_DATABASE", "a int, b int, (d date)")]
    [InlineData("LOG", "a bigint, (d date)")]
    public async Task ATableMadeByHand_KeepsItsKeysAndSerDe_AndItsColumnsByPolicy(string behavior, string columns)
    {
        await lake.CallAsync("CreateTable", $$$"""
            {"DatabaseName": "db", "TableInput": {"Name": "made", "PartitionKeys": [{"Name": "d", "Type": "date"}], "StorageDescriptor":
             {"Location": "s3://{{{GlueLake.Bucket}}}/t", "Columns": [{"Name": "a", "Type": "bigint"}],
              "InputFormat": "org.apache.hadoop.hive.ql.io.parquet.MapredParquetInputFormat", "SerdeInfo": {"SerializationLibrary": "own"} } } }
            """);
        await lake.PutParquetAsync("t/d=2026-01-01/a.parquet", "SELECT 1 AS a, 2 AS b");
        await lake.CreateCrawlerAsync("c", "t/", $$""", "SchemaChangePolicy": {"UpdateBehavior": "{{behavior}}"}""");
        await lake.CrawlAsync("c");
        var version = lake.Catalog.FindTable("db", "made")!.VersionId;
        await lake.CrawlAsync("c");

        Assert.Equal(["made"], lake.Catalog.Tables("db").Select(static table => table.Name));
        Assert.Equal(columns, lake.Columns("made"));
        Assert.Equal("own", lake.Catalog.FindTable("db", "made")!.StorageDescriptor!.SerdeInfo!.SerializationLibrary);
        Assert.Equal(version, lake.Catalog.FindTable("db", "made")!.VersionId);
        Assert.Equal("2026-01-01", Assert.Single(lake.Catalog.Partitions("db", "made")).Values[0]);
    }

    [Fact]
    public async Task APartitionThatPointsAtOneRun_StaysThere()
    {
        await lake.CallAsync("CreateTable", $$$"""
            {"DatabaseName": "db", "TableInput": {"Name": "t", "PartitionKeys": [{"Name": "exec_date", "Type": "string"}],
             "StorageDescriptor": {"Location": "s3://{{{GlueLake.Bucket}}}/db/t/", "Columns": [{"Name": "a", "Type": "int"}]} } }
            """);
        await lake.PutParquetAsync("db/t/exec_date=2026-01-01/run=r1/a.parquet", "SELECT 1 AS a, 2 AS b");
        await lake.PutParquetAsync("db/t/exec_date=2026-01-01/run=r2/a.parquet", "SELECT 1 AS a, 2 AS b, 3 AS failed");
        await lake.PutParquetAsync("db/t/exec_date=2026-01-02/run=r3/a.parquet", "SELECT 1 AS a, 2 AS b");
        await lake.CallAsync("CreatePartition", $$$"""
            {"DatabaseName": "db", "TableName": "t", "PartitionInput": {"Values": ["2026-01-01"], "StorageDescriptor":
             {"Location": "s3://{{{GlueLake.Bucket}}}/db/t/exec_date=2026-01-01/run=r1/"} } }
            """);
        await lake.CreateCrawlerAsync("c", "db/");

        Assert.Equal("SUCCEEDED", await lake.CrawlAsync("c"));

        Assert.Equal("a int, b int, (exec_date string)", lake.Columns("t"));
        var partition = Assert.Single(lake.Catalog.Partitions("db", "t"));
        Assert.Equal($"s3://{GlueLake.Bucket}/db/t/exec_date=2026-01-01/run=r1/", partition.StorageDescriptor!.Location);
    }

    public async ValueTask InitializeAsync() => await lake.CallAsync("CreateDatabase", """{"DatabaseInput": {"Name": "db"}}""");

    public ValueTask DisposeAsync() => lake.DisposeAsync();
}
