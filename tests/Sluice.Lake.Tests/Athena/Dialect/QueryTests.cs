namespace Sluice.Lake.Tests.Athena.Dialect;

/// <summary>Clauses, names and syntax: <see href="https://trino.io/docs/current/sql/select.html"/>.</summary>
public sealed class QueryTests
{
    [Theory]
    [InlineData("SELECT x FROM (VALUES 2, NULL, 1) t (x) ORDER BY x DESC", "2; 1; ∅")]
    [InlineData("SELECT x FROM (VALUES 2, NULL, 1) t (x) ORDER BY x", "1; 2; ∅")]
    public Task Nulls_come_last(string sql, string expected) => DialectTable.CheckAsync(sql, expected);

    [Theory]
    [InlineData("SELECT x FROM (VALUES 1, 2, 3) t (x) ORDER BY x OFFSET 1 LIMIT 1", "2")]
    [InlineData("SELECT x FROM (VALUES 1, 2, 3) t (x) ORDER BY x LIMIT 1 OFFSET 1", "SYNTAX_ERROR: line 1:57: mismatched input 'OFFSET'. Expecting: <EOF>")]
    [InlineData("SELECT x FROM (VALUES 1, 2, 3) t (x) ORDER BY x FETCH FIRST 2 ROWS ONLY", "1; 2")]
    public Task Offset_comes_before_limit(string sql, string expected) => DialectTable.CheckAsync(sql, expected);

    [Theory]
    [InlineData("WITH RECURSIVE t (n) AS (VALUES 1 UNION ALL SELECT n + 1 FROM t WHERE n < 3) SELECT n FROM t", "1; 2; 3")]
    [InlineData("SELECT 1 INTERSECT SELECT 1", "1")]
    [InlineData("SELECT 1 EXCEPT SELECT 1", "")]
    public Task Recursion_and_set_operations(string sql, string expected) => DialectTable.CheckAsync(sql, expected);

    [Theory]
    [InlineData("SELECT `x` FROM (VALUES 1) t (x)", "SYNTAX_ERROR: line 1:8: backquoted identifiers are not supported; use double quotes to quote identifiers")]
    [InlineData("SELECT X AS \"Mixed\" FROM (VALUES 1) t (x)", "1")]
    [InlineData("SELECT * EXCLUDE (x) FROM (VALUES (1, 2)) t (x, y)", "SYNTAX_ERROR: line 1:10: mismatched input 'EXCLUDE'. Expecting: <EOF>")]
    public Task Foreign_syntax_is_refused(string sql, string expected) => DialectTable.CheckAsync(sql, expected);

    [Theory]
    [InlineData("SELECT x FROM (VALUES 1) a (x), (VALUES 2) b (x)", "AMBIGUOUS_NAME: line 1:8: Column 'x' is ambiguous")]
    [InlineData("SELECT x, count(*) FROM (VALUES 1) a (x) GROUP BY ALL", "SYNTAX_ERROR: line 1:51: mismatched input 'ALL'. Expecting: <expression>")]
    [InlineData("SELECT DISTINCT ON (x) x FROM (VALUES 1) a (x)", "SYNTAX_ERROR: line 1:17: mismatched input 'ON'. Expecting: <expression>")]
    [InlineData("SELECT x, x + 1 AS y, y + 1 FROM (VALUES 1) a (x)", "COLUMN_NOT_FOUND: line 1:23: Column 'y' cannot be resolved")]
    [InlineData("SELECT x AS y FROM (VALUES 1) a (x) WHERE y = 1", "COLUMN_NOT_FOUND: line 1:43: Column 'y' cannot be resolved")]
    [InlineData("SELECT missing", "COLUMN_NOT_FOUND: line 1:8: Column 'missing' cannot be resolved")]
    public Task Names_resolve_as_in_Athena(string sql, string expected) => DialectTable.CheckAsync(sql, expected);

    [Theory]
    [InlineData("SELECT list_aggregate(x, 'sum') FROM (VALUES 1) a (x)", "FUNCTION_NOT_FOUND: line 1:8: Function 'list_aggregate' not registered")]
    [InlineData("SELECT strftime(DATE '2024-01-01', '%Y')", "FUNCTION_NOT_FOUND: line 1:8: Function 'strftime' not registered")]
    [InlineData("SELECT 5 // 2", "SYNTAX_ERROR: line 1:10: mismatched input '//'. Expecting: <EOF>")]
    public Task Functions_of_DuckDB_are_not_registered(string sql, string expected) => DialectTable.CheckAsync(sql, expected);

    [Theory]
    [InlineData("SELECT if(1 = 1, 'a', 'b')", "a")]
    [InlineData("SELECT if(1 = 2, 'a')", "∅")]
    [InlineData("SELECT nullif(1, 1)", "∅")]
    [InlineData("SELECT coalesce(NULL, 2)", "2")]
    [InlineData("SELECT greatest(1, 2.5)", "2.5")]
    [InlineData("SELECT CASE WHEN 1 = 1 THEN 'a' ELSE 1 END", "TYPE_MISMATCH: line 1:38: All CASE results must be the same type or coercible to a common type. Cannot find common type between varchar(1) and integer, all types (without duplicates): [varchar(1), integer]")]
    public Task Conditional_expressions(string sql, string expected) => DialectTable.CheckAsync(sql, expected);

    [Theory]
    [InlineData("SELECT 1 WHERE 'a'", "TYPE_MISMATCH: line 1:16: WHERE clause must evaluate to a boolean: actual type varchar(1)")]
    public Task Conditions_must_be_boolean(string sql, string expected) => DialectTable.CheckAsync(sql, expected);

    [Theory]
    [InlineData("SELECT x FROM (SELECT 1 AS x) a JOIN (SELECT 1 AS y) b ON a.x = b.y", "1")]
    [InlineData("SELECT a.x, b.y FROM (SELECT 1 AS x) a LEFT JOIN (SELECT 2 AS y) b ON a.x = b.y", "1|∅")]
    [InlineData("SELECT x FROM (VALUES 1) a (x) JOIN (VALUES 1) b (x) USING (x)", "1")]
    [InlineData("SELECT count(*) FROM (VALUES 1, 2) a (x) TABLESAMPLE BERNOULLI (100)", "2")]
    [InlineData("VALUES (1, 'a'), (2, 'b')", "1|a; 2|b")]
    [InlineData("SELECT * FROM (VALUES 1) t (x) WHERE x IN (SELECT 'a')", "TYPE_MISMATCH: line 1:38: Value expression and result of subquery must be of the same type: integer vs row(field0 varchar(1))")]
    [InlineData("SELECT (SELECT max(x) FROM (VALUES 1, 5) u (x)) + y FROM (VALUES 1) t (y)", "6")]
    [InlineData("SELECT 1 AS \"a\", 2 AS \"b\";", "1|2")]
    [InlineData("TABLE nothing", "TABLE_NOT_FOUND: line 1:7: Table 'awsdatacatalog.db.nothing' does not exist")]
    public Task Joins_samples_values_and_subqueries(string sql, string expected) => DialectTable.CheckAsync(sql, expected);

    [Theory]
    [InlineData("SELECT (SELECT x FROM (VALUES 1, 2) t (x))", "SUBQUERY_MULTIPLE_ROWS: Scalar sub-query has returned multiple rows")]
    [InlineData("SELECT x FROM (VALUES 1) t (x) GROUP BY 2", "INVALID_COLUMN_REFERENCE: line 1:41: GROUP BY position 2 is not in select list")]
    [InlineData("SELECT x FROM (VALUES 1) t (x) ORDER BY 2", "INVALID_COLUMN_REFERENCE: line 1:41: ORDER BY position 2 is not in select list")]
    [InlineData("SELECT 1 UNION SELECT 2 ORDER BY 3", "INVALID_COLUMN_REFERENCE: ORDER BY position is not in select list")]
    [InlineData("SELECT * FROM (VALUES (1, 2)) t (a, b) ORDER BY 2", "1|2")]
    public Task Mistakes_have_Athenas_codes(string sql, string expected) => DialectTable.CheckAsync(sql, expected);

    [Theory]
    [InlineData("SELECT from_unixtime_nanos(1)", "NOT_SUPPORTED: the lake does not support the function from_unixtime_nanos yet. Run this statement on AWS, or write it another way.")]
    [InlineData("SELECT bitwise_left_shift(1, 2)", "NOT_SUPPORTED: the lake does not support the function bitwise_left_shift yet. Run this statement on AWS, or write it another way.")]
    [InlineData("SELECT strpos('aa', 'a', 2)", "NOT_SUPPORTED: the lake does not support the function strpos with 3 arguments yet. Run this statement on AWS, or write it another way.")]
    public Task Functions_that_the_lake_lacks_are_not_unknown(string sql, string expected) => DialectTable.CheckAsync(sql, expected);

    [Theory]
    [InlineData("SELECT current_catalog, current_schema", "awsdatacatalog|db")]
    [InlineData("SELECT current_user", "NOT_SUPPORTED: the lake does not support current_user yet. Run this statement on AWS, or write it another way.")]
    [InlineData("SELECT \"current_user\" FROM (VALUES 1) t (\"current_user\")", "1")]
    public Task Words_of_the_session(string sql, string expected) => DialectTable.CheckAsync(sql, expected);

    [Theory]
    [InlineData("SELECT x, typeof(x), typeof(y), y + INTERVAL '1' DAY FROM (VALUES (1, DATE '2020-01-01')) a (x, y) JOIN (VALUES BIGINT '1') b (x) USING (x)", "1|bigint|date|2020-01-02")]
    [InlineData("SELECT *, floor(y) FROM (VALUES (1, 1.55)) a (x, y) JOIN (VALUES (1, 'z')) b (x, z) USING (x)", "1|1.55|z|1")]
    [InlineData("SELECT x, y FROM (VALUES 1) a (x) JOIN (VALUES 1) b (x) USING (x) JOIN (VALUES (1, 'c')) c (x, y) USING (x)", "1|c")]
    [InlineData("SELECT missing FROM (VALUES 1) a (x) JOIN (VALUES 1) b (x) USING (x)", "COLUMN_NOT_FOUND: line 1:8: Column 'missing' cannot be resolved")]
    public Task Columns_behind_using_have_types(string sql, string expected) => DialectTable.CheckAsync(sql, expected);
}
