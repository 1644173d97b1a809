namespace Sluice.Lake.Tests.Athena;

/// <summary>Functions whose name or result differs between Athena and DuckDB.</summary>
public sealed class FunctionTests
{
    [Theory]
    [InlineData("date_format(TIMESTAMP '2023-11-08 13:05:09', '%Y-%m-%d %H:%i:%s')", "2023-11-08 13:05:09")]
    [InlineData("date_format(DATE '2023-11-08', '%Y-%m')", "2023-11")]
    [InlineData("date_parse('08/11/2023 13:05', '%d/%m/%Y %H:%i')", "2023-11-08 13:05:00.000")]
    [InlineData("date_add('day', 1, DATE '2024-02-28')", "2024-02-29")]
    [InlineData("date_add('hour', -1, TIMESTAMP '2023-11-08 00:00:00')", "2023-11-07 23:00:00.000")]
    [InlineData("date_diff('day', DATE '2023-11-08', DATE '2023-12-08')", "30")]
    [InlineData("date_diff('hour', TIMESTAMP '2023-11-08 00:30:00', TIMESTAMP '2023-11-08 02:00:00')", "1")]
    [InlineData("date_trunc('month', DATE '2023-11-08')", "2023-11-01")]
    [InlineData("date_trunc('hour', TIMESTAMP '2023-11-08 13:05:09')", "2023-11-08 13:00:00.000")]
    [InlineData("day_of_week(DATE '2023-11-05')", "7")]
    [InlineData("to_unixtime(TIMESTAMP '1970-01-01 00:00:10')", "10.0")]
    [InlineData("substr('abcde', 2, 3)", "bcd")]
    [InlineData("substr('abcde', -2)", "de")]
    [InlineData("substr('abcde', 0)", "")]
    [InlineData("strpos('hello', 'l')", "3")]
    [InlineData("split('a,b', ',')", "[a, b]")]
    [InlineData("split_part('a-b', '-', 3)", "∅")]
    [InlineData("regexp_like('abc', 'b')", "true")]
    [InlineData("regexp_extract('a1b22', '\\d+')", "1")]
    [InlineData("regexp_extract('abc', '\\d+')", "∅")]
    [InlineData("regexp_replace('a1b2', '(\\d)', '<$1>')", "a<1>b<2>")]
    [InlineData("json_extract_scalar('{\"a\": {\"b\": 1}}', '$.a.b')", "1")]
    [InlineData("element_at(ARRAY[1, 2], 2)", "2")]
    [InlineData("element_at(MAP(ARRAY['a'], ARRAY[1]), 'a')", "1")]
    [InlineData("element_at(ARRAY[1], 5)", "∅")]
    [InlineData("cardinality(ARRAY[1, 2])", "2")]
    [InlineData("transform(ARRAY[1, 2], x -> x + 1)", "[2, 3]")]
    [InlineData("greatest(1, NULL)", "∅")]
    [InlineData("greatest(1, 3, 2)", "3")]
    [InlineData("concat('a', NULL)", "∅")]
    [InlineData("concat('a', 'b', 'c')", "abc")]
    [InlineData("try_cast('x' AS integer)", "∅")]
    [InlineData("arbitrary(x) FROM (VALUES 1) t (x)", "1")]
    [InlineData("approx_distinct(x) FROM (VALUES 1, 1, 2) t (x)", "2")]
    [InlineData("sum(x) FROM (VALUES 2000000000, 2000000000) t (x)", "4000000000")]
    [InlineData("avg(x) FROM (VALUES 1, 2) t (x)", "1.5")]
    [InlineData("avg(x) FROM (VALUES REAL '0.1', REAL '0.1') t (x)", "0.1")]
    [InlineData("count_if(x > 1) FROM (VALUES 1, 2, 3) t (x)", "2")]
    [InlineData("5 % 3", "2")]
    public async Task Functions_compute_what_Athena_computes(string expression, string expected)
    {
        await using var lake = new AthenaLake();
        Assert.Equal(expected, await lake.ValueAsync(expression));
    }

    [Fact]
    public async Task Sum_of_reals_is_real_in_windows_too()
    {
        await using var lake = new AthenaLake();
        Assert.Equal(
            ["0.1|0.1", "0.2|0.3"],
            await lake.RowsAsync("SELECT x, sum(x) OVER (ORDER BY x) FROM (VALUES REAL '0.1', REAL '0.2') t (x)"));
    }

    [Theory]
    [InlineData("5 % 0", "DIVISION_BY_ZERO: Division by zero")]
    [InlineData("DECIMAL '1.5' / 0", "DIVISION_BY_ZERO: Division by zero")]
    [InlineData("CAST('2023-02-30' AS date)", "INVALID_CAST_ARGUMENT: Value cannot be cast to date: 2023-02-30")]
    [InlineData("CAST('abc' AS double)", "INVALID_CAST_ARGUMENT: Cannot cast 'abc' to DOUBLE")]
    [InlineData("date_format(DATE '2023-11-08', '%D')", "INVALID_FUNCTION_ARGUMENT: %D not supported in date format string")]
    [InlineData("* FROM read_csv('/etc/passwd')", "FUNCTION_NOT_FOUND: line 1:15: Table function 'read_csv' not registered")]
    [InlineData("* FROM \"/etc/passwd\"", "TABLE_NOT_FOUND: line 1:15: Table 'awsdatacatalog.db./etc/passwd' does not exist")]
    public async Task What_Athena_refuses_fails(string expression, string reason)
    {
        await using var lake = new AthenaLake();
        Assert.Equal(reason, await lake.FailAsync($"SELECT {expression}"));
    }
}
