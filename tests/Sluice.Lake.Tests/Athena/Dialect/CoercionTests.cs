namespace Sluice.Lake.Tests.Athena.Dialect;

/// <summary>Types that mix and types that do not: <see href="https://trino.io/docs/current/functions/comparison.html"/>.</summary>
public sealed class CoercionTests
{
    [Theory]
    [InlineData("SELECT '1' = 1", "TYPE_MISMATCH: line 1:12: Cannot apply operator: varchar(1) = integer")]
    [InlineData("SELECT 'a' || 1", "FUNCTION_NOT_FOUND: line 1:12: Unexpected parameters (varchar(1), integer) for function concat. Expected: concat(varchar, varchar...), concat(array(T), array(T)...), concat(varbinary, varbinary...)")]
    [InlineData("SELECT DATE '2024-01-01' + 1", "TYPE_MISMATCH: line 1:26: Cannot apply operator: date + integer")]
    [InlineData("SELECT DATE '2024-01-01' = '2024-01-01'", "TYPE_MISMATCH: line 1:26: Cannot apply operator: date = varchar(10)")]
    [InlineData("SELECT 1 IN ('a')", "TYPE_MISMATCH: line 1:14: IN value and list items must be the same type or coercible to a common type. Cannot find common type between integer and varchar(1), all types (without duplicates): [integer, varchar(1)]")]
    [InlineData("SELECT lower(1)", "FUNCTION_NOT_FOUND: line 1:8: Unexpected parameters (integer) for function lower. Expected: lower(varchar)")]
    [InlineData("SELECT year('2024-01-01')", "FUNCTION_NOT_FOUND: line 1:8: Unexpected parameters (varchar(10)) for function year. Expected: year(D)")]
    public Task Types_that_do_not_mix_are_refused_at_their_place(string sql, string expected) => DialectTable.CheckAsync(sql, expected);

    [Theory]
    [InlineData("SELECT 1 = 1.0", "true")]
    [InlineData("SELECT 1 + 1.5", "2.5")]
    public Task Numbers_widen(string sql, string expected) => DialectTable.CheckAsync(sql, expected);
}
