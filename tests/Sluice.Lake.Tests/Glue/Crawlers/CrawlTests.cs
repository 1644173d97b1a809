namespace Sluice.Lake.Tests.Glue.Crawlers;

/// <summary>Which tables and partitions a crawl makes of folders.</summary>
public sealed class CrawlTests : IAsyncLifetime
{
    private readonly GlueLake lake = GlueLake.Create();

    [Fact]
    public async Task FoldersThatDiffer_AreTablesOfTheirOwn()
    {
        await lake.PutAsync("zone/Orders-2026/a.csv", "id,total\n1,2.5\n");
        await lake.PutAsync("zone/customers/a.csv", "name,age\nx,30\n");
        await lake.CreateCrawlerAsync("c", "zone/");
        await lake.CrawlAsync("c");
        Assert.Equal(["customers", "orders_2026"], lake.Catalog.Tables("db").Select(static table => table.Name));
    }

    [Fact]
    public async Task FoldersThatAreAlike_ArePartitions()
    {
        await lake.PutAsync("folder1/table1/partition1/file.txt", "id,total\n1,2.5\n");
        await lake.PutAsync("folder1/table1/partition2/file.txt", "id,total\n1,2.5\n");
        await lake.PutAsync("folder1/table2/partition4/file.txt", "id,total\n1,2.5\n");
        await lake.CreateCrawlerAsync("c", "folder1/");
        await lake.CrawlAsync("c");
        Assert.Equal("id bigint, total double, (partition_0 string), (partition_1 string)", lake.Columns("folder1"));
        Assert.Equal(
            ["table1/partition1", "table1/partition2", "table2/partition4"],
            lake.Catalog.Partitions("db", "folder1").Select(static partition => string.Join('/', partition.Values)));
    }

    [Fact]
    public async Task ATableLevel_MakesTheFoldersOfThatLevelTables()
    {
        await lake.PutAsync("folder1/table1/partition1/file.txt", "id,total\n1,2.5\n");
        await lake.PutAsync("folder1/table2/partition4/file.txt", "id,total\n1,2.5\n");
        await lake.CreateCrawlerAsync("c", "folder1/", """, "Configuration": "{\"Version\": 1.0, \"Grouping\": {\"TableLevelConfiguration\": 3}}" """);
        await lake.CrawlAsync("c");
        Assert.Equal(["table1", "table2"], lake.Catalog.Tables("db").Select(static table => table.Name));
        Assert.Equal("id bigint, total double, (partition_0 string)", lake.Columns("table1"));
    }

    [Theory]
    [InlineData("", "year_2017,year_2018")]
    [InlineData(""", "Configuration": "{\"Version\": 1.0, \"Grouping\": {\"TableGroupingPolicy\": \"CombineCompatibleSchemas\"}}" """, "table1")]
    public async Task SchemasThatDiffer_AreCombinedOnlyWhenAsked(string more, string tables)
    {
        await lake.PutAsync("table1/year=2017/data1.json", """{"A": 1, "B": 2}""");
        await lake.PutAsync("table1/year=2018/data2.json", """{"C": 3, "D": 4}""");
        await lake.CreateCrawlerAsync("c", "table1/", more);
        await lake.CrawlAsync("c");
        Assert.Equal(tables, string.Join(',', lake.Catalog.Tables("db").Select(static table => table.Name)));
        if (tables == "table1")
        {
            Assert.Equal("a int, b int, c int, d int, (year string)", lake.Columns("table1"));
        }
    }

    [Fact]
    public async Task DatedFolders_ArePartitions_FromTheFirstOne()
    {
        await lake.PutParquetAsync("incoming/files/2026-11-21/in.parquet", "SELECT 1 AS a");
        await lake.PutParquetAsync("incoming/files/2026-11-21/oh.parquet", "SELECT 2 AS a");
        await lake.PutAsync("incoming/files/2026-11-21/daily.done", "done");
        await lake.CallAsync("CreateCrawler", $$"""
            {"Name": "c", "Role": "r", "DatabaseName": "db", "TablePrefix": "incoming_",
             "Targets": {"S3Targets": [{"Path": "s3://{{GlueLake.Bucket}}/incoming/files/", "Exclusions": ["**.done"]}]} }
            """);
        await lake.CrawlAsync("c");
        Assert.Equal("a int, (partition_0 string)", lake.Columns("incoming_files"));
        await lake.PutParquetAsync("incoming/files/2026-11-22/in.parquet", "SELECT 1 AS a");
        await lake.CrawlAsync("c");
        Assert.Equal(["2026-11-21", "2026-11-22"], lake.Catalog.Partitions("db", "incoming_files").Select(static partition => partition.Values[0]));
    }

    [Fact]
    public async Task OlderRunsOfAPublishedTable_AreNoTables()
    {
        await lake.CallAsync("CreateTable", $$$"""
            {"DatabaseName": "db", "TableInput": {"Name": "t", "StorageDescriptor": {"Location": "s3://{{{GlueLake.Bucket}}}/db/t/run=2/"} } }
            """);
        await lake.PutParquetAsync("db/t/run=1/a.parquet", "SELECT 1 AS a");
        await lake.PutParquetAsync("db/t/run=2/a.parquet", "SELECT 1 AS b");
        await lake.CreateCrawlerAsync("c", "db/");
        await lake.CrawlAsync("c");
        Assert.Equal("b int", lake.Columns("t"));
        Assert.Single(lake.Catalog.Tables("db"));
    }

    /// <summary>The bound is many times what it takes, so that a busy machine does not matter and a quadratic loop does.</summary>

    [Fact]
    public async Task FiveHundredPartitions_AreQuick()
    {
        await lake.PutParquetAsync("t/d=0/a.parquet", "SELECT 1 AS a");
        var content = await File.ReadAllBytesAsync(
            lake.Store.Find(GlueLake.Bucket, "t/d=0/a.parquet")!.FilePath, TestContext.Current.CancellationToken);
        for (var day = 1; day < 500; day++)
        {
            await lake.PutAsync($"t/d={day}/a.parquet", content);
        }

        await lake.CreateCrawlerAsync("c", "t/");
        var clock = System.Diagnostics.Stopwatch.StartNew();
        Assert.Equal("SUCCEEDED", await lake.CrawlAsync("c"));
        Assert.InRange(clock.Elapsed.TotalSeconds, 0, 20);
        TestContext.Current.TestOutputHelper?.WriteLine($"first: {clock.Elapsed}");
        clock.Restart();
        await lake.CrawlAsync("c");
        Assert.InRange(clock.Elapsed.TotalSeconds, 0, 10);
        TestContext.Current.TestOutputHelper?.WriteLine($"second: {clock.Elapsed}");
        Assert.Equal(500, lake.Catalog.Partitions("db", "t").Count);
    }

    [Fact]
    public async Task ANameThatIsTaken_GetsAHash()
    {
        await lake.CallAsync("CreateTable", """{"DatabaseName": "db", "TableInput": {"Name": "t", "StorageDescriptor": {"Location": "s3://other/t/"}}}""");
        await lake.PutAsync("t/a.csv", "id,total\n1,2.5\n");
        await lake.CreateCrawlerAsync("c", "t/");
        await lake.CrawlAsync("c");
        await lake.CrawlAsync("c");
        Assert.Equal(2, lake.Catalog.Tables("db").Count);
        Assert.Matches("^t_[0-9a-f]{32}$", lake.Catalog.Tables("db")[1].Name);
    }

    [Fact]
    public async Task PartitionsInherit_WhenConfigured()
    {
        await lake.PutParquetAsync("t/d=1/a.parquet", "SELECT 1::INTEGER AS a, 1 AS b");
        await lake.PutParquetAsync("t/d=2/a.parquet", "SELECT 1::BIGINT AS a, 1 AS b");
        await lake.CreateCrawlerAsync("c", "t/", """, "Configuration": "{\"Version\": 1.0, \"CrawlerOutput\": {\"Partitions\": {\"AddOrUpdateBehavior\": \"InheritFromTable\"}}}" """);
        await lake.CrawlAsync("c");
        Assert.Equal("bigint", lake.Catalog.FindPartition("db", "t", ["1"])!.StorageDescriptor!.Columns![0].Type);
        Assert.Equal($"s3://{GlueLake.Bucket}/t/d=1/", lake.Catalog.FindPartition("db", "t", ["1"])!.StorageDescriptor!.Location);
    }

    [Fact]
    public async Task PartitionValues_AreUnescaped()
    {
        await lake.PutParquetAsync("t/at=2026-01-01 10%3A00/a.parquet", "SELECT 1 AS a");
        await lake.CreateCrawlerAsync("c", "t/");
        await lake.CrawlAsync("c");
        Assert.Equal("2026-01-01 10:00", Assert.Single(lake.Catalog.Partitions("db", "t")).Values[0]);
    }

    public async ValueTask InitializeAsync() => await lake.CallAsync("CreateDatabase", """{"DatabaseInput": {"Name": "db"}}""");

    public ValueTask DisposeAsync() => lake.DisposeAsync();
}
