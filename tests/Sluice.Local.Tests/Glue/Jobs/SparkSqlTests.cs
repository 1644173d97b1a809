namespace Sluice.Local.Tests.Glue.Jobs;

/// <summary>Spark SQL as the SQL job runs it; what is expected is what Spark does.</summary>
public sealed class SparkSqlTests
{
    private const string One = "SELECT 1 AS n";

    [Theory]
    // A week begins on Sunday with 1; a text in double quotes is a text, and a literal is named by its value.
    [InlineData("SELECT dayofweek(d) AS d FROM t", "SELECT DATE '2026-11-22' AS d", "d INTEGER\n1")]
    [InlineData("SELECT \"range\" FROM t", "SELECT 7 AS range", "range VARCHAR\nrange")]
    [InlineData("SELECT `range` FROM t", "SELECT 7 AS range", "range INTEGER\n7")]
    [InlineData("SELECT get_json_object(CAST(j AS STRING), '$.en') AS v FROM t", "SELECT '{\"en\": \"Oslo\"}' AS j", "v VARCHAR\nOslo")]
    [InlineData("SELECT get_json_object(CAST(j AS STRING), '$.en') AS v FROM t", "SELECT 'Oslo' AS j", "v VARCHAR\nNULL")]
    [InlineData("SELECT b - a AS v FROM t", "SELECT TIMESTAMP '2026-01-01 10:00:00' AS a, TIMESTAMP '2026-01-02 11:00:00.5' AS b", "v BIGINT\n90000500000")]
    [InlineData("SELECT collect_list(v) AS v FROM t", "SELECT unnest([1, NULL, 1]) AS v", "v INTEGER[]\n[1, 1]")]
    [InlineData("SELECT collect_set(v) AS v FROM t WHERE v > 5", "SELECT unnest([1, NULL, 1]) AS v", "v INTEGER[]\n[]")]
    [InlineData("SELECT concat('a', n, NULL) AS a, concat_ws('-', 'a', NULL, 'b') AS b FROM t", One, "a VARCHAR, b VARCHAR\nNULL|a-b")]
    [InlineData("SELECT 7 / 2 AS a, 7 DIV 2 AS b, 1 / 0 AS c, 7 % 2 AS d FROM t", One, "a DOUBLE, b INTEGER, c DOUBLE, d INTEGER\n3.5|3|NULL|1")]
    [InlineData("SELECT CAST('x' AS INT) AS a, CAST(1.9 AS INT) AS b, CAST(s AS INT) AS c, CAST(s AS DECIMAL) AS d FROM t", "SELECT '2.7' AS s", "a INTEGER, b INTEGER, c INTEGER, d DECIMAL(10,0)\nNULL|1|2|3")]
    [InlineData("SELECT date_format(d, 'yyyy/MM/dd HH:mm') AS a, trunc(d, 'MM') AS b, add_months(d, 1) AS c, datediff(d, '2026-01-01') AS e FROM t", "SELECT TIMESTAMP '2026-01-31 04:05:06' AS d", "a VARCHAR, b DATE, c DATE, e INTEGER\n2026/01/31 04:05|2026-01-01|2026-02-28|30")]
    [InlineData("SELECT 'it\\'s' AS a, \"say \\\"x\\\"\" AS b, 5L AS c, 1.5D AS d -- no more\nFROM t;", One, "a VARCHAR, b VARCHAR, c BIGINT, d DOUBLE\nit's|say \"x\"|5|1.5")]
    [InlineData("SELECT current_timestamp > TIMESTAMP '2020-01-01 00:00:00' AS a, current_date() >= DATE '2020-01-01' AS b, now() > '2020-01-01' AS c FROM t", One, "a BOOLEAN, b BOOLEAN, c BOOLEAN\ntrue|true|true")]
    [InlineData("SELECT n FROM t ORDER BY n", "SELECT unnest([2, NULL, 1]) AS n", "n INTEGER\nNULL\n1\n2")]
    [InlineData("SELECT n <=> NULL AS a, substring('spark', -3, 2) AS b, substr('spark', 0, 2) AS c, size(split('a,b', ',')) AS d FROM t", One, "a BOOLEAN, b VARCHAR, c VARCHAR, d INTEGER\nfalse|ar|sp|2")]
    [InlineData("WITH w AS (SELECT n, row_number() OVER (PARTITION BY n ORDER BY n) AS r FROM t) SELECT sum(n) AS s, max(r) AS r FROM w", One, "s BIGINT, r INTEGER\n1|1")]
    [InlineData("SELECT if(n > 0, 'yes', 'no') AS a, nvl(NULL, n) AS b, CASE WHEN n = 1 THEN 'one' END AS c FROM t", One, "a VARCHAR, b INTEGER, c VARCHAR\nyes|1|one")]
    [InlineData("SELECT from_unixtime(0) AS a, to_date('03.02.2026', 'dd.MM.yyyy') AS b, year('2026-05-01') AS c, extract(YEAR FROM DATE '2026-05-01') AS d FROM t", One, "a VARCHAR, b DATE, c INTEGER, d INTEGER\n1970-01-01 00:00:00|2026-02-03|2026|2026")]
    public async Task Computes(string sql, string table, string rows)
    {
        await using var lake = GlueLake.Create();
        await lake.CreateJobAsync();
        Assert.Equal(rows, await lake.QueryAsync(sql, table));
    }

    [Theory]
    [InlineData("SELECT soundex('x') AS s FROM t", "q: the lake does not know the function soundex of Spark SQL. Write it with functions that it knows, or run the job on AWS.")]
    [InlineData("SELECT n FROM routes_bronze", "q: the SQL names the table routes_bronze, which nothing provides: it is none of its tables (t). Add it to \"tables\" with its s3_path.")]
    [InlineData("SELECT n + 1 FROM t", "q: the column 1 of the result has no name: give it one with AS.")]
    [InlineData("SELECT n, n FROM t", "q: Found duplicate column(s) in the data to save: n. Give one of them another name with AS.")]
    [InlineData("DROP TABLE t", "q: sql_text must be one query (SELECT or WITH): its result is what is written.")]
    [InlineData("SELECT * FROM read_csv('/etc/passwd')", "q: the lake does not know the table function read_csv of Spark.")]
    [InlineData("SELECT n FROM t LATERAL VIEW explode(array(1)) x AS y", "q: line 1: the lake does not know LATERAL in Spark SQL.")]
    [InlineData("SELECT 'n FROM t", "q: line 1: the text that begins here is not closed.")]
    public async Task Refuses(string sql, string error)
    {
        await using var lake = GlueLake.Create();
        await lake.CreateJobAsync();
        Assert.Equal(error, await lake.QueryAsync(sql, One));
    }

    [Fact]
    public async Task OtherFunctions_ComputeAsSparkDoes()
    {
        await using var lake = GlueLake.Create();
        await lake.CreateJobAsync();
        var row = await lake.QueryAsync(
            """
            SELECT weekday(d) AS a, dayofmonth(d) AS b, dayofyear(d) AS c, weekofyear(d) AS e, quarter(d) AS f, hour(d) AS g, minute(d) AS h,
                second(d) AS i, date_add(d, 1) AS j, date_sub(d, 1) AS k, date_trunc('month', d) AS l, unix_timestamp(d) AS m, length('ab') AS o,
                instr('abc', 'c') AS p, locate('b', 'abc') AS q, left('abc', 2) AS r, right('abc', 2) AS s, lpad('a', 3, '0') AS u,
                rpad('a', 3) AS v, initcap('one two') AS w, regexp_replace('aab', 'a', 'x') AS x, regexp_extract('a1', '([0-9])', 1) AS y,
                rlike('abc', 'b') AS z, ceil(1.2) AS aa, floor(-1.2) AS ab, pmod(-1, 3) AS ac, isnull(d) AS ad, nvl2(d, 1, 2) AS ae,
                array_contains(array(1, 2), 2) AS af, sort_array(array(2, 1)) AS ag, element_at(array(5), 1) AS ah, upper('a') AS ai,
                unix_timestamp('2026', 'yyyy') AS aj, months_free.n AS ak
            FROM t CROSS JOIN (SELECT 1 AS n) months_free
            """,
            "SELECT TIMESTAMP '2026-11-21 10:20:30' AS d");
        Assert.Equal(
            "5|21|325|47|4|10|20|30|2026-11-22|2026-11-20|2026-11-01 00:00:00|1795256430|2|3|2|ab|bc|00a|a  |One Two|xxb|1|true|2|-2|2|false|1|true|[1, 2]|5|A|1767225600|1",
            row[(row.IndexOf('\n') + 1)..]);
    }
}
