using System.Text;
using System.Text.Json.Nodes;
using NodaTime;
using Sluice.Configuration;
using Sluice.Planning;
using Sluice.Runs;
using Sluice.Sql;

namespace Sluice.Tests.Planning;

public sealed class StatementTests
{
    private const string Staged = "out__run_20261122t050000_0a1b2c3d";

    [Fact]
    public void A_query_is_staged_by_column_name()
    {
        var plan = Plans.Of("SELECT region, 1 AS b, a, {{ exec_date }} AS exec_date FROM x -- no line end");

        var statement = Assert.Single(plan.Statements);
        Assert.Equal(("01_out", "x.sql", "processed_db_dev", "out"), (statement.Id, statement.SqlFile, statement.Database, statement.Table));
        Assert.Equal((WriteMode.Replace, Staged), (statement.Write, statement.StagedTable));
        Assert.Equal(
            """
            INSERT INTO "processed_db_dev"."out__run_20261122t050000_0a1b2c3d"
            SELECT
              CAST("a" AS integer) AS "a",
              CAST("b" AS varchar) AS "b",
              CAST("exec_date" AS date) AS "exec_date",
              CAST("region" AS varchar) AS "region"
            FROM (
            SELECT region, 1 AS b, a, DATE '2026-11-21' AS exec_date FROM x
            ) AS "query"
            """,
            statement.Sql);
        Assert.Equal(new SqlOrigin { FileLine = 1, StatementLine = 8, Lines = 1 }, statement.Origin);
        var staged = Assert.Single(plan.StagedTables);
        Assert.Equal(("processed_db_dev", "out", Staged), (staged.Database, staged.Table, staged.StagedTable));
        Assert.Equal("s3://proc/processed_db_dev/out/run=20261122t050000_0a1b2c3d/", staged.Location);
        Assert.Equal(("proc", "processed_db_dev/out/run=20261122t050000_0a1b2c3d/"), (staged.Bucket, staged.Prefix));
    }

    [Fact]
    public void A_plan_that_kept_no_origins_is_read()
    {
        var plan = JsonNode.Parse(Plans.Of("SELECT * FROM x").ToJson())!;
        Assert.True(plan["statements"]![0]!.AsObject().Remove("origin"));

        Assert.Null(RunPlan.FromJson(Encoding.UTF8.GetBytes(plan.ToJsonString())).Statements[0].Origin);
    }

    [Fact]
    public void An_insert_is_staged_by_position()
    {
        var statement = Assert.Single(Plans.Of("INSERT INTO {{ processed_db }}.out SELECT * FROM x", etl: """ "write": "replace" """).Statements);

        Assert.Equal(
            """
            INSERT INTO "processed_db_dev"."out__run_20261122t050000_0a1b2c3d"
            SELECT
              CAST("a" AS integer) AS "a",
              CAST("b" AS varchar) AS "b",
              CAST("exec_date" AS date) AS "exec_date",
              CAST("region" AS varchar) AS "region"
            FROM (
            SELECT * FROM x
            ) AS "query" ("a", "b", "exec_date", "region")
            """,
            statement.Sql);
    }

    [Fact]
    public void An_inserts_column_list_gives_the_positions_and_the_rest_is_null()
    {
        var statement = Assert.Single(Plans.Of("INSERT INTO out (region, exec_date, b) SELECT 1, 2, 3").Statements);

        Assert.Equal(
            """
            INSERT INTO "processed_db_dev"."out__run_20261122t050000_0a1b2c3d"
            SELECT
              CAST(NULL AS integer) AS "a",
              CAST("b" AS varchar) AS "b",
              CAST("exec_date" AS date) AS "exec_date",
              CAST("region" AS varchar) AS "region"
            FROM (
            SELECT 1, 2, 3
            ) AS "query" ("region", "exec_date", "b")
            """,
            statement.Sql);
    }

    [Fact]
    public void An_appended_query_goes_to_the_table_itself()
    {
        var plan = Plans.Of("SELECT a, b, exec_date, region FROM x", etl: """ "table": "out", "write": "append" """);

        Assert.Empty(plan.StagedTables);
        Assert.Null(plan.Statements[0].StagedTable);
        Assert.StartsWith("INSERT INTO \"processed_db_dev\".\"out\"\nSELECT\n  CAST(\"a\" AS integer)", plan.Statements[0].Sql);
    }

    [Fact]
    public void An_appended_insert_stays_as_it_is()
    {
        var plan = Plans.Of("-- why\nINSERT INTO out SELECT {{ run_id }};\n", etl: """ "write": "append" """);

        Assert.Equal("INSERT INTO out SELECT '20261122t050000_0a1b2c3d'", plan.Statements[0].Sql);
        Assert.Equal(SqlOrigin.Whole(2, plan.Statements[0].Sql), plan.Statements[0].Origin);
    }

    [Fact]
    public void Every_placeholder_has_its_value()
    {
        const string Sql = "SELECT {{ exec_date }}, {{ from_date }}, {{ to_date }}, {{ pipeline }}, {{ run_id }}, {{ stage }} FROM {{ landing_db }}.a, {{ processed_db }}.b, {{ audit_db }}.c";
        var plan = Plans.Of(Sql, etl: """ "table": "out", "date_range": {} """);

        Assert.Contains(
            """
            SELECT DATE '2026-11-21', DATE '2026-11-21', DATE '2026-11-21', 'example', '20261122t050000_0a1b2c3d', 'dev' FROM "landing_db_dev".a, "processed_db_dev".b, "audit_db_dev".c
            """,
            plan.Statements[0].Sql);
    }

    [Fact]
    public void A_range_becomes_statements_of_at_most_100_partitions_that_fill_one_staged_table()
    {
        var plan = Plans.Of(
            "SELECT {{ from_date }} AS a, {{ to_date }} AS b, exec_date, region FROM x",
            etl: """ "table": "out", "date_range": { "days_before": 20, "until": "yesterday", "partitions_per_day": 24 } """,
            execDate: "2026-11-05");

        Assert.Equal(
            ["2026-10-16..2026-10-19", "2026-10-20..2026-10-23", "2026-10-24..2026-10-27", "2026-10-28..2026-10-31", "2026-11-01..2026-11-04", "2026-11-05..2026-11-08", "2026-11-09..2026-11-12", "2026-11-13..2026-11-16", "2026-11-17..2026-11-20", "2026-11-21..2026-11-21"],
            plan.Statements.Select(statement => $"{ExecDate.Format(statement.FromDate!.Value)}..{ExecDate.Format(statement.ToDate!.Value)}"));
        Assert.Equal("01_out_2026-10-16", plan.Statements[0].Id);
        Assert.Contains("SELECT DATE '2026-10-16' AS a, DATE '2026-10-19' AS b", plan.Statements[0].Sql);
        Assert.Equal(plan.Statements.Count, plan.Statements.Select(statement => statement.Id).Distinct().Count());
        Assert.Single(plan.StagedTables);
    }

    [Theory]
    [InlineData("SELECT {{ exec_dat }}", """ "table": "out" """, "pipelines/example/x.sql:1: Unknown placeholder 'exec_dat'. Did you mean 'exec_date'?")]
    [InlineData("SELECT {{ from_date }}", """ "table": "out" """, "pipelines/example/x.sql:1: Unknown placeholder 'from_date'. Expected one of: exec_date, landing_db, processed_db, audit_db, pipeline, run_id, stage.")]
    [InlineData("\nDROP TABLE x", """ "table": "out" """, "pipelines/example/x.sql:2: Found 'DROP'. Expected SELECT, WITH ... SELECT, or INSERT INTO <table> SELECT.")]
    [InlineData("SELECT 1", """ "write": "replace" """, "pipelines/example/x.sql:1: A query does not say where its rows go. Expected \"table\" beside its \"sql\" in pipeline.json, or an INSERT INTO.")]
    [InlineData("INSERT INTO other SELECT 1", """ "table": "out" """, "pipelines/example/x.sql:1: The statement writes to 'other', and pipeline.json says 'out'. Expected the same table.")]
    [InlineData("INSERT INTO ou SELECT 1", """ "write": "replace" """, "pipelines/example/x.sql:1: There is no table 'ou' of the processed zone in pipeline.json. Did you mean 'out'?")]
    [InlineData("INSERT INTO processed_db.out SELECT 1", """ "table": "out" """, "pipelines/example/x.sql:1: The statement writes to the database 'processed_db'. Expected {{ processed_db }}, which is 'processed_db_dev'.")]
    [InlineData("INSERT INTO out (a, region, colour) SELECT 1", """ "table": "out" """, "pipelines/example/x.sql:1: The table 'out' has no column 'colour'. Expected one of: a, b, exec_date, region.")]
    [InlineData("\nWITH t AS (SELECT 1 AS n)\nSELECT n AS a,\n  2 AS regoin FROM t", """ "table": "out" """, "pipelines/example/x.sql:4: The query selects 'regoin', and the table 'out' has no such column: its values would be written nowhere. Did you mean 'region'?")]
    [InlineData("-- all but one\nSELECT a, {{ exec_date }} AS exec_date, 'be' AS region FROM x", """ "table": "out" """, "pipelines/example/x.sql:2: The table 'out' has the column 'b', and the query does not select it. Select it, as NULL where there is no value.")]
    [InlineData("SELECT a, total FROM x UNION ALL SELECT a, b FROM x", """ "table": "out", "write": "append" """, "pipelines/example/x.sql:1: The query selects 'total', and the table 'out' has no such column: its values would be written nowhere. Expected one of: a, b, exec_date, region.")]
    [InlineData("SELECT 1", """ "table": "out", "date_range": { "until": "yesterday" } """, "pipelines/example/pipeline.json: etl[0].date_range: The range ends on 2026-11-21 (yesterday), before it starts on 2026-11-22. Expected an exec_date of yesterday or before, or more days_before.")]
    public void Wrong_SQL_is_reported_with_file_and_line(string sql, string etl, string message)
    {
        Assert.Equal(message, Assert.Throws<ConfigurationException>(() => Plans.Of(sql, etl, execDate: "2026-11-22")).Message);
    }

    [Fact]
    public void Columns_that_a_star_stands_for_may_be_more_than_the_table_has() =>
        Assert.Single(Plans.Of("SELECT * FROM (SELECT a, b, exec_date, region, row_number() OVER (PARTITION BY a ORDER BY b DESC) AS newest FROM x) AS t WHERE newest = 1").Statements);

    [Fact]
    public void A_statement_longer_than_Athena_takes_is_refused()
    {
        var error = Assert.Throws<ConfigurationException>(() => Plans.Of($"SELECT '{new string('é', 140_000)}' AS a, b, exec_date, region FROM x"));

        Assert.Matches("^pipelines/example/x.sql:1: The statement has 28[0-9]{4} bytes. Athena takes at most 262144.$", error.Message);
    }

    [Fact]
    public void All_files_are_reported_at_once_and_missing_ones_too()
    {
        var configuration = Plans.Configuration("""
            { "tables": [{ "name": "out", "zone": "processed", "columns": [{ "name": "a", "type": "int" }] }],
              "etl": [{ "sql": "a.sql", "table": "out" }, { "sql": "b.sql", "table": "out" }, { "sql": "c.sql", "table": "out" }] }
            """);
        var texts = new Dictionary<string, string> { ["a.sql"] = "SELECT {{ x", ["c.sql"] = "DROP" };

        var error = Assert.Throws<ConfigurationException>(() => Sluice.Planning.RunPlanner.Plan(configuration, Plans.Request(), Plans.Environment, texts));

        Assert.Equal(
            """
            pipelines/example/a.sql:1: The placeholder that starts here does not end. Expected }}
            pipelines/example/b.sql: The file is missing. The field etl[1].sql of pipeline.json names it.
            pipelines/example/c.sql:1: Found 'DROP'. Expected SELECT, WITH ... SELECT, or INSERT INTO <table> SELECT.
            """,
            error.Message);
    }

    [Fact]
    public void A_table_written_by_inserts_is_replaced_or_appended_to()
    {
        var configuration = Plans.Configuration("""
            { "tables": [{ "name": "out", "zone": "processed", "columns": [{ "name": "a", "type": "int" }] }],
              "etl": [{ "sql": "a.sql" }, { "sql": "b.sql", "write": "append" }] }
            """);
        var texts = new Dictionary<string, string> { ["a.sql"] = "INSERT INTO out SELECT 1", ["b.sql"] = "INSERT INTO out SELECT 2" };

        var error = Assert.Throws<ConfigurationException>(() => Sluice.Planning.RunPlanner.Plan(configuration, Plans.Request(), Plans.Environment, texts));

        Assert.Equal("pipelines/example/b.sql: The table 'out' is written with both \"replace\" and \"append\". Expected one of them for all of its statements.", error.Message);
    }

    /// <summary>A run has to know which days it replaces: the partitions that it does not write any more have to go.</summary>
    [Theory]
    [InlineData("year,month,day,hour", """{ "sql": "a.sql", "table": "out" }""", "0")]
    [InlineData("day,region,month,year", """{ "sql": "a.sql" }""", "0")]
    [InlineData("year,month,day", """{ "sql": "a.sql", "date_range": {} }, { "sql": "b.sql", "table": "out" }""", "1")]
    [InlineData("year,month,day", """{ "sql": "a.sql" }, { "sql": "b.sql", "table": "out" }""", "0,1")]
    public void A_statement_that_replaces_days_says_which(string keys, string etl, string without)
    {
        var error = Assert.Throws<ConfigurationException>(() => Keyed(keys, etl));

        Assert.Equal(
            string.Join('\n', without.Split(',').Select(index =>
                $"pipelines/example/pipeline.json: etl[{index}].date_range: The table 'out' is partitioned by {keys.Replace(",", ", ")}, and nothing says which days the statement "
                + "replaces: partitions that a re-run does not write any more would show the run before. Add \"date_range\": {} for the exec_date, with \"days_before\" or \"until\" for "
                + "more days, or partition the table by exec_date.")),
            error.Message);
    }

    [Theory]
    [InlineData("year,month,day", """{ "sql": "a.sql", "date_range": { "days_before": 1 } }, { "sql": "b.sql", "table": "out", "date_range": { "days_before": 1 } }""")]
    [InlineData("year,month,day", """{ "sql": "a.sql", "write": "append" }""")]
    [InlineData("exec_date,year,month,day", """{ "sql": "a.sql" }""")]
    [InlineData("year,month", """{ "sql": "a.sql" }""")]
    [InlineData("region", """{ "sql": "a.sql" }""")]
    public void Others_need_not(string keys, string etl) => Assert.NotEmpty(Keyed(keys, etl).Statements);

    private static RunPlan Keyed(string keys, string etl) => Sluice.Planning.RunPlanner.Plan(
        Plans.Configuration($$"""
            { "tables": [{ "name": "out", "zone": "processed", "columns": [{ "name": "a", "type": "int" }],
                "partition_keys": [{{string.Join(", ", keys.Split(',').Select(static key => $$"""{ "name": "{{key}}", "type": "{{(key == "exec_date" ? "date" : "int")}}" }"""))}}] }],
              "etl": [{{etl}}] }
            """),
        Plans.Request(),
        Plans.Environment,
        new Dictionary<string, string> { ["a.sql"] = "INSERT INTO out (a) SELECT 1", ["b.sql"] = "SELECT * FROM x" });
}
