using System.IO.Compression;
using System.Text;
using Sluice.Lake.DuckDb;

namespace Sluice.Lake.Tests.Athena;

/// <summary>Compressed text that does not decompress to its end fails each query that reads its partition, as Trino's line readers do.</summary>
public sealed class CutCompressedTextTests
{
    private const string Delimited = "ROW FORMAT DELIMITED FIELDS TERMINATED BY ','";
    private const string Csv = "ROW FORMAT SERDE 'org.apache.hadoop.hive.serde2.OpenCSVSerde'";
    private const string Json = "ROW FORMAT SERDE 'org.openx.data.jsonserde.JsonSerDe'";

    /// <summary>How long the text is that Trino reads when it opens a file.</summary>
    private const int Opening = 1024;

    public static TheoryData<string> Queries => new(
        "SELECT count(*) FROM t",
        "SELECT count(*) FROM t WHERE n > 1",
        "SELECT s FROM t WHERE n IS NULL",
        "SELECT day FROM t WHERE day = '2'",
        "SELECT \"$path\" FROM t WHERE n > 0",
        "SELECT x.s FROM t x JOIN t y ON x.n = y.n",
        "INSERT INTO u SELECT n FROM t WHERE n > 0");

    [Theory]
    [MemberData(nameof(Queries))]
    public async Task FileThatIsCutOff_FailsTheQuery(string sql)
    {
        await using var lake = await LakeAsync(Delimited, "bad.csv.gz", static _ => Cut(Gzip(Lines(2000))));

        Assert.Equal("HIVE_CURSOR_ERROR: Failed to read file at s3://lake/t/day=2/bad.csv.gz", await lake.FailAsync(sql));
        Assert.Equal(["0"], await lake.RowsAsync("SELECT count(*) FROM u"));
    }

    [Theory]
    [InlineData(Delimited)]
    [InlineData(Csv)]
    [InlineData(Json)]
    public async Task EachTextFormat_SeesIt(string format)
    {
        await using var lake = await LakeAsync(format, "bad.gz", _ => Cut(Gzip(format == Json ? Objects(2000) : Lines(2000))));

        Assert.Equal("HIVE_CURSOR_ERROR: Failed to read file at s3://lake/t/day=2/bad.gz", await lake.FailAsync("SELECT count(s) FROM t"));
    }

    [Fact]
    public async Task FileThatIsCutOffAtOnce_CannotBeOpened()
    {
        var cut = Cut(Gzip(Lines(20)));
        Assert.True(Lines(20).Length < Opening);
        await using var lake = await LakeAsync(Delimited, "bad.gz", _ => cut);

        Assert.Equal(
            $"HIVE_CANNOT_OPEN_SPLIT: Error opening Hive split s3://lake/t/day=2/bad.gz (offset=0, length={cut.Length}): Unexpected end of ZLIB input stream",
            await lake.FailAsync("SELECT count(*) FROM t"));
    }

    [Fact]
    public async Task DataThatIsCorrupt_CannotBeOpened()
    {
        byte[] corrupt = [.. Gzip(Lines(20))[..10], 0xff, .. Gzip(Lines(20))[11..]];
        await using var lake = await LakeAsync(Delimited, "bad.gz", _ => corrupt);

        Assert.Equal(
            $"HIVE_CANNOT_OPEN_SPLIT: Error opening Hive split s3://lake/t/day=2/bad.gz (offset=0, length={corrupt.Length}): Corrupt GZIP data",
            await lake.FailAsync("SELECT count(*) FROM t"));
    }

    [Fact]
    public async Task TextThatIsNotGzip_CannotBeOpened()
    {
        await using var lake = await LakeAsync(Delimited, "bad.gz", static _ => Lines(3));

        Assert.Equal(
            $"HIVE_CANNOT_OPEN_SPLIT: Error opening Hive split s3://lake/t/day=2/bad.gz (offset=0, length={Lines(3).Length}): Not in GZIP format",
            await lake.FailAsync("SELECT count(*) FROM t"));
    }

    [Fact]
    public async Task ChecksumThatIsCutOffOrWrong_FailsTheQuery()
    {
        await using var cut = await LakeAsync(Delimited, "bad.gz", static _ => Gzip(Lines(2000))[..^4]);
        await using var wrong = await LakeAsync(Delimited, "bad.gz", static _ => [.. Gzip(Lines(2000))[..^8], 1, 2, 3, 4, 5, 6, 7, 8]);

        Assert.StartsWith("HIVE_CURSOR_ERROR", await cut.FailAsync("SELECT count(*) FROM t"), StringComparison.Ordinal);
        Assert.StartsWith("HIVE_CURSOR_ERROR", await wrong.FailAsync("SELECT count(*) FROM t"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task SecondOfTwoMembers_IsReadAndSeenToBeCutOff()
    {
        var member = Gzip(Lines(2000));
        await using var whole = await LakeAsync(Delimited, "two.gz", _ => [.. member, .. member]);
        await using var cut = await LakeAsync(Delimited, "two.gz", _ => [.. member, .. Cut(member)]);

        Assert.Equal(["4000"], await whole.RowsAsync("SELECT count(*) FROM t WHERE day = '2'"));
        Assert.StartsWith("HIVE_CURSOR_ERROR", await cut.FailAsync("SELECT count(*) FROM t"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(200)]
    public async Task Zstandard_ThatIsCutOff_FailsTheQuery(int missing)
    {
        await using var lake = await LakeAsync(Delimited, "bad.csv.zst", lake => Zstandard(lake)[..^missing]);

        if (missing == 0)
        {
            Assert.Equal(["20000"], await lake.RowsAsync("SELECT count(*) FROM t WHERE day = '2'"));
        }
        else
        {
            Assert.Equal("HIVE_CURSOR_ERROR: Failed to read file at s3://lake/t/day=2/bad.csv.zst", await lake.FailAsync("SELECT count(*) FROM t"));
        }
    }

    [Fact]
    public async Task OtherPartitions_AreNotConcerned()
    {
        await using var lake = await LakeAsync(Delimited, "bad.gz", static _ => Cut(Gzip(Lines(2000))));

        Assert.Equal(["3"], await lake.RowsAsync("SELECT count(*) FROM t WHERE day = '1' AND n IS NOT NULL"));
    }

    [Theory]
    [InlineData("bz2")]
    [InlineData("snappy")]
    [InlineData("lz4")]
    [InlineData("deflate")]
    [InlineData("lzo")]
    public async Task CompressionThatAthenaReadsAndTheLakeDoesNot_IsRefused(string suffix)
    {
        await using var lake = await LakeAsync(Delimited, $"bad.{suffix}", static _ => Lines(3));

        Assert.Equal(
            $"NOT_SUPPORTED: the lake does not support text compressed as .{suffix} (s3://lake/t/day=2/bad.{suffix}; it reads plain text, .gz and .zst) yet. "
            + "Run this statement on AWS, or write it another way.",
            await lake.FailAsync("SELECT count(*) FROM t"));
        Assert.Equal(["3"], await lake.RowsAsync("SELECT count(*) FROM t WHERE day = '1'"));
    }

    private static byte[] Cut(byte[] whole) => whole[..(whole.Length / 2)];

    private static byte[] Lines(int count) =>
        Encoding.ASCII.GetBytes(string.Concat(Enumerable.Range(0, count).Select(static number => $"{number},{number * 2654435761 % 4294967296}\n")));

    private static byte[] Objects(int count) => Encoding.ASCII.GetBytes(string.Concat(Enumerable.Repeat("{\"n\": \"1\", \"s\": \"a\"}\n", count)));

    private static byte[] Gzip(byte[] text)
    {
        using var compressed = new MemoryStream();
        using (var gzip = new GZipStream(compressed, CompressionLevel.Fastest, leaveOpen: true))
        {
            gzip.Write(text);
        }

        return compressed.ToArray();
    }

    private static byte[] Zstandard(AthenaLake lake)
    {
        var path = Path.Combine(lake.Folder.CreateTemporary("test"), "file.csv.zst");
        using var database = DuckDbDatabase.OpenInMemory();
        using var connection = database.Connect();
        connection.Execute($"COPY (SELECT i, hash(i) FROM range(20000) r(i)) TO {DuckDbSql.Literal(path)} (FORMAT csv, HEADER false, COMPRESSION zstd)");
        return File.ReadAllBytes(path);
    }

    /// <summary>Table t with three rows in one day and the file in question in another, and an empty table u.</summary>
    private static async Task<AthenaLake> LakeAsync(string format, string name, Func<AthenaLake, byte[]> content)
    {
        var lake = new AthenaLake();
        await lake.SucceedAsync($"CREATE EXTERNAL TABLE t (n {(format == Delimited ? "int" : "string")}, s string) PARTITIONED BY (day string) {format} LOCATION 's3://lake/t/'");
        await lake.SucceedAsync("CREATE EXTERNAL TABLE u (n int) STORED AS PARQUET LOCATION 's3://lake/u/'");
        await lake.PutTextAsync("t/day=1/good.csv", format == Json ? "{}\n{}\n{}\n" : "1,a\n2,b\n3,c\n");
        using var bytes = new MemoryStream(content(lake));
        await lake.Store.PutAsync("lake", $"t/day=2/{name}", bytes, "application/octet-stream", AthenaLake.Token);
        await lake.SucceedAsync("MSCK REPAIR TABLE t");
        return lake;
    }
}
