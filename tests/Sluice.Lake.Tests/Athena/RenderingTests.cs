namespace Sluice.Lake.Tests.Athena;

/// <summary>Values of every type as results show them: <see href="https://docs.aws.amazon.com/athena/latest/ug/data-types.html"/>.</summary>
public sealed class RenderingTests
{
    [Theory]
    [InlineData("true", "true")]
    [InlineData("CAST(1 AS tinyint)", "1")]
    [InlineData("CAST(-2 AS smallint)", "-2")]
    [InlineData("CAST(9223372036854775807 AS bigint)", "9223372036854775807")]
    [InlineData("CAST(1 AS double)", "1.0")]
    [InlineData("CAST(10000000 AS double)", "1.0E7")]
    [InlineData("CAST(123456789.125 AS double)", "1.23456789125E8")]
    [InlineData("CAST(0.001 AS double)", "0.001")]
    [InlineData("CAST(0.0001 AS double)", "1.0E-4")]
    [InlineData("CAST(-0.5 AS double)", "-0.5")]
    [InlineData("CAST(100 AS double)", "100.0")]
    [InlineData("CAST(0 AS double)", "0.0")]
    [InlineData("nan()", "NaN")]
    [InlineData("infinity()", "Infinity")]
    [InlineData("-infinity()", "-Infinity")]
    [InlineData("1e0 / 0", "Infinity")]
    [InlineData("CAST(0.1 AS real)", "0.1")]
    [InlineData("CAST(16777216 AS real)", "1.6777216E7")]
    [InlineData("CAST(12.5 AS decimal(10,2))", "12.50")]
    [InlineData("CAST(-0.05 AS decimal(5,2))", "-0.05")]
    [InlineData("DECIMAL '1.10'", "1.10")]
    [InlineData("'a \"quoted\", text'", "a \"quoted\", text")]
    [InlineData("''", "")]
    [InlineData("CAST(NULL AS varchar)", "∅")]
    [InlineData("DATE '1996-01-01'", "1996-01-01")]
    [InlineData("TIMESTAMP '1996-01-01 05:00:00.123'", "1996-01-01 05:00:00.123")]
    [InlineData("from_iso8601_timestamp('1996-01-01T05:00:00Z')", "1996-01-01 05:00:00.000 UTC")]
    [InlineData("date_add('day', 1, DATE '9999-12-31')", "+10000-01-01")]
    [InlineData("date_add('year', 8000, DATE '2024-02-29')", "+10024-02-29")]
    [InlineData("date_add('year', -3000, DATE '2024-03-01')", "-0976-03-01")]
    [InlineData("ARRAY[DATE '9999-12-31' + INTERVAL '1' DAY, NULL]", "[+10000-01-01, null]")]
    [InlineData("TIMESTAMP '9999-12-31 23:30:00.125' + INTERVAL '1' HOUR", "+10000-01-01 00:30:00.125")]
    [InlineData("TIMESTAMP '0001-01-01 00:00:00' - INTERVAL '1' SECOND", "0000-12-31 23:59:59.000")]
    [InlineData("from_unixtime(1e12)", "+33658-09-27 01:46:40.000 UTC")]
    [InlineData("ARRAY[1, 2]", "[1, 2]")]
    [InlineData("ARRAY['a', NULL]", "[a, null]")]
    [InlineData("MAP(ARRAY['a'], ARRAY[1])", "{a=1}")]
    [InlineData("CAST(ROW(1, 'b') AS ROW(x integer, y varchar))", "{x=1, y=b}")]
    [InlineData("to_utf8('Az')", "41 7a")]
    [InlineData("INTERVAL '3' DAY", "3 00:00:00.000")]
    [InlineData("CAST(ARRAY[1] AS array(double))", "[1.0]")]
    public async Task Values_are_written_as_Athena_writes_them(string expression, string expected)
    {
        await using var lake = new AthenaLake();
        Assert.Equal(expected, await lake.ValueAsync(expression));
    }

    [Fact]
    public async Task A_line_feed_in_a_value_stays_in_its_row()
    {
        await using var lake = new AthenaLake();
        Assert.Equal(["a\nb|∅|", "c|d|e"], await lake.RowsAsync("VALUES (concat('a', chr(10), 'b'), NULL, ''), ('c', 'd', 'e')"));
    }
}
