using System.IO.Compression;

namespace Sluice.Lake.Tests.Athena;

public sealed class TableFormatTests
{
    [Fact]
    public async Task Delimited_text_skips_headers_and_makes_bad_values_null()
    {
        await using var lake = new AthenaLake();
        await lake.SucceedAsync(
            """
            CREATE EXTERNAL TABLE logs (day date, bytes bigint, uri string, status int)
            ROW FORMAT DELIMITED FIELDS TERMINATED BY '\t'
            LOCATION 's3://lake/logs/'
            TBLPROPERTIES ('skip.header.line.count'='2')
            """);
        await lake.PutTextAsync("logs/a", "#Version\n#Fields\n2019-12-04\t392\t/\"x\"\t200\n2019-12-05\tmany\t\\N\n");
        await lake.PutTextAsync("logs/_SUCCESS", "not a row");
        await lake.PutTextAsync("logs/.hidden/b", "not a row");

        Assert.Equal(["2019-12-04|392|/\"x\"|200", "2019-12-05|∅|∅|∅"], await lake.RowsAsync("SELECT * FROM logs ORDER BY day"));
    }

    [Fact]
    public async Task Text_may_be_gzipped()
    {
        await using var lake = new AthenaLake();
        await lake.SucceedAsync("CREATE EXTERNAL TABLE logs (a string, b int) ROW FORMAT DELIMITED FIELDS TERMINATED BY ',' LOCATION 's3://lake/logs/'");
        using var compressed = new MemoryStream();
        await using (var gzip = new GZipStream(compressed, CompressionMode.Compress, leaveOpen: true))
        {
            await gzip.WriteAsync("x,1\n"u8.ToArray(), AthenaLake.Token);
        }

        compressed.Position = 0;
        await lake.Store.PutAsync("lake", "logs/a.gz", compressed, "application/gzip", AthenaLake.Token);
        await lake.PutTextAsync("logs/b.csv", "y,2\n");

        Assert.Equal(["x|1", "y|2"], await lake.RowsAsync("SELECT * FROM logs ORDER BY b"));
    }

    [Fact]
    public async Task Quoted_csv_keeps_empty_fields()
    {
        await using var lake = new AthenaLake();
        await lake.SucceedAsync(
            """
            CREATE EXTERNAL TABLE people (name string, city string)
            ROW FORMAT SERDE 'org.apache.hadoop.hive.serde2.OpenCSVSerde'
            WITH SERDEPROPERTIES ("separatorChar" = ";", "quoteChar" = "\"")
            LOCATION 's3://lake/people/' TBLPROPERTIES ("skip.header.line.count"="1")
            """);
        await lake.PutTextAsync("people/a.csv", "name;city\n\"Doe; Jane\";Ghent\nJohn;\n");

        Assert.Equal(["Doe; Jane|Ghent", "John|"], await lake.RowsAsync("SELECT * FROM people ORDER BY name"));
    }

    [Fact]
    public async Task Json_lines_have_nested_values()
    {
        await using var lake = new AthenaLake();
        await lake.SucceedAsync(
            """
            CREATE EXTERNAL TABLE events (id int, tags array<string>, at struct<x:int,y:double>)
            ROW FORMAT SERDE 'org.openx.data.jsonserde.JsonSerDe' LOCATION 's3://lake/events/'
            """);
        await lake.PutTextAsync("events/a.json", "{\"id\": 1, \"tags\": [\"a\", \"b\"], \"at\": {\"x\": 1, \"y\": 2}}\n{\"id\": 2}\n");

        Assert.Equal(["1|[a, b]|{x=1, y=2.0}|a", "2|∅|∅|∅"], await lake.RowsAsync("SELECT id, tags, at, tags[1] FROM events ORDER BY id"));
    }

    [Fact]
    public async Task Parquet_columns_are_matched_by_name_and_missing_ones_are_null()
    {
        await using var lake = new AthenaLake();
        await lake.SucceedAsync("CREATE EXTERNAL TABLE t (a int, b string, c bigint) STORED AS PARQUET LOCATION 's3://lake/t'");
        await lake.PutParquetAsync("t/1.parquet", "SELECT 'x' AS B, 1::INTEGER AS a");
        await lake.PutParquetAsync("t/2.parquet", "SELECT 2::INTEGER AS a, 7::INTEGER AS c, 1 AS extra");
        await lake.PutParquetAsync("other/3.parquet", "SELECT 3::INTEGER AS a");

        Assert.Equal(["1|x|∅", "2|∅|7"], await lake.RowsAsync("SELECT * FROM t ORDER BY a"));
    }

    [Fact]
    public async Task A_table_without_files_is_empty()
    {
        await using var lake = new AthenaLake();
        await lake.SucceedAsync("CREATE EXTERNAL TABLE t (a int) PARTITIONED BY (d date) STORED AS PARQUET LOCATION 's3://lake/t'");
        Assert.Equal(["0"], await lake.RowsAsync("SELECT count(*) FROM t"));
        Assert.Empty(await lake.RowsAsync("SELECT * FROM t WHERE d = DATE '2023-11-08'"));
    }

    [Fact]
    public async Task A_column_of_another_type_fails_the_queries_that_read_it()
    {
        await using var lake = new AthenaLake();
        await lake.SucceedAsync("CREATE EXTERNAL TABLE t (a int, co2_mass_tons float) STORED AS PARQUET LOCATION 's3://lake/t'");
        await lake.PutParquetAsync("t/1.parquet", "SELECT 1::INTEGER AS a, 'much' AS co2_mass_tons");

        Assert.Equal(["1"], await lake.RowsAsync("SELECT a FROM t"));
        Assert.Equal(
            "HIVE_BAD_DATA: Field co2_mass_tons's type BINARY in parquet file s3://lake/t/1.parquet is incompatible with type real defined in table schema",
            await lake.FailAsync("SELECT sum(co2_mass_tons) FROM t"));
    }

    [Fact]
    public async Task A_corrupt_file_fails_the_queries_that_read_its_partition()
    {
        await using var lake = new AthenaLake();
        await lake.SucceedAsync("CREATE EXTERNAL TABLE t (a int) PARTITIONED BY (d date) STORED AS PARQUET LOCATION 's3://lake/t/'");
        await lake.PutParquetAsync("t/d=2023-11-08/1.parquet", "SELECT 1::INTEGER AS a");
        await lake.PutTextAsync("t/d=2023-11-09/2.parquet", "this is no Parquet file");
        await lake.SucceedAsync("MSCK REPAIR TABLE t");

        Assert.Equal(["1|2023-11-08"], await lake.RowsAsync("SELECT * FROM t WHERE d = DATE '2023-11-08'"));
        Assert.Equal(
            "HIVE_CANNOT_OPEN_SPLIT: Error opening Hive split s3://lake/t/d=2023-11-09/2.parquet (offset=0, length=23): "
            + "not a valid Parquet file: it does not end with the magic number PAR1",
            await lake.FailAsync("SELECT count(*) FROM t"));
    }

    [Fact]
    public async Task A_file_damaged_in_the_middle_is_named()
    {
        await using var lake = new AthenaLake();
        await lake.SucceedAsync("CREATE EXTERNAL TABLE t (a bigint) STORED AS PARQUET LOCATION 's3://lake/t/'");
        await lake.PutParquetAsync("t/1.parquet", "SELECT i * 7919 % 100003 AS a FROM range(5000) r(i)");
        var bytes = await File.ReadAllBytesAsync(lake.Store.Find("lake", "t/1.parquet")!.FilePath, AthenaLake.Token);
        Array.Fill<byte>(bytes, 0xff, 4, 2000);
        using var damaged = new MemoryStream(bytes);
        await lake.Store.PutAsync("lake", "t/1.parquet", damaged, "binary/octet-stream", AthenaLake.Token);

        Assert.StartsWith("HIVE_CURSOR_ERROR: Failed to read file s3://lake/t/1.parquet: ", await lake.FailAsync("SELECT sum(a) FROM t"));
    }

    [Fact]
    public async Task Text_that_is_not_UTF_8_is_refused_with_its_line()
    {
        await using var lake = new AthenaLake();
        await lake.SucceedAsync("CREATE EXTERNAL TABLE t (a string) ROW FORMAT DELIMITED FIELDS TERMINATED BY ',' LOCATION 's3://lake/t/'");
        using var latin1 = new MemoryStream([.. "one\nAndr"u8, 0xE9, .. "\n"u8]);
        await lake.Store.PutAsync("lake", "t/1.csv", latin1, "text/csv", AthenaLake.Token);

        Assert.Equal("HIVE_CURSOR_ERROR: Failed to read file s3://lake/t/1.csv: line 2 is not UTF-8 text", await lake.FailAsync("SELECT a FROM t"));
    }
}
