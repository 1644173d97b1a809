using System.Text.Json.Nodes;

namespace Sluice.Lake.Tests.Athena;

public sealed class SelectTests
{
    private const string Measures =
        """
        CREATE EXTERNAL TABLE measures (plant int, co2 float, name string)
        PARTITIONED BY (exec_date date)
        STORED AS PARQUET
        LOCATION 's3://lake/measures/'
        """;

    [Fact]
    public async Task Select_of_a_Parquet_table_gives_header_rows_and_metadata()
    {
        await using var lake = new AthenaLake();
        await lake.SucceedAsync(Measures);
        await lake.PutParquetAsync(
            "measures/exec_date=2023-11-08/a.parquet", "SELECT 1::INTEGER AS plant, 2.5::FLOAT AS co2, 'x' AS name UNION ALL SELECT 2, NULL, 'y'");
        await lake.SucceedAsync("MSCK REPAIR TABLE measures");

        var query = await lake.SucceedAsync("SELECT * FROM measures ORDER BY plant");
        var results = await lake.ResultsAsync((string)query["QueryExecutionId"]!);

        Assert.Equal(
            ["plant|co2|name|exec_date", "1|2.5|x|2023-11-08", "2|∅|y|2023-11-08"], AthenaLake.Rows(results));
        Assert.Equal(
            ["integer/10", "float/17", "varchar/2147483647", "date/0"],
            results["ResultSet"]!["ResultSetMetadata"]!["ColumnInfo"]!.AsArray()
                .Select(static column => $"{column!["Type"]}/{column["Precision"]}"));
        Assert.Equal("DML", (string?)query["StatementType"]);
        Assert.Equal("SELECT", (string?)query["SubstatementType"]);
        Assert.Equal($"s3://results/out/{query["QueryExecutionId"]}.csv", (string?)query["ResultConfiguration"]!["OutputLocation"]);
        Assert.Equal(
            "\"plant\",\"co2\",\"name\",\"exec_date\"\n\"1\",\"2.5\",\"x\",\"2023-11-08\"\n\"2\",,\"y\",\"2023-11-08\"\n",
            lake.ReadText("results", $"out/{query["QueryExecutionId"]}.csv"));
    }

    [Fact]
    public async Task Path_names_the_object_that_a_row_lies_in_and_star_does_not_show_it()
    {
        await using var lake = new AthenaLake();
        await lake.SucceedAsync(Measures);
        await lake.PutParquetAsync("measures/exec_date=2023-11-08/a b.parquet", "SELECT 1::INTEGER AS plant, 2.5::FLOAT AS co2, 'x' AS name");
        await lake.PutParquetAsync("measures/exec_date=2023-11-09/c.parquet", "SELECT 2::INTEGER AS plant, 2.5::FLOAT AS co2, 'y' AS name");
        await lake.SucceedAsync("MSCK REPAIR TABLE measures");

        Assert.Equal(
            ["1|s3://lake/measures/exec_date=2023-11-08/a b.parquet|2023-11-08", "2|s3://lake/measures/exec_date=2023-11-09/c.parquet|2023-11-09"],
            await lake.RowsAsync("SELECT plant, \"$path\", exec_date FROM measures ORDER BY 1"));
        Assert.Equal(["2"], await lake.RowsAsync("SELECT m.plant FROM measures m WHERE m.\"$PATH\" LIKE '%/c.parquet' AND exec_date > DATE '2023-11-08'"));
        Assert.Equal(["1|2.5|x|2023-11-08", "2|2.5|y|2023-11-09"], await lake.RowsAsync("SELECT * FROM measures ORDER BY 1"));
        Assert.Equal(["0"], await lake.RowsAsync("SELECT count(\"$path\") FROM measures WHERE exec_date > DATE '2023-12-01'"));
        var refused = await lake.FailAsync("SELECT *, \"$path\" FROM measures");
        Assert.Contains("\"$path\" in a query that has a * too", refused, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Insert_with_partitions_writes_files_and_registers_them()
    {
        await using var lake = new AthenaLake();
        await lake.SucceedAsync(Measures);

        var query = await lake.SucceedAsync(
            "INSERT INTO measures SELECT * FROM (VALUES (1, CAST('1.5' AS real), 'a', DATE '2023-11-08'), (2, NULL, NULL, DATE '2023-11-09')) AS t (a, b, c, d)");

        Assert.Equal(["1|1.5|a|2023-11-08", "2|∅|∅|2023-11-09"], await lake.RowsAsync("SELECT * FROM measures ORDER BY 1"));
        Assert.Equal(
            ["measures/exec_date=2023-11-08", "measures/exec_date=2023-11-09"],
            lake.Keys("measures/").Select(static key => key[..key.LastIndexOf('/')]));
        Assert.All(lake.Keys("measures/"), key => Assert.Contains((string)query["QueryExecutionId"]!, key));
        Assert.Equal(["exec_date=2023-11-08", "exec_date=2023-11-09"], await lake.RowsAsync("SHOW PARTITIONS measures"));
        var results = await lake.ResultsAsync((string)query["QueryExecutionId"]!);
        Assert.Equal(2, (long)results["UpdateCount"]!);
    }

    [Theory]
    [InlineData("7 / 2", "3")]
    [InlineData("-7 / 2", "-3")]
    [InlineData("7e0 / 2", "3.5")]
    [InlineData("sum(x) FROM (VALUES REAL '0.1', REAL '0.2') t (x)", "0.3")]
    [InlineData("TIMESTAMP '1996-01-01 05:00:00'", "1996-01-01 05:00:00.000")]
    public async Task Expressions_are_computed_as_Athena_does(string expression, string expected)
    {
        await using var lake = new AthenaLake();
        Assert.Equal(expected, await lake.ValueAsync(expression));
    }

    [Fact]
    public async Task Unnamed_columns_are_called_by_their_place()
    {
        await using var lake = new AthenaLake();
        var query = await lake.SucceedAsync("SELECT 1, 2 AS two, count(*)");
        var results = await lake.ResultsAsync((string)query["QueryExecutionId"]!);
        Assert.Equal("_col0|two|_col2", AthenaLake.Rows(results)[0]);
    }

    [Theory]
    [InlineData("SELECT *\nFROM nothing", "TABLE_NOT_FOUND: line 2:6: Table 'awsdatacatalog.db.nothing' does not exist")]
    [InlineData("SELECT * FROM no.t", "SCHEMA_NOT_FOUND: line 1:15: Schema 'no' does not exist")]
    [InlineData("SELECT 1,\n  missing", "COLUMN_NOT_FOUND: line 2:3: Column 'missing' cannot be resolved")]
    [InlineData("SELECT 'é', nofunction(1)", "FUNCTION_NOT_FOUND: line 1:13: Function 'nofunction' not registered")]
    [InlineData("SELECT CAST('x' AS integer)", "INVALID_CAST_ARGUMENT: Cannot cast 'x' to INT")]
    [InlineData("SELECT 1 / 0", "DIVISION_BY_ZERO: Division by zero")]
    [InlineData("SELECT * FORM t", "SYNTAX_ERROR: line 1:15: syntax error at or near \"t\"")]
    [InlineData("SELCT 1", "SYNTAX_ERROR: line 1:1: mismatched input 'SELCT'. Expecting: 'ALTER', 'CREATE', 'DESCRIBE', 'DROP', 'INSERT', 'MSCK', 'SELECT', 'SHOW', 'VALUES', 'WITH'")]
    public async Task Failures_say_what_and_where(string sql, string reason)
    {
        await using var lake = new AthenaLake();
        Assert.Equal(reason, await lake.FailAsync(sql));
    }
}
