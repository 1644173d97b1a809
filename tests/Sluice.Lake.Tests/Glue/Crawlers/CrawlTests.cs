using System.IO.Compression;
using System.Text;

namespace Sluice.Lake.Tests.Glue.Crawlers;

/// <summary>What a crawl makes of files.</summary>
public sealed class CrawlTests : IAsyncLifetime
{
    private readonly GlueLake lake = GlueLake.Create();

    [Fact]
    public async Task Parquet_InHivePartitions()
    {
        await lake.PutParquetAsync("sales/year=2026/month=1/a.parquet", "SELECT 1::INTEGER AS Id, 2.5::DOUBLE AS price, DATE '2026-01-01' AS d, TIMESTAMP '2026-01-01 00:00:00' AS t, 'x' AS name, 1.25::DECIMAL(10,2) AS amount, true AS ok, [1::BIGINT] AS list, {'A': 1::SMALLINT} AS nested, MAP {'k': 1.5::FLOAT} AS m");
        await lake.PutParquetAsync("sales/year=2026/month=2/a.parquet", "SELECT 1::INTEGER AS Id, 2.5::DOUBLE AS price, DATE '2026-01-01' AS d, TIMESTAMP '2026-01-01 00:00:00' AS t, 'x' AS name, 1.25::DECIMAL(10,2) AS amount, true AS ok, [1::BIGINT] AS list, {'A': 1::SMALLINT} AS nested, MAP {'k': 1.5::FLOAT} AS m FROM range(3)");
        await lake.CreateCrawlerAsync("c", "sales/");

        Assert.Equal("SUCCEEDED", await lake.CrawlAsync("c"));

        Assert.Equal(
            "id int, price double, d date, t timestamp, name string, amount decimal(10,2), ok boolean, list array<bigint>, " +
            "nested struct<a:smallint>, m map<string,float>, (year string), (month string)",
            lake.Columns("sales"));
        var table = lake.Catalog.FindTable("db", "sales")!;
        Assert.Equal($"s3://{GlueLake.Bucket}/sales/", table.StorageDescriptor!.Location);
        Assert.Equal("org.apache.hadoop.hive.ql.io.parquet.serde.ParquetHiveSerDe", table.StorageDescriptor.SerdeInfo!.SerializationLibrary);
        Assert.Equal(
            ("parquet", "2", "4", "c", "none", "file"),
            (table.Parameters!["classification"], table.Parameters["objectCount"], table.Parameters["recordCount"],
                table.Parameters["UPDATED_BY_CRAWLER"], table.Parameters["compressionType"], table.Parameters["typeOfData"]));
        Assert.Equal(
            [$"2026,1 s3://{GlueLake.Bucket}/sales/year=2026/month=1/", $"2026,2 s3://{GlueLake.Bucket}/sales/year=2026/month=2/"],
            lake.Catalog.Partitions("db", "sales").Select(static partition => $"{string.Join(',', partition.Values)} {partition.StorageDescriptor!.Location}"));
    }

    [Fact]
    public async Task Csv_WithHeader()
    {
        await lake.PutAsync("units/units.csv", "Facility Name,Unit Id,co2,active,day\nHenry,001,1.5,true,2026-01-01\nOther,7,2,false,2026-01-02\n");
        await lake.CreateCrawlerAsync("c", "units", """, "TablePrefix": "raw_" """);

        Assert.Equal("SUCCEEDED", await lake.CrawlAsync("c"));

        Assert.Equal("facility name string, unit id bigint, co2 double, active boolean, day string", lake.Columns("raw_units"));
        var table = lake.Catalog.FindTable("db", "raw_units")!;
        Assert.Equal("org.apache.hadoop.hive.serde2.lazy.LazySimpleSerDe", table.StorageDescriptor!.SerdeInfo!.SerializationLibrary);
        Assert.Equal(",", table.StorageDescriptor.SerdeInfo.Parameters!["field.delim"]);
        Assert.Equal(
            ("csv", "1", ",", "2", "47"),
            (table.Parameters!["classification"], table.Parameters["skip.header.line.count"], table.Parameters["delimiter"],
                table.Parameters["recordCount"], table.Parameters["averageRecordSize"]));
    }

    [Theory]
    [InlineData("a,b\nc,d\n", "col0 string, col1 string")]
    [InlineData("1|x\n2|y\n", "col0 bigint, col1 string")]
    [InlineData("n;t\r\n1;x\r\n2.5;NA\r\n", "n double, t string")]
    [InlineData("n\tq\n1\t\"2\"\n", "n bigint, q string")]
    [InlineData("n,n\n1,2\n", "n bigint, n_1 bigint")]
    public async Task Csv_Dialects(string text, string columns)
    {
        await lake.PutAsync("t/file", text);
        await lake.CreateCrawlerAsync("c", "t");
        await lake.CrawlAsync("c");
        Assert.Equal(columns, lake.Columns("t"));
    }

    [Fact]
    public async Task JsonLines_InGzip()
    {
        using var buffer = new MemoryStream();
        await using (var gzip = new GZipStream(buffer, CompressionLevel.Fastest, leaveOpen: true))
        {
            gzip.Write(Encoding.UTF8.GetBytes("""
                {"userId": 1, "at": 1700000000000, "tags": ["a"], "pos": {"X": 1, "y": null}, "gone": null}
                {"userId": 2.5, "at": 1, "tags": [], "pos": {"X": 2, "y": "b"}, "extra": true}
                """));
        }

        await lake.PutAsync("events/part-0.json.gz", buffer.ToArray());
        await lake.CreateCrawlerAsync("c", "events/");
        await lake.CrawlAsync("c");

        Assert.Equal("userid double, at bigint, tags array<string>, pos struct<X:int,y:string>, gone string, extra boolean", lake.Columns("events"));
        var table = lake.Catalog.FindTable("db", "events")!;
        Assert.Equal(("json", "gzip", "2"), (table.Parameters!["classification"], table.Parameters["compressionType"], table.Parameters["recordCount"]));
        Assert.Equal("at,extra,gone,pos,tags,userId", table.StorageDescriptor!.SerdeInfo!.Parameters!["paths"]);
    }

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
    public async Task Types_AreWidened_AndColumnsAdded()
    {
        await lake.PutParquetAsync("t/d=1/a.parquet", "SELECT 1::INTEGER AS a, 1.5::DECIMAL(4,1) AS b, 'x' AS c, 1 AS d0");
        await lake.PutParquetAsync("t/d=2/a.parquet", "SELECT 1::BIGINT AS a, 1.5::DECIMAL(5,3) AS b, 1 AS c, 1 AS d0, 2.5::DOUBLE AS more");
        await lake.CreateCrawlerAsync("c", "t/");
        await lake.CrawlAsync("c");
        Assert.Equal("a bigint, b decimal(6,3), c string, d0 int, more double, (d string)", lake.Columns("t"));
    }

    [Fact]
    public async Task HiddenEmptyAndExcludedObjects_AreNotLookedAt()
    {
        await lake.PutAsync("t/a.csv", "id,total\n1,2.5\n");
        await lake.PutAsync("t/_SUCCESS", "done,done\nx,1\n");
        await lake.PutAsync("t/_temporary/0/a.csv", "x,y,z\n1,2,3\n");
        await lake.PutAsync("t/.hidden", "x,y,z\n1,2,3\n");
        await lake.PutAsync("t/empty.csv", "");
        await lake.PutAsync("t/skip/deep/a.csv", "x,y,z\n1,2,3\n");
        await lake.CallAsync("CreateCrawler", $$"""
            {"Name": "c", "Role": "r", "DatabaseName": "db", "Targets": {"S3Targets": [{"Path": "s3://{{GlueLake.Bucket}}/t/", "Exclusions": ["skip/**"]}]} }
            """);
        await lake.CrawlAsync("c");
        Assert.Equal("id bigint, total double", lake.Columns("t"));
        Assert.Equal("1", lake.Catalog.FindTable("db", "t")!.Parameters!["objectCount"]);
    }

    [Fact]
    public async Task ABrokenFile_IsNamedInTheLog_AndLeftOut()
    {
        await lake.PutParquetAsync("t/good.parquet", "SELECT 1 AS a");
        await lake.PutAsync("t/bad.parquet", "PAR1 this is not a parquet file at all PAR1");
        await lake.CreateCrawlerAsync("c", "t/");

        Assert.StartsWith("SUCCEEDED", await lake.CrawlAsync("c"), StringComparison.Ordinal);

        Assert.Equal("a int", lake.Columns("t"));
        Assert.Equal("1", lake.Catalog.FindTable("db", "t")!.Parameters!["objectCount"]);
        Assert.Contains($"ERROR : Unable to classify s3://{GlueLake.Bucket}/t/bad.parquet: it begins like Parquet but cannot be read: ", lake.Log("c"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("[1, 2]", "it is JSON, but line 1 is not an object")]
    [InlineData("{\n\"a\": 1}", "it begins like JSON lines, but line 1 is not JSON")]
    [InlineData("one column\nonly\n", "it is neither Parquet nor JSON lines, and not CSV")]
    [InlineData("a\0b", "it is binary, and not Parquet")]
    public async Task WhatIsNotClassified_SaysWhy(string content, string reason)
    {
        await lake.PutAsync("t/file", content);
        await lake.CreateCrawlerAsync("c", "t/");
        Assert.StartsWith("SUCCEEDED", await lake.CrawlAsync("c"), StringComparison.Ordinal);
        Assert.Empty(lake.Catalog.Tables("db"));
        Assert.Contains($"Unable to classify s3://{GlueLake.Bucket}/t/file: {reason}", lake.Log("c"), StringComparison.Ordinal);
    }

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
