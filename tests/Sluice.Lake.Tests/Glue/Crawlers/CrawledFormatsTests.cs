using System.IO.Compression;
using System.Text;

namespace Sluice.Lake.Tests.Glue.Crawlers;

/// <summary>What a crawl makes of the files of a folder: formats, columns, types, and what it leaves out.</summary>
public sealed class CrawledFormatsTests : IAsyncLifetime
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

    public async ValueTask InitializeAsync() => await lake.CallAsync("CreateDatabase", """{"DatabaseInput": {"Name": "db"}}""");

    public ValueTask DisposeAsync() => lake.DisposeAsync();
}
