using System.Text.Json.Nodes;

namespace Sluice.Lake.Tests.Athena;

public sealed class InsertTests
{
    private const string Table = "CREATE EXTERNAL TABLE t (a int, b float, c varchar(3)) PARTITIONED BY (k int) STORED AS PARQUET LOCATION 's3://lake/t/'";

    [Fact]
    public async Task A_hundred_partitions_are_the_most()
    {
        await using var lake = new AthenaLake();
        await lake.SucceedAsync(Table);
        const string select = "SELECT 1, REAL '1', 'x', CAST(n AS integer) FROM UNNEST(sequence(1, {0})) u (n)";

        Assert.Equal(
            "HIVE_TOO_MANY_OPEN_PARTITIONS: Exceeded limit of 100 open writers for partitions/buckets",
            await lake.FailAsync("INSERT INTO t " + select.Replace("{0}", "101", StringComparison.Ordinal)));
        Assert.Empty(lake.Keys("t/"));

        await lake.SucceedAsync("INSERT INTO t " + select.Replace("{0}", "100", StringComparison.Ordinal));
        Assert.Equal(["100|5050"], await lake.RowsAsync("SELECT count(*), sum(k) FROM t"));
    }

    [Fact]
    public async Task Rows_are_inserted_field_by_field_whatever_their_names()
    {
        await using var lake = new AthenaLake();
        await lake.SucceedAsync(
            "CREATE EXTERNAL TABLE n (r struct<a:bigint,b:string>, l array<struct<a:bigint,b:string>>, m map<string,struct<a:bigint,b:string>>) "
            + "STORED AS PARQUET LOCATION 's3://lake/n/'");
        const string other = "CAST(ROW(2, 'y') AS ROW(b integer, a varchar))";

        await lake.SucceedAsync($"INSERT INTO n SELECT ROW(1, 'x'), ARRAY[{other}, NULL], MAP(ARRAY['k'], ARRAY[{other}])");
        await lake.SucceedAsync("INSERT INTO n SELECT CAST(NULL AS ROW(q integer, r varchar)), CAST(NULL AS ARRAY(ROW(b integer, a varchar))), CAST(NULL AS MAP(varchar, ROW(b integer, a varchar)))");

        Assert.Equal(["{a=1, b=x}|[{a=2, b=y}, null]|{k={a=2, b=y}}"], await lake.RowsAsync("SELECT * FROM n WHERE r IS NOT NULL"));
        Assert.Equal(["1|1|1"], await lake.RowsAsync("SELECT count(*) - count(r), count(*) - count(l), count(*) - count(m) FROM n"));
        Assert.Equal(
            "TYPE_MISMATCH: line 1:1: Insert query has mismatched column types: Table: [row(a bigint, b varchar), array(row(a bigint, b varchar)), "
            + "map(varchar, row(a bigint, b varchar))], Query: [row(a varchar, b varchar), unknown, unknown]",
            await lake.FailAsync("INSERT INTO n SELECT CAST(ROW('1', 'x') AS ROW(a varchar, b varchar)), NULL, NULL"));
    }

    [Fact]
    public async Task Null_fits_every_column_and_what_is_more_than_null_does_not()
    {
        await using var lake = new AthenaLake();
        await lake.SucceedAsync("CREATE EXTERNAL TABLE n (i int, s string, d date, l array<string>) STORED AS PARQUET LOCATION 's3://lake/n/'");

        await lake.SucceedAsync("INSERT INTO n SELECT NULL, NULL, NULL, NULL");
        await lake.SucceedAsync("INSERT INTO n VALUES (NULL, 'x', NULL, NULL), (1, NULL, DATE '2026-01-01', NULL)");
        await lake.SucceedAsync("INSERT INTO n SELECT a, NULL, NULL, NULL FROM (SELECT NULL AS a UNION ALL SELECT 2)");

        Assert.Equal(
            ["1|∅|2026-01-01|∅", "2|∅|∅|∅", "∅|x|∅|∅", "∅|∅|∅|∅", "∅|∅|∅|∅"],
            (await lake.RowsAsync("SELECT coalesce(CAST(i AS varchar), '∅'), coalesce(s, '∅'), coalesce(CAST(d AS varchar), '∅'), coalesce(array_join(l, ','), '∅') FROM n")).Order(StringComparer.Ordinal));
        foreach (var query in (string[])["SELECT a FROM (VALUES NULL, 1) t (a)", "SELECT NULL UNION ALL SELECT 1", "SELECT coalesce(NULL, 1)", "SELECT CASE WHEN true THEN NULL ELSE 1 END", "SELECT max(a) FROM (VALUES NULL, 1) t (a)"])
        {
            Assert.Equal(
                "TYPE_MISMATCH: line 1:1: Insert query has mismatched column types: Table: [varchar], Query: [integer]",
                await lake.FailAsync($"INSERT INTO n (s) {query}"));
        }
    }

    [Fact]
    public async Task What_fails_at_its_end_leaves_no_rows()
    {
        await using var lake = new AthenaLake();
        await lake.SucceedAsync(Table);
        foreach (var result in lake.Store.List("results", ""))
        {
            lake.Store.Delete("results", result.Key);
        }

        var query = await lake.StartAsync(
            "INSERT INTO t SELECT CAST(count(*) AS integer), REAL '1', 'x', CAST(n % 3 AS integer) "
            + "FROM UNNEST(sequence(1, 1000000)) a (n) CROSS JOIN UNNEST(sequence(1, 200)) b (m) GROUP BY n % 3");
        lake.Store.DeleteBucket("results"); // what it writes last, a list of its files, has no place now
        await lake.Service.WaitForQueryAsync(query, AthenaLake.Token);

        var status = (await lake.CallAsync("GetQueryExecution", new JsonObject { ["QueryExecutionId"] = query }))["QueryExecution"]!["Status"]!;
        Assert.Equal("FAILED", (string?)status["State"]);
        Assert.Contains("bucket", (string?)status["StateChangeReason"], StringComparison.Ordinal);
        Assert.Empty(lake.Keys("t/"));
        Assert.Empty(lake.Catalog.Partitions("db", "t"));
    }

    [Fact]
    public async Task What_cannot_make_its_partitions_known_leaves_no_rows()
    {
        await using var lake = new AthenaLake();
        await lake.SucceedAsync(Table);
        var query = await lake.StartAsync(
            "INSERT INTO t SELECT CAST(count(*) AS integer), REAL '1', 'x', CAST(n % 3 AS integer) "
            + "FROM UNNEST(sequence(1, 1000000)) a (n) CROSS JOIN UNNEST(sequence(1, 200)) b (m) GROUP BY n % 3");
        lake.Catalog.DeleteTable("db", "t");
        await lake.Service.WaitForQueryAsync(query, AthenaLake.Token);

        Assert.Equal(
            "FAILED",
            (string?)(await lake.CallAsync("GetQueryExecution", new JsonObject { ["QueryExecutionId"] = query }))["QueryExecution"]!["Status"]!["State"]);
        Assert.Empty(lake.Keys("t/"));
    }

    [Theory]
    [InlineData("INSERT INTO t SELECT 1, true, 'x', 1", "Table: [integer, real, varchar(3), integer], Query: [integer, boolean, varchar, integer]")]
    [InlineData("INSERT INTO t SELECT 1, DATE '2026-01-01', 'x', 1", "Table: [integer, real, varchar(3), integer], Query: [integer, date, varchar, integer]")]
    [InlineData("INSERT INTO t SELECT 1, REAL '1', 'x'", "Table: [integer, real, varchar(3), integer], Query: [integer, real, varchar]")]
    [InlineData("INSERT INTO t (k, a) SELECT 'x', 1", "Table: [integer, integer], Query: [varchar, integer]")]
    public async Task Types_must_match(string sql, string types)
    {
        await using var lake = new AthenaLake();
        await lake.SucceedAsync(Table);
        Assert.Equal($"TYPE_MISMATCH: line 1:1: Insert query has mismatched column types: {types}", await lake.FailAsync(sql));
    }

    [Fact]
    public async Task Numbers_and_moments_become_those_of_the_table_and_fail_where_they_do_not_fit()
    {
        await using var lake = new AthenaLake();
        await lake.SucceedAsync(
            "CREATE EXTERNAL TABLE n (a int, b smallint, c decimal(12,2), d date, e timestamp) PARTITIONED BY (k int) STORED AS PARQUET LOCATION 's3://lake/n/'");
        await lake.SucceedAsync(
            "INSERT INTO n SELECT BIGINT '7', 2.5e0, REAL '16879658', TIMESTAMP '2026-03-29 23:30:00', DATE '2026-03-30', year(DATE '2026-01-01')");
        Assert.Equal(["7|3|16879658.00|2026-03-29|2026-03-30 00:00:00.000|2026"], await lake.RowsAsync("SELECT * FROM n"));
        Assert.Contains("3000000000", await lake.FailAsync("INSERT INTO n (a, k) SELECT BIGINT '3000000000', 1"), StringComparison.Ordinal);
        Assert.Equal(["1"], await lake.RowsAsync("SELECT count(*) FROM n"));
    }

    [Fact]
    public async Task Listed_columns_may_come_in_any_order_and_others_are_null()
    {
        await using var lake = new AthenaLake();
        await lake.SucceedAsync(Table);
        await lake.SucceedAsync("INSERT INTO t (k, a) VALUES (7, 1)");
        Assert.Equal(["1|∅|∅|7"], await lake.RowsAsync("SELECT * FROM t"));
        Assert.Equal("COLUMN_NOT_FOUND: line 1:16: Insert column name does not exist in target table: z", await lake.FailAsync("INSERT INTO t (z) VALUES 1"));
    }

    [Fact]
    public async Task A_text_that_is_too_long_fails()
    {
        await using var lake = new AthenaLake();
        await lake.SucceedAsync(Table);
        Assert.Equal(
            "INVALID_CAST_ARGUMENT: Cannot truncate non-space characters when casting from varchar to varchar(3) on INSERT",
            await lake.FailAsync("INSERT INTO t VALUES (1, REAL '1', 'long', 1)"));
        await lake.SucceedAsync("INSERT INTO t VALUES (1, REAL '1', 'abc  ', 1)");
        Assert.Equal(["abc"], await lake.RowsAsync("SELECT c FROM t"));
    }

    [Fact]
    public async Task Rows_go_where_the_catalog_says_the_partition_is()
    {
        await using var lake = new AthenaLake();
        await lake.SucceedAsync(Table);
        await lake.SucceedAsync("ALTER TABLE t ADD PARTITION (k = '1') LOCATION 's3://lake/moved/'");
        await lake.SucceedAsync("INSERT INTO t VALUES (1, REAL '1', 'x', 1)");
        Assert.Single(lake.Keys("moved/"));
        Assert.Equal(["1|1.0|x|1"], await lake.RowsAsync("SELECT * FROM t"));
    }

    [Fact]
    public async Task Inserting_nothing_succeeds_and_writes_nothing()
    {
        await using var lake = new AthenaLake();
        await lake.SucceedAsync(Table);
        var query = await lake.SucceedAsync("INSERT INTO t SELECT * FROM t");
        Assert.Empty(lake.Keys("t/"));
        Assert.Equal(0, (long)(await lake.ResultsAsync((string)query["QueryExecutionId"]!))["UpdateCount"]!);
    }

    [Fact]
    public async Task The_manifest_lists_the_files()
    {
        await using var lake = new AthenaLake();
        await lake.SucceedAsync(Table);
        var query = await lake.SucceedAsync("INSERT INTO t VALUES (1, REAL '1', 'x', 1), (1, REAL '1', 'x', 2)");
        var id = (string)query["QueryExecutionId"]!;
        Assert.Equal($"s3://results/out/{id}-manifest.csv", (string?)query["Statistics"]!["DataManifestLocation"]);
        Assert.Equal(string.Concat(lake.Keys("t/").Select(static key => $"s3://lake/{key}\n")), lake.ReadText("results", $"out/{id}-manifest.csv"));
    }

    [Theory]
    [InlineData("ROW FORMAT DELIMITED FIELDS TERMINATED BY '|'")]
    [InlineData("ROW FORMAT SERDE 'org.apache.hive.hcatalog.data.JsonSerDe'")]
    public async Task Other_formats_read_what_they_wrote(string format)
    {
        await using var lake = new AthenaLake();
        await lake.SucceedAsync($"CREATE EXTERNAL TABLE u (a int, b double, c string, d date) {format} LOCATION 's3://lake/u/'");
        await lake.SucceedAsync("INSERT INTO u VALUES (1, 1.5, 'x \"y\", z', DATE '2023-11-08'), (NULL, NULL, 'z', NULL)");
        Assert.Equal(["1|1.5|x \"y\", z|2023-11-08", "∅|∅|z|∅"], await lake.RowsAsync("SELECT * FROM u ORDER BY a"));
    }

    [Theory]
    [InlineData("org.openx.data.jsonserde.JsonSerDe")]
    [InlineData("org.apache.hadoop.hive.serde2.OpenCSVSerde")]
    public async Task What_Athena_only_reads_is_not_written(string library)
    {
        await using var lake = new AthenaLake();
        await lake.SucceedAsync($"CREATE EXTERNAL TABLE u (a string) ROW FORMAT SERDE '{library}' LOCATION 's3://lake/u/'");
        Assert.Equal(
            $"NOT_SUPPORTED: Athena reads tables of the SerDe '{library}', as 'db.u' is one, and does not write them. " +
            "INSERT takes tables of Parquet, LazySimpleSerDe and org.apache.hive.hcatalog.data.JsonSerDe.",
            await lake.FailAsync("INSERT INTO u VALUES ('x')"));
    }

    [Fact]
    public async Task An_insert_may_read_its_own_table()
    {
        await using var lake = new AthenaLake();
        await lake.SucceedAsync(Table);
        await lake.SucceedAsync("INSERT INTO t VALUES (1, REAL '1', 'x', 1)");
        await lake.SucceedAsync("INSERT INTO t WITH doubled AS (SELECT a * 2 AS a, b, c, k FROM t) SELECT * FROM doubled");
        Assert.Equal(["1|1", "2|1"], await lake.RowsAsync("SELECT a, k FROM t ORDER BY a"));
    }
}
