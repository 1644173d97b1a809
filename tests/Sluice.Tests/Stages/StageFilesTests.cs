using System.Text;
using Sluice.Configuration;
using Sluice.Lineage;
using Sluice.Lineage.Events;
using Sluice.Planning;
using Sluice.Runs;
using Sluice.Stages;
using Sluice.Tests.Planning;

namespace Sluice.Tests.Stages;

/// <summary>The pair of files that says which SQL runs in which stage.</summary>
public sealed class StageFilesTests
{
    private const string Stages = """{ "one": ["a"], "two": ["b"] }""";
    private const string A = """ "a": { "sql_name": "a", "sql_file": "example/sql/a.sql", "tables": [{ "table_name": "raw", "s3_path": "s3://in/raw/" }], "s3_target": "s3://out/a/", "target_name": "a_out" } """;
    private const string B = """ "b": { "sql_name": "b", "sql_file": "example/sql/b.sql", "tables": [{ "table_name": "a_out", "s3_path": "s3://out/a" }], "s3_target": "s3://out/b/" } """;

    private readonly Dictionary<string, string> files = new()
    {
        ["etl_stages.json"] = Stages,
        ["sql_queries.json"] = $"{{\n{A},\n{B}\n}}",
        ["sql/a.sql"] = "SELECT n FROM raw",
        ["sql/b.sql"] = "SELECT n FROM a_out",
    };

    [Fact]
    public void A_run_has_a_step_for_each_stage_with_the_sql_and_the_runs_own_places()
    {
        files["sql_queries.json"] = files["sql_queries.json"].Replace("s3://out/a", "s3://{{ processed_bucket }}/a/{{exec_date}}", StringComparison.Ordinal);
        files["sql/a.sql"] = "SELECT {{ exec_date }} AS d FROM raw";
        var plan = Plan();

        Assert.Equal(["one", "two"], plan.Steps.Select(step => step.Name));
        Assert.All(plan.Steps, step => Assert.Equal((StepKind.Job, "sluice-dev-sql_job"), (step.Kind, step.Job)));
        Assert.Equal(
            "s3://ass/runs/example/2026-11-21/20261122t050000_0a1b2c3d/stages/one.json", plan.Steps[0].Arguments["--group_location"]);
        var dataset = Assert.Single(plan.Steps[0].Datasets);
        Assert.Equal(("s3://proc/a/2026-11-21/", "SELECT DATE '2026-11-21' AS d FROM raw"), (dataset.S3Target, dataset.SqlText));
        Assert.Equal("s3://proc/a/2026-11-21", plan.Steps[1].Datasets[0].Tables[0].S3Path);
        Assert.Equal(plan.Steps[1].Datasets[0].SqlText, RunPlan.FromJson(plan.ToJson()).Steps[1].Datasets[0].SqlText);
    }

    [Fact]
    public void A_run_can_start_from_any_stage()
    {
        Assert.Equal(["two"], Plan(Plans.Request() with { FromStage = "two" }).Steps.Select(step => step.Name));
        var wrong = Assert.Throws<RunRequestException>(() => Plan(Plans.Request() with { FromStage = "twoo" }));
        Assert.Equal("The input's field 'from_stage' is 'twoo', which is no stage of 'example'. Did you mean 'two'?", wrong.Message);
    }

    [Fact]
    public void Sql_files_may_lie_in_the_folder_by_their_whole_path()
    {
        files["example/sql/a.sql"] = "SELECT 1 AS whole FROM raw";
        Assert.Equal("SELECT 1 AS whole FROM raw", Plan().Steps[0].Datasets[0].SqlText);
        Assert.Equal(
            ["example/sql/a.sql", "sql/a.sql", "example/sql/b.sql", "sql/b.sql"], StageFiles.SqlFiles("example", Encoding.UTF8.GetBytes(files["sql_queries.json"])));
    }

    [Fact]
    public void A_run_from_a_stage_leaves_out_what_comes_before_and_reads_what_an_earlier_run_has_written()
    {
        files["sql_queries.json"] = files["sql_queries.json"]
            .Replace("s3://in/raw/", "s3://in/raw/run={{ run_id }}/", StringComparison.Ordinal)
            .Replace("s3://out/", "s3://out/{{ run_id }}/", StringComparison.Ordinal);
        var request = Plans.Request();
        var whole = Plan(request, Landing);
        Assert.Equal((1, true, null), (whole.Incoming.Count, whole.HasPublishing, whole.EarlierRunId));

        var plan = Plan(request with { FromStage = "one" }, Landing, "earlier");
        Assert.Equal(("one", "earlier"), (plan.FromStage, plan.EarlierRunId));
        Assert.Empty(plan.Incoming);
        Assert.False(plan.HasPublishing);
        Assert.Equal(["s3://in/raw/run=earlier/", $"s3://out/{request.RunId}/a"], Reads(plan));
        Assert.Equal([$"s3://out/{request.RunId}/a/", $"s3://out/{request.RunId}/b/"], plan.Steps.SelectMany(step => step.Datasets).Select(dataset => dataset.S3Target));

        Assert.Equal(["s3://out/earlier/a"], Reads(Plan(request with { FromStage = "two" }, Landing, "earlier")));
        Assert.Equal(
            "The input's field 'from_stage' is 'two', but no run of 'example' for 2026-11-21 has come as far as its stages: what they read is not there. "
            + "Start the run without 'from_stage'.",
            Assert.Throws<RunRequestException>(() => Plan(request with { FromStage = "two" }, Landing)).Message);

        static IEnumerable<string> Reads(RunPlan plan) => plan.Steps.SelectMany(step => step.Datasets).SelectMany(dataset => dataset.Tables).Select(table => table.S3Path);
    }

    [Fact]
    public void A_run_from_a_step_runs_the_crawlers_of_the_steps_that_are_left_and_no_other()
    {
        var configuration = Plans.Configuration("""
            {
              "crawlers": [
                { "name": "landing", "zone": "landing", "targets": ["x/"] }, { "name": "raw", "zone": "landing", "targets": ["raw/"] },
                { "name": "before", "zone": "processed", "targets": ["b/"] }, { "name": "after", "zone": "processed", "targets": ["a/"] }
              ],
              "stages": { "steps": [ { "crawler": "before" }, { "job": "copy_table" }, { "crawler": "raw" } ] }
            }
            """);
        var request = Plans.Request() with { FromStage = "copy_table" };
        var plan = StagePlanner.AddTo(
            RunPlanner.Plan(configuration, request, Plans.Environment, new Dictionary<string, string>()), configuration, [], request, Plans.Environment);
        Assert.Equal(["sluice-dev-example-raw", "sluice-dev-example-after"], plan.Crawlers.Select(crawler => crawler.Name));
        Assert.Null(plan.EarlierRunId);
    }

    [Fact]
    public void What_stages_read_and_write_is_told_without_the_date()
    {
        files["sql_queries.json"] = files["sql_queries.json"]
            .Replace("s3://in/raw/", "s3://in/raw/exec_date={{ exec_date }}/run={{ run_id }}/", StringComparison.Ordinal)
            .Replace("s3://out/b/", "s3://out/b/exec_date={{ exec_date }}/", StringComparison.Ordinal);
        var plan = Plan();
        var run = LineageRun.Of(ExecutionArn.TryParse("arn:aws:states:eu-west-1:000000000000:execution:sluice-etl-pipeline-dev:any")!, null, "example"); // it is one
        var stages = RunDatasets.Of(plan, run, PlanLineage.Of(plan), "land").Stages;
        Assert.Equal([new LineageDataset("s3://in", "raw")], stages[0].Inputs);
        Assert.Equal([new LineageDataset("s3://out", "a")], stages[1].Inputs);
        Assert.Equal([new LineageDataset("s3://out", "a"), new LineageDataset("s3://out", "b")], stages.Select(stage => stage.Target));
    }

    [Theory]
    [InlineData("etl_stages.json", """{ "one": ["a", "c"], "two": ["b"] }""", "pipelines/example/etl_stages.json:1: one[1]: The dataset 'c' is not in sql_queries.json. Did you mean 'a'?")]
    [InlineData("etl_stages.json", """{ "one": ["a"], "two": ["b", "a"] }""", "pipelines/example/etl_stages.json:1: two[1]: The dataset 'a' is there twice, first as one[0] on line 1. Keep one.")]
    [InlineData("etl_stages.json", """{ "one": ["a"], "one": ["b"] }""", "pipelines/example/etl_stages.json:1: one: The field is there twice, first on line 1. Keep one.")]
    [InlineData("etl_stages.json", """{ "one": [] }""", "pipelines/example/etl_stages.json:1: one: The array is empty. Expected an array of datasets.")]
    [InlineData("etl_stages.json", "{}", "pipelines/example/etl_stages.json:1: There is no stage. Expected a member for each, with the names of its datasets.")]
    [InlineData("etl_stages.json", null, "pipelines/example/etl_stages.json: The file is missing. The field stages of pipeline.json names it.")]
    [InlineData("etl_stages.json", """{ "one": ["b"], "two": ["a"] }""", "pipelines/example/sql_queries.json:3: b.tables: 'b' of one reads 'a_out' from the target of 'a' of two, which runs after it. Put it after that dataset.")]
    [InlineData("etl_stages.json", "{\n\"one\": [\"a\",] }", "pipelines/example/etl_stages.json:2: The file is not valid JSON: nothing follows the comma before this } or ].")]
    [InlineData("sql_queries.json", "{ \"\\ud800\": 1 }", "pipelines/example/sql_queries.json:1: The file is not valid JSON: A text is not UTF-8, or has half of a surrogate pair.")]
    [InlineData("sql_queries.json", "[]", "pipelines/example/sql_queries.json:1: Found an array. Expected an object.")]
    [InlineData("sql/a.sql", null, "pipelines/example/sql_queries.json:2: a.sql_file: The SQL file 'example/sql/a.sql' does not exist. Expected it at pipelines/example/sql/a.sql.")]
    [InlineData("sql/a.sql", "SELECT {{ exec_day }} AS d FROM raw", "pipelines/example/sql/a.sql:1: Unknown placeholder 'exec_day'. Did you mean 'exec_date'?")]
    public void Names_what_is_wrong(string file, string? text, string error)
    {
        files.Remove(file);
        if (text is not null)
        {
            files[file] = text;
        }

        var thrown = Assert.Throws<ConfigurationException>(() => Plan());
        Assert.Contains(error, thrown.Errors.Select(found => found.ToString()));
    }

    [Theory]
    [InlineData("\"s3://in/raw/\"", "\"s3://out/b/\"", "a.tables: The datasets 'a' <- 'b' <- 'a' need each other's output: a cycle. One of them has to read something else.")]
    [InlineData("\"s3://in/raw/\"", "\"s3://out/a/\"", "a.tables: The datasets 'a' <- 'a' need each other's output: a cycle. One of them has to read something else.")]
    [InlineData("\"s3://in/raw/\"", "\"raw\"", "a.tables[0].s3_path: Found \"raw\". Expected a folder of a bucket, s3://bucket/folder/.")]
    [InlineData("\"s3://in/raw/\"", "\"s3://{{ bucket }}/raw/\"", "a.tables[0].s3_path: Unknown placeholder 'bucket'. Expected one of: exec_date, run_id, pipeline, stage, landing_bucket, processed_bucket, audit_bucket, assets_bucket, landing_db, processed_db, audit_db.")]
    [InlineData("\"sql_name\": \"a\"", "\"sql_name\": \"x\"", "a.sql_name: Found \"x\". Expected the dataset's key, \"a\".")]
    [InlineData("s3://out/b/", "s3://out/a/", "b.s3_target: The target s3://out/a/ of 'b' is that of 'a', and a target is overwritten as a whole. Give each dataset a folder of its own.")]
    [InlineData("s3://out/b/", "s3://out/a/b/", "b.s3_target: The target s3://out/a/b/ of 'b' and s3://out/a/ lie in one another: that is the target of 'a', and a target is overwritten as a whole. Give each dataset a folder of its own.")]
    public void Names_what_does_not_fit_in_the_queries(string find, string replace, string error)
    {
        files["sql_queries.json"] = files["sql_queries.json"].Replace(find, replace, StringComparison.Ordinal);
        var thrown = Assert.Throws<ConfigurationException>(() => Plan());
        Assert.Contains(thrown.Errors, found => found.ToString().EndsWith(error, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("SELECT r.n FROM raw r JOIN a_out o ON o.n = r.n", "'a_out', which its \"tables\" do not list: it is what 'a' writes. Add { \"table_name\": \"a_out\", \"s3_path\": \"s3://out/a/\" }.")]
    [InlineData("SELECT n FROM raw,\n  routes_bronze", "'routes_bronze', which its \"tables\" do not list and which nothing provides: no dataset has it as target_name. Add it to \"tables\" with the s3_path of its files.")]
    [InlineData("SELECT n FROM `routes`", "'routes', which its \"tables\" do not list and which nothing provides: no dataset has it as target_name. Add it to \"tables\" with the s3_path of its files.")]
    [InlineData("SELECT (SELECT max(n) FROM other) AS n FROM raw WHERE n IN (SELECT n FROM raw)", "'other', which its \"tables\" do not list and which nothing provides: no dataset has it as target_name. Add it to \"tables\" with the s3_path of its files.")]
    public void Validate_names_tables_that_are_not_listed(string sql, string problem)
    {
        files["sql/a.sql"] = sql;
        var error = Assert.Single(Check());
        Assert.StartsWith("pipelines/example/sql/a.sql", error.File, StringComparison.Ordinal);
        Assert.Equal($"The SQL of 'a' reads the table {problem}", error.Problem);
    }

    [Theory]
    [InlineData("WITH w AS (SELECT n FROM raw), v AS (SELECT n FROM w) SELECT n FROM w, v")]
    [InlineData("SELECT extract(YEAR FROM d) AS y, trim(BOTH ' ' FROM s) AS t FROM raw WHERE a IS DISTINCT FROM b")]
    [InlineData("SELECT n, 'from nowhere' AS t -- from here\nFROM raw r, (SELECT 1 AS m) x ORDER BY n, m")]
    [InlineData("SELECT n FROM RAW GROUP BY n, other")]
    [InlineData("SELECT 'it\\'s' AS s FROM raw")]
    public void Validate_has_nothing_to_say_about(string sql)
    {
        files["sql/a.sql"] = sql;
        Assert.Empty(Check());
    }

    [Fact]
    public void An_explicit_list_of_steps_runs_jobs_and_crawlers_where_it_says()
    {
        var configuration = Plans.Configuration("""
            {
              "crawlers": [{ "name": "raw", "zone": "landing", "targets": ["raw/"] }],
              "stages": { "steps": [
                { "crawler": "raw" },
                { "job": "copy_table", "arguments": { "--target": "s3://{{ landing_bucket }}/raw/{{ exec_date }}/" } },
                { "name": "again", "job": "copy_table" }
              ] }
            }
            """);
        var request = Plans.Request();
        var plan = StagePlanner.AddTo(
            RunPlanner.Plan(configuration, request, Plans.Environment, new Dictionary<string, string>()), configuration, [], request, Plans.Environment);

        Assert.Equal(["raw", "copy_table", "again"], plan.Steps.Select(step => step.Name));
        Assert.Equal((StepKind.Crawler, "sluice-dev-example-raw"), (plan.Steps[0].Kind, plan.Steps[0].Crawler));
        Assert.Equal(("sluice-dev-copy_table", "s3://land/raw/2026-11-21/"), (plan.Steps[1].Job, plan.Steps[1].Arguments["--target"]));
    }

    [Theory]
    [InlineData("""{ "job": "a" }, { "job": "a" }""", "Two steps are called 'a'. Give one of them a \"name\" of its own.")]
    [InlineData("""{ "job": "a", "arguments": { "--x": "{{ day }}" } }""", "Unknown placeholder 'day'. Expected one of: exec_date, run_id, pipeline, stage, landing_bucket, processed_bucket, audit_bucket, assets_bucket, landing_db, processed_db, audit_db.")]
    public void Steps_that_do_not_fit_are_reported(string steps, string problem)
    {
        var thrown = Assert.Throws<ConfigurationException>(() => Plans.Configuration($$"""{ "stages": { "steps": [{{steps}}] } }"""));
        Assert.Equal(problem, Assert.Single(thrown.Errors).Problem);
    }

    [Fact]
    public void A_crawler_that_the_pipeline_does_not_make_is_the_templates()
    {
        var configuration = Plans.Configuration("""{ "stages": { "steps": [{ "crawler": "source" }] } }""");
        var request = Plans.Request();
        var plan = StagePlanner.AddTo(
            RunPlanner.Plan(configuration, request, Plans.Environment, new Dictionary<string, string>()), configuration, [], request, Plans.Environment);
        Assert.Equal("sluice-dev-example-source", Assert.Single(plan.Steps).Crawler);
    }

    private const string Landing = """
        {
          "done_file": { "dataset": "d" }, "stages": {}, "incoming": [{ "pattern": "raw.csv", "table": "raw" }],
          "tables": [{ "name": "raw", "zone": "landing", "format": "csv", "columns": [{ "name": "x", "type": "int" }], "partition_keys": [{ "name": "exec_date", "type": "date" }] }]
        }
        """;

    private RunPlan Plan(RunRequest? request = null, string json = """{ "stages": {} }""", string? earlier = null)
    {
        var configuration = Plans.Configuration(json);
        var plan = RunPlanner.Plan(configuration, request ?? Plans.Request(), Plans.Environment, new Dictionary<string, string>());
        var groups = StageFiles.Read(
            configuration, file => files.TryGetValue(file, out var text) ? new ReadOnlyMemory<byte>(Encoding.UTF8.GetBytes(text)) : default(ReadOnlyMemory<byte>?));
        return StagePlanner.AddTo(plan, configuration, groups, request ?? Plans.Request(), Plans.Environment, earlier);
    }

    private IReadOnlyList<ConfigurationError> Check() => PipelineCheck.Errors(
        "example", "pipelines/example/pipeline.json", Encoding.UTF8.GetBytes("""{ "stages": {} }"""), files.GetValueOrDefault);
}
