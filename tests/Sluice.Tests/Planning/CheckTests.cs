using Sluice.Configuration;
using Sluice.Planning;

namespace Sluice.Tests.Planning;

/// <summary>The queries that checks become, and what is wrong with checks that fit no run.</summary>
public sealed class CheckTests
{
    private const string Staged = "\"processed_db_dev\".\"out__run_20261122t050000_0a1b2c3d\"";
    private const string Day = "\"exec_date\" = DATE '2026-11-21'";

    public static TheoryData<string, string> Queries => new()
    {
        { "\"type\": \"row_count\", \"min\": 1", $"SELECT COUNT(*) AS \"observed\"\nFROM {Staged}\nWHERE {Day}" },
        {
            "\"type\": \"not_null\", \"columns\": [\"a\", \"b\"]",
            $"SELECT COUNT(*) AS \"observed\"\nFROM {Staged}\nWHERE {Day} AND (\"a\" IS NULL OR \"b\" IS NULL)"
        },
        {
            "\"type\": \"unique\", \"columns\": [\"a\", \"b\"]",
            $"SELECT COALESCE(SUM(\"rows\"), 0) AS \"observed\"\nFROM (\n  SELECT COUNT(*) AS \"rows\"\n  FROM {Staged}\n"
            + $"WHERE {Day} AND \"a\" IS NOT NULL AND \"b\" IS NOT NULL\n  GROUP BY \"a\", \"b\"\n  HAVING COUNT(*) > 1\n) AS \"repeated\""
        },
        {
            "\"type\": \"accepted_values\", \"column\": \"a\", \"values\": [1, \"it's\"]",
            $"SELECT COUNT(*) AS \"observed\"\nFROM {Staged}\nWHERE {Day} AND \"a\" NOT IN (CAST('1' AS integer), CAST('it''s' AS integer))"
        },
        {
            "\"type\": \"relationships\", \"column\": \"a\", \"references\": { \"table\": \"known\", \"column\": \"id\" }",
            $"SELECT COUNT(*) AS \"observed\"\nFROM (\n  SELECT \"a\" AS \"value\"\n  FROM {Staged}\nWHERE {Day} AND \"a\" IS NOT NULL\n) AS \"checked\"\n"
            + "LEFT JOIN (\n  SELECT DISTINCT \"id\" AS \"value\"\n  FROM \"landing_db_dev\".\"known\"\n) AS \"known\"\n"
            + "ON \"checked\".\"value\" = \"known\".\"value\"\nWHERE \"known\".\"value\" IS NULL"
        },
        {
            "\"type\": \"change\", \"measure\": \"sum\", \"column\": \"a\", \"max_percent\": 5",
            $"SELECT\n  (SELECT CAST(SUM(\"a\") AS double) FROM {Staged}\nWHERE {Day}) AS \"observed\",\n"
            + "  (SELECT CAST(SUM(\"a\") AS double) FROM \"processed_db_dev\".\"out\" WHERE \"exec_date\" = (SELECT MAX(\"exec_date\") FROM "
            + "\"processed_db_dev\".\"out\" WHERE \"exec_date\" < DATE '2026-11-21')) AS \"previous\",\n"
            + "  (SELECT CAST(MAX(\"exec_date\") AS varchar) FROM \"processed_db_dev\".\"out\" WHERE \"exec_date\" < DATE '2026-11-21') AS \"previous_exec_date\""
        },
        {
            "\"type\": \"sql\", \"sql\": \"own.sql\"",
            $"SELECT COUNT(*) AS \"observed\"\nFROM (\nSELECT s.a FROM {Staged} AS s JOIN \"processed_db_dev\".\"out\" AS p ON s.a = p.a WHERE s.exec_date = DATE '2026-11-21'\n) AS \"offending\""
        },
    };

    [Theory]
    [MemberData(nameof(Queries))]
    public void A_check_is_a_query_of_the_staged_table(string fields, string sql)
    {
        var check = Assert.Single(Plan(Check(fields)).Checks);

        Assert.Equal(("one", "processed_db_dev", "out", sql), (check.Name, check.Database, check.Table, check.Sql));
    }

    [Fact]
    public void A_plan_keeps_its_checks()
    {
        var plan = Plan(Check("\"type\": \"change\", \"measure\": \"sum\", \"column\": \"a\", \"min_percent\": -2.5, \"max_percent\": 5, \"severity\": \"warn\""));

        var read = Assert.Single(RunPlan.FromJson(plan.ToJson()).Checks);
        Assert.Equal((CheckType.Change, CheckSeverity.Warn, CheckMeasure.Sum, -2.5m, 5m), (read.Type, read.Severity, read.Measure, read.Min, read.Max));
        Assert.Equal(plan.Checks[0].Sql, read.Sql);
    }

    [Theory]
    [InlineData("\"table\": \"aut\", \"type\": \"row_count\", \"min\": 1", "checks[0].table", "There is no table 'aut' in \"tables\". Did you mean 'out'?")]
    [InlineData("\"table\": \"known\", \"type\": \"row_count\", \"min\": 1", "checks[0].table", "The table 'known' is in the landing zone. Expected one of the processed zone")]
    [InlineData("\"table\": \"out\", \"type\": \"row_count\", \"min\": 5, \"max\": 1", "checks[0]", "The lower bound 5 is above the upper bound 1.")]
    [InlineData("\"table\": \"out\", \"type\": \"not_null\", \"columns\": [\"a\", \"c\"]", "checks[0].columns[1]", "The table 'out' has no column 'c'.")]
    [InlineData("\"table\": \"out\", \"type\": \"change\", \"measure\": \"sum\", \"column\": \"b\", \"max_percent\": 1", "checks[0].column", "is of the type string. Expected one that holds numbers.")]
    [InlineData("\"table\": \"out\", \"type\": \"relationships\", \"column\": \"a\", \"references\": { \"table\": \"known\", \"column\": \"a\" }", "checks[0].references.column", "The table 'known' has no column 'a'.")]
    [InlineData("\"table\": \"flat\", \"type\": \"change\", \"max_percent\": 1", "checks[0].table", "The table 'flat' has no partition key exec_date.")]
    [InlineData("\"table\": \"flat\", \"type\": \"row_count\", \"min\": 1", "checks[0].table", "No statement replaces the table 'flat', so nothing of it is staged.")]
    public void What_does_not_fit_is_named(string fields, string path, string problem)
    {
        var exception = Assert.Throws<ConfigurationException>(() => Plan($$"""{ "name": "one", {{fields}} }"""));

        var error = Assert.Single(exception.Errors);
        Assert.Equal(path, error.Path);
        Assert.Contains(problem, error.Problem, StringComparison.Ordinal);
    }

    [Fact]
    public void Two_checks_of_one_name_are_refused()
    {
        var exception = Assert.Throws<ConfigurationException>(() =>
            Plan($"{Check("\"type\": \"row_count\", \"min\": 1")}, {Check("\"type\": \"row_count\", \"max\": 9")}"));

        Assert.Contains("Found \"one\" again", Assert.Single(exception.Errors).Problem, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("INSERT INTO {{ processed_db }}.out SELECT 1", "A check only reads.")]
    [InlineData("SELECT * FROM {{ stagged }}", "Unknown placeholder 'stagged'. Did you mean 'staged'?")]
    public void Own_sql_that_cannot_be_used_is_named(string sql, string problem)
    {
        var exception = Assert.Throws<ConfigurationException>(() => Plan(Check("\"type\": \"sql\", \"sql\": \"own.sql\""), sql));

        var error = Assert.Single(exception.Errors);
        Assert.Equal(("pipelines/example/own.sql", 1), (error.File, error.Line));
        Assert.Contains(problem, error.Problem, StringComparison.Ordinal);
    }

    private static string Check(string fields) => $$"""{ "name": "one", "table": "out", {{fields}} }""";

    private static RunPlan Plan(
        string checks,
        string own = "SELECT s.a FROM {{ staged }} AS s JOIN {{ published }} AS p ON s.a = p.a WHERE s.exec_date = {{ exec_date }} -- end") =>
        RunPlanner.Plan(
            Plans.Configuration($$"""
                {
                  "tables": [
                    {
                      "name": "out", "zone": "processed",
                      "columns": [{ "name": "a", "type": "int" }, { "name": "b", "type": "string" }],
                      "partition_keys": [{ "name": "exec_date", "type": "date" }]
                    },
                    { "name": "flat", "zone": "processed", "columns": [{ "name": "a", "type": "int" }] },
                    { "name": "known", "zone": "landing", "columns": [{ "name": "id", "type": "int" }] }
                  ],
                  "etl": [{ "sql": "x.sql", "table": "out" }],
                  "checks": [{{checks}}]
                }
                """),
            Plans.Request(),
            Plans.Environment,
            new Dictionary<string, string> { ["x.sql"] = "SELECT a, b, exec_date FROM x", ["own.sql"] = own });
}
