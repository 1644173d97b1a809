namespace Sluice.Lake.Tests.Athena.Dialect;

/// <summary>Window functions: <see href="https://trino.io/docs/current/functions/window.html"/>.</summary>
public sealed class WindowTests
{
    [Theory]
    [InlineData("SELECT x, sum(x) OVER (ORDER BY x) FROM (VALUES 1, 2, 3) t (x)", "1|1; 2|3; 3|6")]
    [InlineData("SELECT x, sum(x) OVER (ORDER BY x ROWS BETWEEN 1 PRECEDING AND CURRENT ROW) FROM (VALUES 1, 2, 3) t (x)", "1|1; 2|3; 3|5")]
    [InlineData("SELECT x, lag(x, 1, 0) OVER (ORDER BY x) FROM (VALUES 1, 2) t (x)", "1|0; 2|1")]
    [InlineData("SELECT lag(x) IGNORE NULLS OVER (ORDER BY y) FROM (VALUES (1, 1), (NULL, 2), (3, 3)) t (x, y) ORDER BY y", "∅; 1; 1")]
    [InlineData("SELECT first_value(x) OVER (ORDER BY x DESC) FROM (VALUES 1, NULL) t (x) ORDER BY x", "1; 1")]
    [InlineData("SELECT row_number() OVER (ORDER BY x), rank() OVER (ORDER BY x), dense_rank() OVER (ORDER BY x), ntile(2) OVER (ORDER BY x) FROM (VALUES 1) t (x)", "1|1|1|1")]
    [InlineData("SELECT avg(x) OVER () FROM (VALUES 1.00, 2.00) t (x)", "1.50; 1.50")]
    public Task Window_functions(string sql, string expected) => DialectTable.CheckAsync(sql, expected);
}
