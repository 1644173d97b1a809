using System.Text.Json.Nodes;

namespace Sluice.Lake.Tests.Athena;

/// <summary>A query's conditions on partition keys decide which partitions are looked at, and change no answer.</summary>
public sealed class PartitionPruningTests
{
    private const string Line = "1\n";

    [Theory]
    [InlineData("day = '2026-11-02'", 1)]
    [InlineData("t.day = '2026-11-02' AND n > 0", 1)]
    [InlineData("day BETWEEN '2026-11-02' AND '2026-11-03'", 2)]
    [InlineData("day IN ('2026-11-01', '2026-11-04')", 2)]
    [InlineData("CAST(day AS date) > DATE '2026-11-01' AND concat(day, '!') < '2026-11-04!'", 2)]
    [InlineData("day LIKE '2026-11%' AND NOT (day = '2026-11-01')", 3)]
    [InlineData("day = '2026-11-01' OR n = 1", 4)]
    [InlineData("n = 1", 4)]
    [InlineData("day > CAST(random() AS varchar)", 4)]
    [InlineData("day = (SELECT max(day) FROM days)", 4)]
    public async Task Conditions_OnKeysAlone_LeaveOutFiles(string condition, int files)
    {
        await using var lake = await DaysAsync();

        var query = await lake.SucceedAsync($"SELECT count(*) FROM days AS t WHERE {condition}");

        Assert.Equal(files * Line.Length, (long)query["Statistics"]!["DataScannedInBytes"]! / (condition.Contains("SELECT", StringComparison.Ordinal) ? 2 : 1));
    }

    [Fact]
    public async Task PartitionsThatAreLeftOut_NeedNotEvenBeReadable()
    {
        await using var lake = await DaysAsync();
        await lake.SucceedAsync("ALTER TABLE days ADD PARTITION (day = 'gone') LOCATION 's3://no-such-bucket/days/'");

        Assert.Equal(["2"], await lake.RowsAsync("SELECT count(*) FROM days WHERE day < '2026-11-03'"));
        Assert.Contains("no-such-bucket", await lake.FailAsync("SELECT count(*) FROM days"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("SELECT a.day, b.day FROM days a JOIN days b ON a.n = b.n WHERE a.day = '2026-11-01' AND b.day = '2026-11-04'", "2026-11-01|2026-11-04")]
    [InlineData("SELECT a.day, b.day FROM days a LEFT JOIN days b ON a.day = b.day WHERE a.day = '2026-11-01' AND b.day IS NULL", "")]
    [InlineData("SELECT count(*) FROM days a LEFT JOIN days b ON a.day = b.day WHERE coalesce(b.day, '2026-11-02') = '2026-11-02'", "1")]
    [InlineData("SELECT count(*) FROM (SELECT * FROM days WHERE day = '2026-11-01' UNION ALL SELECT * FROM days WHERE day = '2026-11-03')", "2")]
    [InlineData("WITH one AS (SELECT * FROM days WHERE day = '2026-11-01') SELECT count(*) FROM one CROSS JOIN days", "4")]
    [InlineData("SELECT count(*) FROM days WHERE day = '2026-11-01' AND day IN (SELECT d.day FROM days d WHERE d.day > '2026-10')", "1")]
    [InlineData("SELECT count(*) FROM days WHERE TRY_CAST(day AS integer) IS NULL", "4")]
    [InlineData("SELECT count(*) FROM days WHERE day = '2027-01-01'", "0")]
    public async Task Answers_AreThoseOfAllPartitions(string sql, string expected)
    {
        await using var lake = await DaysAsync();

        Assert.Equal(expected.Length == 0 ? [] : [expected], await lake.RowsAsync(sql));
    }

    [Fact]
    public async Task NullPartition_AndTypedKeys_AreComparedAsTheQueryDoes()
    {
        await using var lake = new AthenaLake();
        await lake.SucceedAsync("CREATE EXTERNAL TABLE typed (n int) PARTITIONED BY (year int, kind string) LOCATION 's3://lake/typed/'");
        foreach (var (year, kind) in new[] { ("2025", "a"), ("2026", "a"), ("2026", "__HIVE_DEFAULT_PARTITION__"), ("07", "it's") })
        {
            await lake.PutTextAsync($"typed/year={year}/kind={Uri.EscapeDataString(kind)}/f.txt", Line);
        }

        await lake.SucceedAsync("MSCK REPAIR TABLE typed");

        Assert.Equal(["1"], await lake.RowsAsync("SELECT count(*) FROM typed WHERE kind IS NULL AND year = 2026"));
        Assert.Equal(["2"], await lake.RowsAsync("SELECT count(*) FROM typed WHERE kind = 'a' AND year > 7"));
        Assert.Equal(["7|it's"], await lake.RowsAsync("SELECT year, kind FROM typed WHERE year = 7 AND kind = 'it''s'"));
    }

    private static async Task<AthenaLake> DaysAsync()
    {
        var lake = new AthenaLake();
        await lake.SucceedAsync("CREATE EXTERNAL TABLE days (n int) PARTITIONED BY (day string) LOCATION 's3://lake/days/'");
        for (var day = 1; day <= 4; day++)
        {
            await lake.PutTextAsync($"days/day=2026-11-0{day}/f.txt", Line);
        }

        await lake.SucceedAsync("MSCK REPAIR TABLE days");
        return lake;
    }
}
