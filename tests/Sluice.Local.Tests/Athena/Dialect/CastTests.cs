namespace Sluice.Local.Tests.Athena.Dialect;

/// <summary>Casts and TRY: <see href="https://trino.io/docs/current/functions/conversion.html"/>.</summary>
public sealed class CastTests
{
    [Theory]
    [InlineData("SELECT CAST('abc' AS integer)", "INVALID_CAST_ARGUMENT: Cannot cast 'abc' to INT")]
    [InlineData("SELECT CAST('1.5' AS integer)", "INVALID_CAST_ARGUMENT: Cannot cast '1.5' to INT")]
    [InlineData("SELECT CAST(' 12' AS bigint)", "INVALID_CAST_ARGUMENT: Cannot cast ' 12' to BIGINT")]
    [InlineData("SELECT CAST(300 AS tinyint)", "INVALID_CAST_ARGUMENT: Out of range for tinyint: 300")]
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
}
