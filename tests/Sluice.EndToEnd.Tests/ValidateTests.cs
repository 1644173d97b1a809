using Sluice.Tests.Shared;

namespace Sluice.EndToEnd.Tests;

/// <summary><c>sluice validate</c>: everything that is wrong, at once, before a run finds it.</summary>
public sealed class ValidateTests
{
    private const string Configuration = """
        {
          "done_file": { "dataset": "shop" },
          "incoming": [ { "pattern": "sales*.csv", "table": "sales" } ],
          "tables": [
            {
              "name": "sales", "zone": "landing", "format": "csv", "csv": { "header_lines": 1 },
              "columns": [ { "name": "region", "type": "string" }, { "name": "amount", "type": "int" } ],
              "partition_keys": [ { "name": "exec_date", "type": "date" } ]
            },
            {
              "name": "totals", "zone": "processed",
              "columns": [ { "name": "amount", "type": "bigint" } ],
              "partition_keys": [ { "name": "exec_date", "type": "date" } ]
            }
          ],
          "etl": [ { "sql": "sql/totals.sql", "table": "totals" } ]
        }
        """;

    [Theory]
    [InlineData("SELECT amount, {{ exec_date }} AS exec_date FROM {{ landing_db }}.sale", 1, "TABLE_NOT_FOUND: Table 'awsdatacatalog.landing_db_dev.sale' does not exist")]
    [InlineData("SELECT amount, {{ exec_date }} AS exec_date \nFROM elsewhere.sales", 2, "SCHEMA_NOT_FOUND: Schema 'elsewhere' does not exist")]
    [InlineData("SELECT amount FROM {{ landing_db }}.sales", 1, "The table 'totals' has the column 'exec_date', and the query does not select it.")]
    [InlineData("SELECT {{ exec_date }} AS exec_date FROM {{ landing_db }}.sales", 1, "The table 'totals' has the column 'amount', and the query does not select it.")]
    [InlineData("-- what\nSELECT exec_date,\n amont AS amount FROM {{ landing_db }}.sales", 3, "COLUMN_NOT_FOUND: Column 'amont' cannot be resolved")]
    [InlineData("SELECT region + 1 AS amount, exec_date FROM {{ landing_db }}.sales", 1, "TYPE_MISMATCH: ")]
    public async Task Sql_IsHeldAgainstTheConfiguredTables(string sql, int line, string problem)
    {
        await using var lake = new LakeFixture();
        Write(lake, "shop", Configuration, ("sql/totals.sql", sql));

        var (exitCode, errors) = await ValidateAsync(lake);

        Assert.Equal(1, exitCode);
        Assert.StartsWith($"{Path.Combine("pipelines", "shop", "sql/totals.sql")}:{line}: {problem}", Assert.Single(errors), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Stage", "SLUICE_PARAMETERS has 'Stage': it must be Name=value pairs")]
    [InlineData("Stages=prod", "template.yaml")]
    public async Task GivenParameters_AreCheckedToo(string parameters, string problem)
    {
        await using var lake = new LakeFixture();
        Write(lake, "shop", Configuration, ("sql/totals.sql", "SELECT amount, exec_date FROM {{ landing_db }}.sale"));
        lake.Environment["SLUICE_PARAMETERS"] = parameters;

        var (exitCode, errors) = await ValidateAsync(lake);

        Assert.Equal(1, exitCode);
        Assert.Equal(2, errors.Count);
        Assert.Contains(problem, errors[0], StringComparison.Ordinal);
        Assert.Contains("TABLE_NOT_FOUND", errors[1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task TablesOfOtherPipelines_AndCrawlers_AreKnownOrLeftOut()
    {
        await using var lake = new LakeFixture();
        Write(lake, "shop", Configuration, ("sql/totals.sql", "SELECT amount, exec_date FROM {{ landing_db }}.sales"));
        Write(
            lake,
            "report",
            """
            {
              "tables": [ { "name": "report", "zone": "processed", "columns": [ { "name": "amount", "type": "bigint" } ] } ],
              "crawlers": [ { "name": "arrived", "zone": "landing", "targets": ["x/"], "table_prefix": "arrived_" } ],
              "etl": [ { "sql": "all.sql", "table": "report" } ]
            }
            """,
            ("all.sql", "SELECT amount FROM {{ processed_db }}.totals UNION ALL SELECT CAST(n AS bigint) FROM {{ landing_db }}.arrived_x"));

        var (exitCode, errors) = await ValidateAsync(lake);

        Assert.Equal(0, exitCode);
        Assert.Empty(errors);
    }

    /// <summary>A folder that was copied to begin another pipeline with.</summary>
    [Fact]
    public async Task TableThatTwoPipelinesReplace_IsAnErrorOfBoth()
    {
        await using var lake = new LakeFixture();
        Write(lake, "shop", Configuration, ("sql/totals.sql", "SELECT amount, exec_date FROM {{ landing_db }}.sales"));
        Write(lake, "shop2", Configuration, ("sql/totals.sql", "SELECT amount, exec_date FROM {{ landing_db }}.sales"));

        var (exitCode, errors) = await ValidateAsync(lake);

        Assert.Equal(1, exitCode);
        Assert.Equal(
            ["shop", "shop2"],
            errors.Select(static error => System.Text.RegularExpressions.Regex.Match(error, "^pipelines/(.*)/pipeline.json: etl: The table 'processed_db_dev.totals' is replaced by the pipelines shop and shop2: ").Groups[1].Value));
    }

    [Fact]
    public async Task SqlThatIsNotUtf8_IsNamedWithItsLine()
    {
        await using var lake = new LakeFixture();
        Write(lake, "shop", Configuration, ("sql/totals.sql", ""));
        await File.WriteAllBytesAsync(
            Path.Combine(lake.Folder, "pipelines", "shop", "sql", "totals.sql"),
            System.Text.Encoding.Latin1.GetBytes("-- totals\nSELECT amount, exec_date FROM {{ landing_db }}.sales WHERE region <> 'Li\u00e8ge'"),
            TestContext.Current.CancellationToken);

        var (exitCode, errors) = await ValidateAsync(lake);

        Assert.Equal(1, exitCode);
        Assert.Contains("pipelines/shop/sql/totals.sql:2: The line is not UTF-8. Save the file as UTF-8.", errors);
    }

    [Fact]
    public async Task WhatIsWrongInSeveralPlaces_IsReportedTogether()
    {
        await using var lake = new LakeFixture();
        Write(
            lake,
            "shop",
            Configuration.Replace("\"etl\": [", "\"colour\": 1, \"etl\": [ { \"sql\": \"gone.sql\", \"table\": \"totals\" }, { \"sql\": \"sql/nowhere.sql\" }, "),
            ("sql/nowhere.sql", "SELECT 1 AS amount"),
            ("sql/totals.sql", "SELECT {{ nothing }}"));

        var (exitCode, errors) = await ValidateAsync(lake);

        Assert.Equal(1, exitCode);
        Assert.Equal(4, errors.Count);
        Assert.Contains(errors, static error => error.Contains("Unknown field 'colour'", StringComparison.Ordinal));
        Assert.Contains("pipelines/shop/gone.sql: The file is missing. The field etl[0].sql of pipeline.json names it.", errors);
        Assert.Contains(errors, static error => error.StartsWith("pipelines/shop/sql/nowhere.sql:1: A query does not say where its rows go.", StringComparison.Ordinal));
        Assert.Contains(errors, static error => error.StartsWith("pipelines/shop/sql/totals.sql:1: ", StringComparison.Ordinal) && error.Contains("nothing", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("SELECT region, array_agg(amount) AS amounts FROM sales GROUP BY region", "SELECT region, amounts[1] AS first FROM daily")]
    [InlineData("SELECT region, sum(amount) AS total\nFROM sales GROUP BY region", "SELECT region,\n  totl FROM daily", "report.sql:2: COLUMN_NOT_FOUND: Column 'totl' cannot be resolved")]
    [InlineData("SELECT region FROM sales", "SELECT d.region\nFROM daily d JOIN processed_db_dev.nothing n ON n.region = d.region", "report.sql:2: TABLE_NOT_FOUND: Table 'awsdatacatalog.processed_db_dev.nothing' does not exist")]
    [InlineData("-- the regions\nSELECT regio FROM sales", "SELECT nothing FROM daily", "daily.sql:2: COLUMN_NOT_FOUND: Column 'regio' cannot be resolved")]
    [InlineData("SELECT array_agg(amount) AS amounts FROM sales", "SELECT amounts FROM daily\nWHERE amounts = 1", "report.sql:2: TYPE_MISMATCH: Cannot apply operator: array(integer) = integer")]
    [InlineData("SELECT current_timestamp AS at FROM sales", "SELECT nothing FROM daily", "daily.sql: The column 'at' is of the type 'timestamp with time zone', which a stage in Athena cannot write: there is no place for")]
    [InlineData("SELECT region FROM\n  elsewhere", "SELECT nothing FROM daily", "daily.sql:2: Nobody knows the columns of the table 'elsewhere' of 'daily': no stage before it writes s3://elsewhere/x/, no table")]
    [InlineData("SELECT region FROM sales", "SELECT nothing FROM dayly", "report.sql:1: The SQL of 'report' reads the table 'dayly', which its \"tables\" do not list and which nothing provides")]
    [InlineData("SELECT region FROM sales", "DROP TABLE daily", "report.sql:1: Found 'DROP'.")]
    [InlineData("DROP TABLE sales", "SELECT nothing FROM daily", "daily.sql:1: Found 'DROP'.")]
    public async Task StagesInAthena_AreHeldAgainstTheirInputs_InTheirOrder(string daily, string report, params string[] problems)
    {
        await using var lake = new LakeFixture();
        var other = daily.Contains("elsewhere", StringComparison.Ordinal) ? """, { "table_name": "elsewhere", "s3_path": "s3://elsewhere/x/" }""" : "";
        Write(
            lake,
            "shop",
            Configuration.Replace(", \"table\": \"totals\" } ]", ", \"table\": \"totals\" } ], \"stages\": { \"engine\": \"athena\" }", StringComparison.Ordinal),
            ("sql/totals.sql", "SELECT amount, exec_date FROM {{ landing_db }}.sales"),
            ("etl_stages.json", """{ "bronze": ["daily"], "gold": ["report"] }"""),
            ("sql_queries.json", $$$"""
                {
                  "daily": {
                    "sql_name": "daily", "sql_file": "sql/daily.sql", "s3_target": "s3://{{ processed_bucket }}/stages/daily/{{ exec_date }}/",
                    "tables": [{ "table_name": "sales", "s3_path": "s3://{{ landing_bucket }}/{{ landing_db }}/sales/exec_date={{ exec_date }}/run={{ run_id }}/" }{{{other}}}]
                  },
                  "report": {
                    "sql_name": "report", "sql_file": "sql/report.sql", "s3_target": "s3://{{ processed_bucket }}/stages/report/{{ exec_date }}/",
                    "tables": [{ "table_name": "daily", "s3_path": "s3://{{ processed_bucket }}/stages/daily/{{ exec_date }}/" }]
                  }
                }
                """),
            ("sql/daily.sql", daily),
            ("sql/report.sql", report));

        var (exitCode, errors) = await ValidateAsync(lake);

        Assert.Equal(problems.Length == 0 ? 0 : 1, exitCode);
        Assert.Equal(problems.Length, errors.Count);
        Assert.All(problems.Zip(errors), static pair => Assert.StartsWith("pipelines/shop/sql/" + pair.First, pair.Second, StringComparison.Ordinal));
    }

    [Fact]
    public async Task StageInAthena_ReadsATableWithoutPartitions_WhereTheRunPutsIt()
    {
        await using var lake = new LakeFixture();
        WriteStages(lake, "shop");

        var (exitCode, errors) = await ValidateAsync(lake);

        Assert.Equal((0, ""), (exitCode, string.Join('\n', errors)));
    }

    [Fact]
    public async Task StagesInAthena_OfSeveralPipelines_AreLookedAtOneByOne()
    {
        await using var lake = new LakeFixture();
        WriteStages(lake, "shop");
        WriteStages(lake, "store", "SELECT regoin FROM sales");

        var (exitCode, errors) = await ValidateAsync(lake);

        Assert.Equal(1, exitCode);
        Assert.StartsWith("pipelines/store/sql/daily.sql:1: ", Assert.Single(errors), StringComparison.Ordinal);
    }

    private static void WriteStages(LakeFixture lake, string pipeline, string sql = "SELECT region FROM sales") =>
        Write(
            lake,
            pipeline,
            """
            {
              "done_file": { "dataset": "PIPELINE" },
              "incoming": [ { "pattern": "sales*.csv", "table": "PIPELINE_sales" } ],
              "tables": [ { "name": "PIPELINE_sales", "zone": "landing", "format": "csv", "columns": [ { "name": "region", "type": "string" } ] } ],
              "stages": { "engine": "athena" }
            }
            """.Replace("PIPELINE", pipeline, StringComparison.Ordinal),
            ("etl_stages.json", """{ "bronze": ["daily"] }"""),
            ("sql_queries.json", """
                {
                  "daily": {
                    "sql_name": "daily", "sql_file": "sql/daily.sql", "s3_target": "s3://{{ processed_bucket }}/stages/PIPELINE/",
                    "tables": [{ "table_name": "sales", "s3_path": "s3://{{ landing_bucket }}/{{ landing_db }}/PIPELINE_sales/run={{ run_id }}/" }]
                  }
                }
                """.Replace("PIPELINE", pipeline, StringComparison.Ordinal)),
            ("sql/daily.sql", sql));

    [Fact]
    public async Task TheSqlOfBookings_InAthenasDialect_IsValid_AndSparksIsNot()
    {
        await using var lake = new LakeFixture();
        var pipelines = AthenaStages.Write(Repository.Root, Path.Combine(lake.Folder, "pipelines"));
        Assert.Empty((await ValidateAsync(lake)).Errors);

        var spark = await File.ReadAllTextAsync(
            Path.Combine(Repository.Root, "pipelines", "bookings", "sql_queries", "dim_route.sql"), TestContext.Current.CancellationToken);
        AthenaStages.WriteSql(pipelines, "dim_route", spark);
        var (exitCode, errors) = await ValidateAsync(lake);
        Assert.Equal(1, exitCode);
        Assert.StartsWith("pipelines/bookings/sql_queries/dim_route.sql:", Assert.Single(errors), StringComparison.Ordinal);
    }

    private static void Write(LakeFixture lake, string pipeline, string configuration, params (string File, string Sql)[] files)
    {
        foreach (var (file, text) in files.Append(("pipeline.json", configuration)))
        {
            var path = Path.Combine(lake.Folder, "pipelines", pipeline, file);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!); // it lies in a folder
            File.WriteAllText(path, text);
        }
    }

    private static async Task<(int ExitCode, List<string> Errors)> ValidateAsync(LakeFixture lake)
    {
        var result = await lake.SluiceAsync(
            "validate", "--template", Path.Combine(Repository.Root, "template.yaml"), "--pipelines", Path.Combine(lake.Folder, "pipelines"));
        return (result.ExitCode, [.. result.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries)]);
    }
}
