namespace Sluice.Lake.Tests.Athena;

/// <summary>Names and scopes of whole queries.</summary>
public sealed class QueryShapeTests
{
    [Theory]
    [InlineData("SELECT a.x, b.x FROM (VALUES 1) a (x) CROSS JOIN (VALUES 2) b (x)", "x|x", "1|2")]
    [InlineData("SELECT DISTINCT x, count(*) FROM t GROUP BY x ORDER BY 2", "x|_col1", "1|1")]
    [InlineData("SELECT x, count(*) AS Total FROM db.t GROUP BY x HAVING count(*) > 0 ORDER BY total", "x|total", "1|1")]
    [InlineData("WITH t AS (SELECT x + 1 AS x FROM t) SELECT * FROM t", "x", "2")]
    [InlineData("SELECT T.X FROM AwsDataCatalog.DB.T", "x", "1")]
    [InlineData("SELECT \"t\".\"x\" FROM \"awsdatacatalog\".\"db\".\"t\"", "x", "1")]
    [InlineData("SELECT x FROM t UNION ALL SELECT 5 WHERE false", "x", "1")]
    [InlineData("SELECT * FROM t WHERE x IN (SELECT x FROM t) AND EXISTS (SELECT 1 FROM t AS u WHERE u.x = t.x)", "x", "1")]
    [InlineData("(SELECT x FROM t) ORDER BY x LIMIT 1;", "x", "1")]
    [InlineData("-- a comment\nSELECT /* another */ x FROM t -- the end", "x", "1")]
    [InlineData("SELECT sum(sum(x)) OVER () FROM t GROUP BY x", "_col0", "1")]
    [InlineData("SELECT x / 2, x / 2e0 FROM t", "_col0|_col1", "0|0.5")]
    public async Task Queries_give_these_columns_and_rows(string sql, string header, string row)
    {
        await using var lake = new AthenaLake();
        await lake.SucceedAsync("CREATE EXTERNAL TABLE t (x int) STORED AS PARQUET LOCATION 's3://lake/t/'");
        await lake.SucceedAsync("INSERT INTO t VALUES 1");
        var query = await lake.SucceedAsync(sql);
        Assert.Equal([header, row], AthenaLake.Rows(await lake.ResultsAsync((string)query["QueryExecutionId"]!)));
    }
}
