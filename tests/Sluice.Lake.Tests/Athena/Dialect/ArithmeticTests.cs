namespace Sluice.Lake.Tests.Athena.Dialect;

/// <summary>Numbers and their types: <see href="https://trino.io/docs/current/functions/decimal.html"/>.</summary>
public sealed class ArithmeticTests
{
    [Theory]
    [InlineData("SELECT 7 / 2", "3")]
    [InlineData("SELECT -7 / 2", "-3")]
    [InlineData("SELECT 7 % -2", "1")]
    [InlineData("SELECT 5 / 0", "DIVISION_BY_ZERO: Division by zero")]
    [InlineData("SELECT 5 % 0", "DIVISION_BY_ZERO: Division by zero")]
    public Task Integers_divide_to_integers_and_by_zero_fails(string sql, string expected) => DialectTable.CheckAsync(sql, expected);

    [Theory]
    [InlineData("SELECT 1e0 / 0", "Infinity")]
    [InlineData("SELECT -1e0 / 0e0", "-Infinity")]
    [InlineData("SELECT 0e0 / 0e0", "NaN")]
    public Task Doubles_divide_by_zero_to_infinity(string sql, string expected) => DialectTable.CheckAsync(sql, expected);

    [Theory]
    [InlineData("SELECT 2147483647 + 1", "NUMERIC_VALUE_OUT_OF_RANGE: integer addition overflow: 2147483647 + 1")]
    [InlineData("SELECT 9223372036854775807 + 1", "NUMERIC_VALUE_OUT_OF_RANGE: bigint addition overflow: 9223372036854775807 + 1")]
    [InlineData("SELECT 100000 * 100000", "NUMERIC_VALUE_OUT_OF_RANGE: integer multiplication overflow: 100000 * 100000")]
    public Task Integers_overflow(string sql, string expected) => DialectTable.CheckAsync(sql, expected);

    [Theory]
    [InlineData("SELECT 1.1 + 2.22", "3.32")]
    [InlineData("SELECT 1.10 * 2.2", "2.420")]
    [InlineData("SELECT 1.0 / 3", "0.3")]
    [InlineData("SELECT DECIMAL '10.00' / 3", "3.33")]
    [InlineData("SELECT DECIMAL '2.35' / 10", "0.24")]
    [InlineData("SELECT DECIMAL '-2.35' / 10", "-0.24")]
    [InlineData("SELECT DECIMAL '1' / DECIMAL '0.0'", "DIVISION_BY_ZERO: Division by zero")]
    public Task Decimals_are_exact_and_keep_their_scale(string sql, string expected) => DialectTable.CheckAsync(sql, expected);

    [Theory]
    [InlineData("SELECT 1.0 / 3e0", "0.3333333333333333")]
    [InlineData("SELECT REAL '1' / 3", "0.33333334")]
    [InlineData("SELECT 7.5 % 2", "1.5")]
    public Task A_double_or_real_makes_the_result_one(string sql, string expected) => DialectTable.CheckAsync(sql, expected);

    [Theory]
    [InlineData("SELECT DECIMAL '1.5', DECIMAL '-.5', DECIMAL '+7.', DECIMAL '1_000.25', 2 -DECIMAL '-1.5'", "1.5|-0.5|7|1000.25|3.5")]
    [InlineData("SELECT typeof(DECIMAL '1.50'), typeof(DECIMAL '0.05'), typeof(DECIMAL '007'), typeof(DECIMAL '0')", "decimal(3,2)|decimal(2,2)|decimal(1,0)|decimal(1,0)")]
    [InlineData("SELECT DECIMAL '0.99999999999999999999999999999999999999'", "0.99999999999999999999999999999999999999")]
    [InlineData("SELECT DECIMAL '1.5 + 1'", "INVALID_LITERAL: line 1:8: '1.5 + 1' is not a valid decimal literal")]
    [InlineData("SELECT DECIMAL '1), (SELECT 2'", "INVALID_LITERAL: line 1:8: '1), (SELECT 2' is not a valid decimal literal")]
    [InlineData("SELECT 1, DECIMAL 'Infinity'", "INVALID_LITERAL: line 1:11: 'Infinity' is not a valid decimal literal")]
    [InlineData("SELECT DECIMAL ''", "INVALID_LITERAL: line 1:8: '' is not a valid decimal literal")]
    [InlineData("SELECT DECIMAL '1e3'", "INVALID_LITERAL: line 1:8: '1e3' is not a valid decimal literal")]
    [InlineData("SELECT DECIMAL '123456789012345678901234567890123456789'", "INVALID_LITERAL: line 1:8: '123456789012345678901234567890123456789' is not a valid decimal literal")]
    public Task Decimal_literals_are_numbers_and_nothing_else(string sql, string expected) => DialectTable.CheckAsync(sql, expected);

    [Theory]
    [InlineData("SELECT typeof(1.1 + 2.22)", "decimal(4,2)")]
    [InlineData("SELECT typeof(1)", "integer")]
    [InlineData("SELECT typeof(DECIMAL '12'), typeof(DECIMAL '-5'), DECIMAL '7' / 2", "decimal(2,0)|decimal(1,0)|4")]
    [InlineData("SELECT typeof(3000000000)", "bigint")]
    [InlineData("SELECT typeof(1.50)", "decimal(3,2)")]
    [InlineData("SELECT typeof(1e0)", "double")]
    [InlineData("SELECT typeof('abc')", "varchar(3)")]
    public Task Types_are_those_of_the_documentation(string sql, string expected) => DialectTable.CheckAsync(sql, expected);

    [Theory]
    [InlineData("SELECT round(2.5e0)", "3.0")]
    [InlineData("SELECT round(-2.5e0)", "-3.0")]
    [InlineData("SELECT round(1.2345, 2)", "1.2300")]
    [InlineData("SELECT CAST(2.5e0 AS integer)", "3")]
    [InlineData("SELECT CAST(-2.5e0 AS integer)", "-3")]
    [InlineData("SELECT CAST(2.5 AS integer)", "3")]
    public Task Rounding_is_half_away_from_zero(string sql, string expected) => DialectTable.CheckAsync(sql, expected);

    [Theory]
    [InlineData("SELECT floor(7 / 2), ceil(x), ceiling(BIGINT '5'), sign(x) FROM (VALUES 5, -5) t (x)", "3|5|5|1; 3|-5|5|-1")]
    [InlineData("SELECT concat('part-', CAST(ceil(10 / 3) AS varchar)), CAST(floor(5) AS varchar)", "part-3|5")]
    [InlineData("SELECT floor(-1.55), ceil(9.9), typeof(floor(1.55)), typeof(ceil(DECIMAL '5'))", "-2|10|decimal(2,0)|decimal(1,0)")]
    [InlineData("SELECT floor(1.5e0), ceil(REAL '1.5')", "1.0|2.0")]
    [InlineData("SELECT round(1.55), typeof(round(1.55)), truncate(9.99), typeof(truncate(9.99))", "2|decimal(2,0)|9|decimal(1,0)")]
    [InlineData("SELECT sign(-5e0), sign(REAL '2'), sign(nan()), sign(-2.5), typeof(sign(-2.5))", "-1.0|1.0|NaN|-1|decimal(1,0)")]
    [InlineData("SELECT floor(sum(x)), floor(avg(x)), ceil(count(*)) FROM (VALUES 5, 6) t (x)", "11|5.0|2")]
    public Task Whole_parts_and_signs_keep_their_type(string sql, string expected) => DialectTable.CheckAsync(sql, expected);

    [Theory]
    [InlineData("SELECT 7%-3, 7*-3, 7/-3, 7%+3, 7+-3", "1|-21|-2|1|4")]
    [InlineData("SELECT 1=-1, 1<-1, 1>=-1, 1!=-1, 1<>-1", "false|false|true|true|true")]
    [InlineData("SELECT transform(ARRAY[1], x->-x)", "[-1]")]
    [InlineData("SELECT 'a'||-1", "FUNCTION_NOT_FOUND: line 1:11: Unexpected parameters (varchar(1), integer) for function concat. Expected: concat(varchar, varchar...), concat(array(T), array(T)...), concat(varbinary, varbinary...)")]
    public Task Signs_may_stand_behind_operators(string sql, string expected) => DialectTable.CheckAsync(sql, expected);
}
