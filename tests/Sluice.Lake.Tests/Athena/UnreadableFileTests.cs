using System.Text;

namespace Sluice.Lake.Tests.Athena;

/// <summary>A file that cannot be read to its end fails each query that reads its partition, whatever else the query says.</summary>
public sealed class UnreadableFileTests
{
    private const string Bad = "s3://lake/t/day=2/bad.parquet";

    public static TheoryData<string> Queries => new(
        "SELECT count(*) FROM t",
        "SELECT count(*) FROM t WHERE day = '2'",
        "SELECT count(*) FROM t WHERE n > 1",
        "SELECT count(*) FROM t WHERE day = '2' AND n > 1",
        "SELECT count(*) FROM t WHERE n IS NOT NULL",
        "SELECT count(*) FROM t WHERE n IS NULL",
        "SELECT count(*) FROM t WHERE n <> -77",
        "SELECT count(*) FROM t WHERE n BETWEEN 1 AND 5 OR s = 'x'",
        "SELECT count(*) FROM t WHERE n IN (1, 2, 3)",
        "SELECT count(*) FROM t WHERE s LIKE 'a%'",
        "SELECT count(*) FROM t WHERE coalesce(n, 0) > 5",
        "SELECT count(*) FROM t WHERE CAST(n AS varchar) = '1' AND length(s) > 0",
        "SELECT count(*) FROM t WHERE at > TIMESTAMP '2026-01-01 00:00:00'",
        "SELECT count(*) FROM t WHERE CARDINALITY(a) > 0",
        "SELECT s FROM t WHERE n > 1",
        "SELECT day FROM t WHERE n > 1",
        "SELECT 1 FROM t",
        "SELECT DISTINCT s FROM t WHERE s IS NOT NULL ORDER BY s",
        "SELECT s, max(n) FROM t WHERE n > 0 GROUP BY s HAVING max(n) > 0",
        "SELECT s FROM t WHERE n > 1 ORDER BY n LIMIT 1",
        "SELECT x.s FROM t x JOIN t y ON x.n = y.n",
        "SELECT y.s FROM u x JOIN t y ON x.n = y.n",
        "SELECT y.s FROM u x LEFT JOIN t y ON x.n = y.n AND y.s = 'a'",
        "SELECT n FROM u WHERE n IN (SELECT n FROM t WHERE n > 0)",
        "SELECT n FROM u WHERE NOT EXISTS (SELECT 1 FROM t WHERE t.n = u.n)",
        "SELECT n FROM u UNION ALL SELECT n FROM t WHERE n > 0",
        "WITH w AS (SELECT n, row_number() OVER (PARTITION BY s ORDER BY n) AS r FROM t WHERE n > 0) SELECT n FROM w WHERE r = 1",
        "SELECT \"$path\" FROM t WHERE n > 0",
        "INSERT INTO u SELECT n FROM t WHERE n > 0");

    [Theory]
    [MemberData(nameof(Queries))]
    public async Task CutParquetFile_FailsTheQuery(string sql)
    {
        await using var lake = await LakeAsync(Cut);

        Assert.StartsWith($"HIVE_CANNOT_OPEN_SPLIT: Error opening Hive split {Bad}", await lake.FailAsync(sql), StringComparison.Ordinal);
        Assert.Equal(["1"], await lake.RowsAsync("SELECT n FROM u"));
    }

    [Theory]
    [InlineData("junk!")]
    [InlineData("PAR1")]
    [InlineData("PAR1 and something that looks like a Parquet file but is none PAR1")]
    public async Task JunkFile_FailsTheQuery(string junk)
    {
        await using var lake = await LakeAsync(_ => Encoding.ASCII.GetBytes(junk));

        Assert.StartsWith($"HIVE_CANNOT_OPEN_SPLIT: Error opening Hive split {Bad}", await lake.FailAsync("SELECT s FROM t WHERE n > 1"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task UnreadableFile_DoesNotConcernOtherPartitions()
    {
        await using var lake = await LakeAsync(Cut);

        Assert.Equal(["3"], await lake.RowsAsync("SELECT count(*) FROM t WHERE day = '1' AND n IS NOT NULL"));
    }

    [Fact]
    public async Task EmptyFile_IsSkipped()
    {
        await using var lake = await LakeAsync(_ => []);

        Assert.Equal(["3"], await lake.RowsAsync("SELECT count(*) FROM t WHERE n IS NOT NULL"));
    }

    [Theory]
    [InlineData("WHERE n > 0")]
    [InlineData("WHERE n IS NOT NULL")]
    [InlineData("WHERE n <> 77")]
    public async Task ColumnOfAnotherType_FailsTheQueryThatHasAConditionOnIt(string where)
    {
        await using var lake = await LakeAsync(static _ => []);
        await lake.PutParquetAsync("t/day=2/bad.parquet", "SELECT 'x' AS n, 'x' AS s");

        var reason = await lake.FailAsync($"SELECT s FROM t {where}");

        Assert.StartsWith("HIVE_BAD_DATA", reason, StringComparison.Ordinal);
        Assert.Contains(Bad, reason, StringComparison.Ordinal);
    }

    private static byte[] Cut(byte[] whole) => whole[..(whole.Length / 2)];

    private static async Task PutAsync(AthenaLake lake, string key, byte[] bytes)
    {
        using var content = new MemoryStream(bytes);
        await lake.Store.PutAsync("lake", key, content, "application/octet-stream", AthenaLake.Token);
    }

    /// <summary>Table t with a good file in each of two days and a bad one in the second, and table u of one number.</summary>
    private static async Task<AthenaLake> LakeAsync(Func<byte[], byte[]> damage)
    {
        const string Rows = "SELECT i::INTEGER AS n, 'a' || i AS s, TIMESTAMP '2026-11-01 00:00:00' AS at, [i] AS a FROM range(1, 4) r(i)";
        var lake = new AthenaLake();
        await lake.SucceedAsync(
            "CREATE EXTERNAL TABLE t (n int, s string, at timestamp, a array<bigint>) PARTITIONED BY (day string) STORED AS PARQUET LOCATION 's3://lake/t/'");
        await lake.SucceedAsync("CREATE EXTERNAL TABLE u (n int) STORED AS PARQUET LOCATION 's3://lake/u/'");
        await lake.PutParquetAsync("u/one.parquet", "SELECT 1 AS n");
        await lake.PutParquetAsync("t/day=1/good.parquet", Rows);
        await lake.PutParquetAsync("t/day=2/bad.parquet", Rows);
        await PutAsync(lake, "t/day=2/bad.parquet", damage(await File.ReadAllBytesAsync(lake.Store.Find("lake", "t/day=2/bad.parquet")!.FilePath, AthenaLake.Token)));
        await lake.SucceedAsync("MSCK REPAIR TABLE t");
        return lake;
    }
}
