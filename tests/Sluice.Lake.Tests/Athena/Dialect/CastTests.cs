namespace Sluice.Lake.Tests.Athena.Dialect;

/// <summary>Casts and TRY: <see href="https://trino.io/docs/current/functions/conversion.html"/>.</summary>
public sealed class CastTests
{
    [Theory]
    [InlineData("SELECT CAST('abc' AS integer)", "INVALID_CAST_ARGUMENT: Cannot cast 'abc' to INT")]
    [InlineData("SELECT CAST('1.5' AS integer)", "INVALID_CAST_ARGUMENT: Cannot cast '1.5' to INT")]
    [InlineData("SELECT CAST(' 12' AS bigint)", "INVALID_CAST_ARGUMENT: Cannot cast ' 12' to BIGINT")]
    public Task Texts_that_are_no_integers_do_not_cast(string sql, string expected) => DialectTable.CheckAsync(sql, expected);

    [Theory]
    [InlineData("SELECT CAST('12' AS integer)", "12")]
    public Task Texts_that_are_integers_cast(string sql, string expected) => DialectTable.CheckAsync(sql, expected);

    [Theory]
    [InlineData("SELECT TRY_CAST('1.5' AS integer)", "∅")]
    [InlineData("SELECT TRY(1 / 0)", "∅")]
    [InlineData("SELECT TRY(7 / x) FROM (VALUES 0, 2) t (x) ORDER BY x", "∅; 3")]
    [InlineData("SELECT TRY(CAST('x' AS integer))", "∅")]
    public Task Try_gives_null_where_a_query_would_fail(string sql, string expected) => DialectTable.CheckAsync(sql, expected);

    [Theory]
    [InlineData("SELECT k, TRY(CAST(sum(v) AS tinyint)) FROM (VALUES (1, 100), (1, 100), (2, 5)) t (k, v) GROUP BY k ORDER BY k", "1|∅; 2|5")]
    [InlineData("SELECT TRY(t.k / sum(v) + max(v)) FROM (VALUES (1, 0), (4, 2)) t (k, v) GROUP BY t.k ORDER BY k", "∅; 4")]
    [InlineData("SELECT TRY(TRY(CAST(sum(v) AS tinyint)) / count(*)) FROM (VALUES 7, 9) t (v)", "8")]
    [InlineData("SELECT count(*) FROM (VALUES (1, 'a'), (2, '7')) t (k, v) GROUP BY k HAVING TRY(CAST(max(v) AS integer)) = 7", "1")]
    [InlineData("SELECT TRY(v / lag(v) OVER (ORDER BY v)) FROM (VALUES 0, 5, 10) t (v) ORDER BY v", "∅; ∅; 2")]
    [InlineData("SELECT TRY(v / (SELECT count(*) FROM (VALUES 1, 2) u (w) WHERE w > v)) FROM (VALUES 1, 2) t (v) ORDER BY v", "1; ∅")]
    [InlineData("SELECT TRY(transform(array_agg(v), x -> 10 / x)) FROM (VALUES 5) t (v)", "[2]")]
    [InlineData("SELECT TRY(sum(v)) FROM (VALUES 9223372036854775807, 1) t (v)", "NUMERIC_VALUE_OUT_OF_RANGE: bigint addition overflow")]
    public Task Try_looks_at_what_aggregates_windows_and_queries_give(string sql, string expected) => DialectTable.CheckAsync(sql, expected);

    [Theory]
    [InlineData("SELECT CAST(1e0 AS varchar)", "1.0")]
    [InlineData("SELECT CAST(1e7 AS varchar)", "1.0E7")]
    [InlineData("SELECT CAST(123456789.125e0 AS varchar)", "1.23456789125E8")]
    [InlineData("SELECT CAST(0.0001e0 AS varchar)", "1.0E-4")]
    [InlineData("SELECT CAST(1.5e-10 AS varchar)", "1.5E-10")]
    [InlineData("SELECT CAST(-2.5e20 AS varchar)", "-2.5E20")]
    [InlineData("SELECT CAST(0e0 AS varchar)", "0.0")]
    [InlineData("SELECT CAST(REAL '0.1' AS varchar)", "0.1")]
    [InlineData("SELECT CAST(1.50 AS varchar)", "1.50")]
    [InlineData("SELECT CAST(true AS varchar)", "true")]
    [InlineData("SELECT CAST(TIMESTAMP '2024-01-01 10:00:00' AS varchar)", "2024-01-01 10:00:00.000")]
    [InlineData("SELECT CAST(DATE '2024-01-01' AS varchar)", "2024-01-01")]
    public Task Values_become_text_as_in_Java(string sql, string expected) => DialectTable.CheckAsync(sql, expected);

    [Theory]
    [InlineData("SELECT CAST(REAL '16879658' AS decimal(25, 10))", "16879658.0000000000")]
    [InlineData("SELECT CAST(sum(x) AS decimal(25, 10)) FROM (VALUES REAL '12368096', REAL '1') t (x)", "12368097.0000000000")]
    [InlineData("SELECT CAST('1.46611E7' AS decimal(20, 2)), CAST(REAL '0.125' AS decimal(5, 2))", "14661100.00|0.13")]
    public Task Reals_become_decimals_exactly(string sql, string expected) => DialectTable.CheckAsync(sql, expected);

    [Theory]
    [InlineData("SELECT CAST('abcdef' AS varchar(3))", "abc")]
    public Task A_length_cuts(string sql, string expected) => DialectTable.CheckAsync(sql, expected);

    [Theory]
    [InlineData("SELECT CAST('2024-02-30' AS date)", "INVALID_CAST_ARGUMENT: Value cannot be cast to date: 2024-02-30")]
    [InlineData("SELECT CAST('20240201' AS date)", "INVALID_CAST_ARGUMENT: Value cannot be cast to date: 20240201")]
    [InlineData("SELECT CAST('2024-02-01 10:11' AS timestamp)", "2024-02-01 10:11:00.000")]
    [InlineData("SELECT CAST('2024-02-01T10:11:00' AS timestamp)", "INVALID_CAST_ARGUMENT: Value cannot be cast to timestamp: 2024-02-01T10:11:00")]
    public Task Dates_and_timestamps_are_read_strictly(string sql, string expected) => DialectTable.CheckAsync(sql, expected);

    [Theory]
    [InlineData("SELECT CAST('yes' AS boolean)", "INVALID_CAST_ARGUMENT: Cannot cast 'yes' to BOOLEAN")]
    [InlineData("SELECT CAST('t' AS boolean)", "true")]
    [InlineData("SELECT CAST(1 AS boolean)", "true")]
    [InlineData("SELECT CAST(TIMESTAMP '2024-02-01 23:59:59' AS date)", "2024-02-01")]
    public Task Booleans_are_read_strictly(string sql, string expected) => DialectTable.CheckAsync(sql, expected);

    [Theory]
    [InlineData("SELECT CAST(DATE '2024-01-01' AS integer)", "TYPE_MISMATCH: line 1:8: Cannot cast date to integer")]
    public Task Casts_that_do_not_exist_are_refused(string sql, string expected) => DialectTable.CheckAsync(sql, expected);

    [Theory]
    [InlineData("SELECT CAST('[1,2]' AS json)", "\"[1,2]\"")]
    [InlineData("SELECT CAST(JSON_PARSE('[1,2]') AS array(integer))", "[1, 2]")]
    [InlineData("SELECT CAST(ARRAY[1,2] AS json)", "[1,2]")]
    [InlineData("SELECT CAST(json_extract('{\"a\": \"x\"}', '$.a') AS varchar)", "x")]
    public Task Json_casts(string sql, string expected) => DialectTable.CheckAsync(sql, expected);

    [Theory]
    [InlineData("SELECT 1::integer", "SYNTAX_ERROR: line 1:9: mismatched input '::'. Expecting: <EOF>")]
    public Task The_double_colon_is_refused(string sql, string expected) => DialectTable.CheckAsync(sql, expected);

    [Theory]
    [InlineData("SELECT CAST(CAST(ROW(1, 2) AS ROW(a integer, b integer)) AS ROW(b integer, a integer)).b", "1")]
    [InlineData("SELECT CAST(r AS ROW(x integer, y varchar)) FROM (VALUES CAST(ROW(1, 2) AS ROW(a integer, b integer)), NULL) t (r) WHERE r IS NOT NULL", "{x=1, y=2}")]
    [InlineData("SELECT CAST(CAST(NULL AS ROW(a integer, b integer)) AS ROW(b integer, a integer))", "∅")]
    [InlineData("SELECT CAST(ARRAY[CAST(ROW(1, 2) AS ROW(a integer, b integer)), NULL] AS ARRAY(ROW(b integer, a integer)))", "[{b=1, a=2}, null]")]
    [InlineData("SELECT CAST(MAP(ARRAY['k'], ARRAY[CAST(ROW(1, 2) AS ROW(a integer, b integer))]) AS MAP(varchar, ROW(b integer, a integer)))", "{k={b=1, a=2}}")]
    [InlineData("SELECT CAST(CAST(ROW(1, ROW(2, 3)) AS ROW(a integer, b ROW(c integer, d integer))) AS ROW(a integer, b ROW(d bigint, c integer)))", "{a=1, b={d=2, c=3}}")]
    public Task Rows_are_cast_field_by_field_whatever_their_names(string sql, string expected) => DialectTable.CheckAsync(sql, expected);

    [Theory]
    [InlineData("SELECT CAST(1234 AS varchar(2))", "INVALID_CAST_ARGUMENT: Value 1234 cannot be represented as varchar(2)")]
    [InlineData("SELECT CAST(DATE '2020-01-01' AS varchar(4))", "INVALID_CAST_ARGUMENT: Value 2020-01-01 cannot be represented as varchar(4)")]
    [InlineData("SELECT CAST(12 AS varchar(2)), TRY_CAST(1234 AS varchar(2)), CAST(NULL AS varchar(2))", "12|∅|∅")]
    public Task Only_texts_are_cut(string sql, string expected) => DialectTable.CheckAsync(sql, expected);

    [Theory]
    [InlineData("SELECT CAST(300 AS tinyint)", "NUMERIC_VALUE_OUT_OF_RANGE: Out of range for tinyint: 300")]
    [InlineData("SELECT CAST(3e9 AS integer)", "NUMERIC_VALUE_OUT_OF_RANGE: Out of range for integer: 3.0E9")]
    [InlineData("SELECT CAST(1e30 AS bigint)", "INVALID_CAST_ARGUMENT: Unable to cast 1.0E30 to bigint")]
    public Task Numbers_that_are_too_large(string sql, string expected) => DialectTable.CheckAsync(sql, expected);

    [Theory]
    [InlineData("SELECT CAST(JSON '{\"a\": 1, \"z\": 2}' AS ROW(a integer)), CAST(JSON '{\"A\": 1}' AS ROW(a integer, b varchar))", "{a=1}|{a=1, b=null}")]
    [InlineData("SELECT CAST(JSON '[{\"a\": {\"B\": \"x\", \"q\": 1}}, null, [[\"y\"]]]' AS ARRAY(ROW(a ROW(b varchar))))", "[{a={b=x}}, null, {a={b=y}}]")]
    [InlineData("SELECT CAST(JSON '{\"k\": {\"a\": 1, \"q\": 1}, \"l\": null}' AS MAP(varchar, ROW(a integer)))", "{k={a=1}, l=null}")]
    [InlineData("SELECT TRY_CAST(JSON '{\"a\": \"x\"}' AS ROW(a integer)), TRY_CAST(JSON '5' AS ROW(a integer)), CAST(JSON 'null' AS ROW(a integer))", "∅|∅|∅")]
    [InlineData("SELECT CAST(JSON '5' AS ROW(a integer))", "INVALID_CAST_ARGUMENT: Cannot cast to row. Expected a json array or a json object: 5")]
    [InlineData("SELECT CAST(JSON '{\"a\": 1, \"A\": 2}' AS ROW(a integer))", "INVALID_CAST_ARGUMENT: Cannot cast to row. Duplicate field: a")]
    public Task Json_becomes_rows_by_name(string sql, string expected) => DialectTable.CheckAsync(sql, expected);
}
