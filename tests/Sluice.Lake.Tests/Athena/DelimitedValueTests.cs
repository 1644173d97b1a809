namespace Sluice.Lake.Tests.Athena;

/// <summary>
/// What LazySimpleSerDe makes of texts, type by type. The rows are read from Trino's encodings of text and their test, TestSimpleFormat, which holds
/// them to Hive's:
/// <see href="https://github.com/trinodb/trino/tree/master/lib/trino-hive-formats/src/test/java/io/trino/hive/formats/line/simple"/>.
/// </summary>
public sealed class DelimitedValueTests
{
    private const string Null = "∅";

    private static readonly Dictionary<string, (string Text, string Value)[]> Rows = new()
    {
        ["boolean"] = [("true", "true"), ("tRuE", "true"), ("FALSE", "false"), ("t", Null), ("1", Null), ("0", Null), (" true", Null), ("", Null)],
        ["tinyint"] = [("127.999", "127"), ("128", Null), ("-128", "-128"), ("-129", Null), ("0000127", "127")],
        ["smallint"] = [("32767", "32767"), ("+32767", "32767"), ("32768", Null), ("-32768.9", "-32768")],
        ["int"] =
        [
            ("1.5", "1"), ("2.5", "2"), ("-1.5", "-1"), ("1.", "1"), (".999", "0"), ("-.5", "0"), (".", "0"), ("+7", "7"), ("007", "7"),
            ("-00002147483648.999", "-2147483648"), ("2147483648", Null), ("1e3", Null), ("0x10", Null), ("1_000", Null), ("1,5", Null),
            (" 1", Null), ("1 ", Null), ("-", Null), ("+", Null), ("--1", Null), ("1.5.5", Null), ("1.x", Null), ("\"123\"", Null), ("true", Null), ("", Null),
        ],
        ["bigint"] =
        [
            ("+00009223372036854775807.999", "9223372036854775807"), ("9223372036854775808", Null), ("-9223372036854775808", "-9223372036854775808"),
            ("-9223372036854775809", Null), ("99999999999999999999", Null), ("1.2345e2", Null),
        ],
        ["decimal(4,2)"] =
        [
            ("10.001", "10.00"), ("10.005", "10.01"), ("-10.005", "-10.01"), ("99.999", Null), ("100", Null), ("1.", "1.00"), (".5", "0.50"), ("+5", "5.00"),
            ("1.2e1", "12.00"), ("1E-2", "0.01"), ("123456789012e-10", "12.35"), ("0.000000123e7", "1.23"), ("1e400", Null), ("1e-400", "0.00"),
            ("1e", Null), (".", Null), (" 1", Null), ("1_0", Null), ("0x1", Null), ("NaN", Null), ("true", Null), ("", Null),
        ],
        ["decimal(38,2)"] =
        [
            ("999999999999999999999999999999999999.99123", "999999999999999999999999999999999999.99"), ("999999999999999999999999999999999999.999", Null),
            ("1.5645e35", "156450000000000000000000000000000000.00"), ("1e36", Null),
        ],
        ["double"] =
        [
            ("1.5", "1.5"), ("-0", "-0.0"), ("1e3", "1000.0"), ("1.e-1", "0.1"), (" 1.5\t", "1.5"), ("1.5f", "1.5"), ("2D", "2.0"), ("1e400", "Infinity"),
            ("NaN", "NaN"), ("-NaN", "NaN"), ("Infinity", "Infinity"), ("+Infinity", "Infinity"), ("-Infinity", "-Infinity"), ("nan", Null), ("infinity", Null),
            ("-inf", Null), ("+Inf", Null), ("1_0", Null), ("1e1_0", Null), ("1 0", Null), ("1e", Null), (".", Null), ("0x10", Null), ("true", Null), ("", Null),
        ],
        ["float"] = [("1.5645e33", "1.5645E33"), ("1e39", "Infinity"), ("-Infinity", "-Infinity"), ("INF", Null), ("1_0", Null)],
        ["date"] =
        [
            ("2024-01-05", "2024-01-05"), ("2024-1-5", "2024-01-05"), (" 2024-01-05\t", "2024-01-05"), ("1986-01-01 anything is allowed here", "1986-01-01"),
            ("1986-01-33", "1986-02-02"), ("2024-02-30", "2024-03-01"), ("2024-13-01", "2025-01-01"), ("2024-00-00", "2023-11-30"), ("24-1-5", "0024-01-05"),
            ("9999-12-31", "9999-12-31"), ("2024/01/05", Null), ("20240105", Null), ("2024-01", Null), ("2024-01-05T10:00:00", Null), ("2024-01-5x", Null),
            ("20-4-01-05", Null), ("05-Jan-2024", Null), ("epoch", Null), ("infinity", Null), ("-infinity", Null), ("1", Null), ("", Null),
        ],
        ["timestamp"] =
        [
            ("2024-01-05 10:00:00", "2024-01-05 10:00:00.000"), ("2024-01-05 10:00:00.12", "2024-01-05 10:00:00.120"), ("2024-1-5 1:2:3", "2024-01-05 01:02:03.000"),
            ("2024-01-05 10:00:00.123456", "2024-01-05 10:00:00.123"), ("2024-01-05 10:00:00.1235", "2024-01-05 10:00:00.124"),
            ("2024-01-05 10:00:00.123499999", "2024-01-05 10:00:00.123"), ("1960-01-05 10:00:00.123500", "1960-01-05 10:00:00.124"),
            ("2024-01-05 10:00:00.1234567890", Null), ("2024-01-05T10:00:00", "2024-01-05 10:00:00.000"), ("2024-01-05t10:00", "2024-01-05 10:00:00.000"),
            (" 2024-01-05 10:00:00\t", "2024-01-05 10:00:00.000"), ("2024-01-05 24:00:00", "2024-01-06 00:00:00.000"), ("2024-01-05 10:61:61", "2024-01-05 11:02:01.000"),
            ("9999-12-31 23:59:59.999", "9999-12-31 23:59:59.999"), ("2024-01-05T10:00:00Z", Null), ("2024-01-05 10:00:00+02:00", Null), ("2024-01-05 10:00:00 UTC", Null),
            ("2024-01-05  10:00:00", Null), ("2024-11-1T 10:30:45", Null), ("2024-01-05 10:00", Null), ("2024-01-05", Null), ("2024/01/05 10:00:00", Null),
            ("1704448800000", Null), ("2-1-1T1", Null), ("epoch", Null), ("infinity", Null), ("NULL", Null), ("", Null),
        ],
        ["binary"] = [("dmFsdWU=", "76 61 6c 75 65"), ("_-8", "ff ef"), ("/+8=", "ff ef"), ("$value", "24 76 61 6c 75 65"), ("", "")],
        ["varchar(3)"] = [("v", "v"), ("value", "val"), ("aé😀b", "aé😀"), ("v   ", "v  "), ("", "")],
        ["char(3)"] = [("value", "val"), ("v   ", "v"), ("", "")],
        ["string"] = [("value  ", "value  "), ("1.23e45", "1.23e45"), ("", "")],
    };

    public static TheoryData<string> Types => [.. Rows.Keys];

    [Theory]
    [MemberData(nameof(Types))]
    public async Task Texts_are_read_as_Trino_reads_them(string type)
    {
        await using var lake = new AthenaLake();
        await lake.SucceedAsync($"CREATE EXTERNAL TABLE t (n int, text string, v {type}, again string) ROW FORMAT DELIMITED FIELDS TERMINATED BY '|' LOCATION 's3://lake/t/'");
        await lake.PutTextAsync("t/a.csv", string.Concat(Rows[type].Select(static (row, index) => $"{index}|{row.Text}|{row.Text}|{row.Text}\n")) + "999|\\N|\\N|\\N\n");

        Assert.Equal(
            [.. Rows[type].Select(static row => $"{row.Text}|{row.Value}"), $"{Null}|{Null}"],
            await lake.RowsAsync("SELECT text, v FROM t ORDER BY n"));
    }

    [Fact]
    public async Task Dates_that_the_lake_does_not_show_are_null()
    {
        await using var lake = new AthenaLake();
        await lake.SucceedAsync("CREATE EXTERNAL TABLE t (d date, at timestamp) ROW FORMAT DELIMITED FIELDS TERMINATED BY ',' LOCATION 's3://lake/t/'");
        await lake.PutTextAsync(
            "t/a.csv",
            """
            0000-12-31,0000-12-31 23:59:59
            9999-12-32,9999-12-31 23:59:59.9995
            10000-01-01,10000-01-01 00:00:00
            -2000-01-01,9999-12-31 24:00:00
            """);

        Assert.Equal(Enumerable.Repeat("∅|∅", 4), await lake.RowsAsync("SELECT * FROM t"));
    }

    [Fact]
    public async Task An_empty_line_is_an_empty_text_and_nothing_else()
    {
        await using var lake = new AthenaLake();
        await lake.SucceedAsync("CREATE EXTERNAL TABLE t (a string, b string, n int) ROW FORMAT DELIMITED FIELDS TERMINATED BY ',' LOCATION 's3://lake/t/'");
        await lake.SucceedAsync("CREATE EXTERNAL TABLE e (a string, b string) ROW FORMAT DELIMITED FIELDS TERMINATED BY ',' ESCAPED BY '\\\\' LOCATION 's3://lake/t/'");
        await lake.PutTextAsync("t/a.csv", "x,y,1\n\n");

        Assert.Equal(["x|y|1", "|∅|∅"], await lake.RowsAsync("SELECT * FROM t ORDER BY n"));
        Assert.Equal(["|∅", "x|y"], await lake.RowsAsync("SELECT * FROM e ORDER BY a"));
    }

    [Fact]
    public async Task Escapes_are_no_part_of_numbers_and_dates()
    {
        await using var lake = new AthenaLake();
        await lake.SucceedAsync("CREATE EXTERNAL TABLE t (a string, n int, d date) ROW FORMAT DELIMITED FIELDS TERMINATED BY ',' ESCAPED BY '\\\\' LOCATION 's3://lake/t/'");
        await lake.PutTextAsync("t/a.csv", "1\\2,1\\2,2024\\-01-05\n1,2,2024-01-05\n");

        Assert.Equal(["1|2|2024-01-05", "12|∅|∅"], await lake.RowsAsync("SELECT * FROM t ORDER BY a"));
    }

    [Fact]
    public async Task What_INSERT_writes_is_read_again()
    {
        await using var lake = new AthenaLake();
        await lake.SucceedAsync("CREATE EXTERNAL TABLE t (n int, d double, f float, b binary, at timestamp) ROW FORMAT DELIMITED FIELDS TERMINATED BY ',' LOCATION 's3://lake/t/'");
        await lake.SucceedAsync(
            """
            INSERT INTO t VALUES (1, infinity(), CAST(-infinity() AS REAL), X'00ff', TIMESTAMP '2024-01-05 10:00:00.120'), (2, nan(), REAL '1.5', X'', NULL),
            (3, 1e100, NULL, NULL, TIMESTAMP '0999-01-05 00:00:00')
            """);

        Assert.Equal(
            ["1|Infinity|-Infinity|00 ff|2024-01-05 10:00:00.120", "2|NaN|1.5||∅", "3|1.0E100|∅|∅|0999-01-05 00:00:00.000"],
            await lake.RowsAsync("SELECT * FROM t ORDER BY n"));
    }
}
