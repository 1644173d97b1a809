using System.Text.Json.Nodes;

namespace Sluice.Lake.Tests.Athena;

public sealed class StatisticsTests
{
    [Fact]
    public async Task Only_the_partitions_that_are_read_count()
    {
        await using var lake = new AthenaLake();
        await lake.SucceedAsync("CREATE EXTERNAL TABLE t (a bigint) PARTITIONED BY (d date) STORED AS PARQUET LOCATION 's3://lake/t/'");
        for (var day = 1; day <= 4; day++)
        {
            await lake.PutParquetAsync($"t/d=2023-11-0{day}/run=x/1.parquet", $"SELECT i * {day} AS a FROM range(1000) r(i)");
        }

        await lake.PutParquetAsync("moved/1.parquet", "SELECT i AS a FROM range(1000) r(i)");
        await lake.SucceedAsync("MSCK REPAIR TABLE t");
        var all = lake.Store.List("lake", "t/").Sum(static found => found.Size);
        var one = lake.Store.Find("lake", "t/d=2023-11-02/run=x/1.parquet")!.Size;

        Assert.Equal(all, await ScannedAsync(lake, "SELECT sum(a) FROM t"));
        Assert.InRange(await ScannedAsync(lake, "SELECT sum(a) FROM t WHERE d = DATE '2023-11-02'"), one * 9 / 10, one * 11 / 10);
        Assert.Equal(0, await ScannedAsync(lake, "SELECT 1"));

        // A partition elsewhere makes the folders useless; each partition is then read by itself.
        await lake.SucceedAsync("ALTER TABLE t ADD PARTITION (d = '2023-11-09') LOCATION 's3://lake/moved/'");
        var moved = lake.Store.Find("lake", "moved/1.parquet")!.Size;
        Assert.InRange(await ScannedAsync(lake, "SELECT sum(a) FROM t"), all + moved - 5, all + moved);
        Assert.InRange(await ScannedAsync(lake, "SELECT sum(a) FROM t WHERE d = DATE '2023-11-09'"), moved * 9 / 10, moved * 11 / 10);
        Assert.Equal(["499500"], await lake.RowsAsync("SELECT sum(a) FROM t WHERE d = DATE '2023-11-09'"));
    }

    [Fact]
    public async Task Times_are_measured()
    {
        await using var lake = new AthenaLake();
        var query = await lake.SucceedAsync("SELECT count(*) FROM UNNEST(sequence(1, 300000)) t (n)");
        var statistics = query["Statistics"]!;
        var total = (long)statistics["TotalExecutionTimeInMillis"]!;
        Assert.InRange(total, 1, 60_000);
        foreach (var name in new[] { "QueryQueueTimeInMillis", "QueryPlanningTimeInMillis", "EngineExecutionTimeInMillis", "ServiceProcessingTimeInMillis" })
        {
            Assert.InRange((long)statistics[name]!, 0, total);
        }

        Assert.Equal("Athena engine version 3", (string?)query["EngineVersion"]!["EffectiveEngineVersion"]);
        Assert.True((decimal)query["Status"]!["CompletionDateTime"]! >= (decimal)query["Status"]!["SubmissionDateTime"]!);
    }

    private static async Task<long> ScannedAsync(AthenaLake lake, string sql) =>
        (long)((JsonObject)(await lake.SucceedAsync(sql))["Statistics"]!)["DataScannedInBytes"]!;
}
