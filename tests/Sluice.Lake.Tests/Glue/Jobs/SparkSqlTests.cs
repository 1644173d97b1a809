namespace Sluice.Lake.Tests.Glue.Jobs;

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

    // Bytes become the text that they are of, doubles Java's, NULL in an array null.
    [InlineData("SELECT get_json_object(CAST(b AS STRING), '$.no') AS a, CAST(b AS STRING) AS b FROM t", "SELECT encode('{\"no\": \"Tromsø\"}') AS b", "a VARCHAR, b VARCHAR\nTromsø|{\"no\": \"Tromsø\"}")]
    [InlineData("SELECT CAST(x AS STRING) AS a, concat('~', x, true) AS b, CAST(array(1, NULL) AS STRING) AS c FROM t", "SELECT 2.5e7::DOUBLE AS x", "a VARCHAR, b VARCHAR, c VARCHAR\n2.5E7|~2.5E7true|[1, null]")]
    [InlineData("SELECT concat_ws('/', 'a', list, NULL, n) AS a, concat_ws('/', collect_list(n)) AS b FROM t GROUP BY list, n", "SELECT ['b', NULL, 'c d'] AS list, 7 AS n", "a VARCHAR, b VARCHAR\na/b/c d/7|7")]

    // Arrays begin at 0, maps do not; nothing lies before the first.
    [InlineData("SELECT split(s, '-')[0] AS a, split(s, '-')[2] AS b, m['x'] AS c, split(s, '-')[-1] AS d FROM t", "SELECT '12-34' AS s, MAP {'x': 5} AS m", "a VARCHAR, b VARCHAR, c INTEGER, d VARCHAR\n12|NULL|5|NULL")]
    [InlineData("SELECT array_distinct(a) AS a, array_contains(a, 9) AS b, array_contains(a, 2) AS c FROM t", "SELECT [4, NULL, 2, 4] AS a", "a INTEGER[], b BOOLEAN, c BOOLEAN\n[4, NULL, 2]|NULL|true")]

    // Two dates make an interval, a date and days a date.
    [InlineData("SELECT b - a AS a, b + INTERVAL 1 DAY AS b, a - INTERVAL '1' MONTH AS c, INTERVAL 2 WEEKS + a AS d, a + INTERVAL 3 HOURS AS e FROM t", "SELECT DATE '2026-03-29' AS a, DATE '2026-03-31' AS b", "a BIGINT, b DATE, c DATE, d DATE, e TIMESTAMP\n172800000000|2026-04-01|2026-02-28|2026-04-12|2026-03-29 03:00:00")]
    [InlineData("SELECT extract(DAY FROM b - a) AS a, extract(HOUR FROM b - a) AS b, day(b) AS c FROM t", "SELECT TIMESTAMP '2026-01-01 10:00:00' AS a, TIMESTAMP '2026-01-04 11:30:00' AS b", "a INTEGER, b INTEGER, c INTEGER\n3|1|4")]
    [InlineData("SELECT CAST('2026-03' AS DATE) AS a, year('2026') AS b, CAST(d AS DOUBLE) AS c, CAST(90 AS TIMESTAMP) AS d, CAST(true AS INT) AS e, from_unixtime(1.9) AS f FROM t", "SELECT TIMESTAMP '1970-01-01 00:00:01.5' AS d", "a DATE, b INTEGER, c DOUBLE, d TIMESTAMP, e INTEGER, f VARCHAR\n2026-03-01|2026|1.5|1970-01-01 00:01:30|1|1970-01-01 00:00:01")]
    [InlineData("SELECT to_timestamp(90) AS a, CAST('1e3' AS INT) AS b, CAST(' +12.9' AS INT) AS c, date_format(d, 'D DDD') AS e FROM t", "SELECT DATE '2026-02-01' AS d", "a TIMESTAMP, b INTEGER, c INTEGER, e VARCHAR\n1970-01-01 00:01:30|NULL|12|32 032")]
    [InlineData("SELECT CAST(x AS DECIMAL(20, 4)) AS a FROM t", "SELECT 16879658::FLOAT AS x", "a DECIMAL(20,4)\n16879658.0000")]

    // Paths: names in brackets, numbers; one that does not begin with $ finds nothing.
    [InlineData("SELECT get_json_object(j, '$.a[1][''b.c'']') AS a, get_json_object(j, \"$['a'][0]\") AS b, get_json_object(j, 'a') AS c FROM t", "SELECT '{\"a\": [1, {\"b.c\": \"x\"}]}' AS j", "a VARCHAR, b VARCHAR, c VARCHAR\nx|1|NULL")]
    [InlineData("SELECT regexp_replace(s, '([a-z])([0-9])', '$2$1') AS a, trim(LEADING 'a' FROM s) AS b, trim(s) AS c FROM t", "SELECT 'a1b2 ' AS s", "a VARCHAR, b VARCHAR, c VARCHAR\n1a2b |1b2 |a1b2")]
    [InlineData("SELECT count(DISTINCT a, b) AS a, count(a, b) AS b FROM t", "SELECT unnest([1, 1, 1, 2]) AS a, unnest(['x', 'x', NULL, 'x']) AS b", "a BIGINT, b BIGINT\n2|3")]
    [InlineData("SELECT a.n FROM t a LEFT SEMI JOIN t b ON a.n = b.n + 1 UNION ALL SELECT a.n * 10 FROM t a left anti join t b ON a.n = b.n + 1", "SELECT unnest([1, 2]) AS n", "n INTEGER\n2\n10")]
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
    [InlineData("SELECT get_json_object('{}', '$.a[*]') AS v FROM t", "q: the lake knows paths of names and numbers in get_json_object, not '$.a[*]'.")]
    [InlineData("SELECT get_json_object('{}', concat('$.', n)) AS v FROM t", "q: the lake knows JSON paths that are written in the SQL, not ones that are computed.")]
    [InlineData("SELECT get_json_object(\"{'a': 1}\", '$.a') AS v FROM t", "q: Invalid Input Error: the lake reads JSON in double quotes only: get_json_object has met single ones")]
    [InlineData("SELECT date_format(DATE '2026-01-01', 'YYYY') AS v FROM t", "q: the date pattern 'YYYY': the lake does not know Y in Spark SQL.")]
    [InlineData("SELECT ltrim('0', '007') AS v FROM t", "q: the lake knows ltrim of one text: of other characters than blanks, write TRIM(BOTH 'x' FROM text), LEADING or TRAILING.")]
    [InlineData("SELECT concat(array(1), array(n)) AS v FROM t", "q: Invalid Input Error: the lake does not know concat of arrays: write a || b")]
    [InlineData("SELECT CAST(row(n) AS STRING) AS v FROM t", "q: Invalid Input Error: the lake does not know a value of type STRUCT(INTEGER) as text")]
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
