using System.Text;
using Sluice.Planning;

namespace Sluice.Tests.Planning;

public sealed class PipelineCheckTests
{
    [Theory]
    [InlineData("x", "{ \"a\": 1 }", "pipelines/x/pipeline.json:1: a: Unknown field 'a'. Expected one of: $schema, name, description, done_file, incoming, tables, crawlers, etl, results, checks, stages, audit, next, retention_runs, polling.")]
    [InlineData("x", "{ \"etl\": [{ \"sql\": \"y.sql\" }] }", "pipelines/x/y.sql: The file is missing. The field etl[0].sql of pipeline.json names it.")]
    [InlineData("x", "{ \"etl\": [{ \"sql\": \"x.sql\" }] }", "pipelines/x/x.sql:1: Found 'DROP'. Expected SELECT, WITH ... SELECT, or INSERT INTO <table> SELECT.")]
    [InlineData("X", "{}", "pipelines/X/pipeline.json: The folder 'X' is not a pipeline's name (lower-case letters, digits and underscores, a letter first, at most 64 characters).")]
    public void Reports_configuration_and_SQL(string name, string json, string expected)
    {
        var errors = PipelineCheck.Errors(
            name, $"pipelines/{name}/pipeline.json", Encoding.UTF8.GetBytes(json), file => file == "x.sql" ? "DROP TABLE x" : null);

        Assert.Equal(expected, Assert.Single(errors).ToString());
    }

    [Fact]
    public void Reports_files_of_the_audit_that_are_no_JSON()
    {
        var errors = PipelineCheck.Errors(
            "x",
            "pipelines/x/pipeline.json",
            """{ "audit": { "tables": "a.json", "templates": "b.json" } }"""u8.ToArray(),
            static file => file == "a.json" ? "{\n\"t\": [\"\\ud800\"] }" : "{ \"t\": {");

        Assert.Equal(
            """
            pipelines/x/a.json:2: The file is not valid JSON: A text is not UTF-8, or has half of a surrogate pair.
            pipelines/x/b.json:1: The file is not valid JSON: it ends before its last { or [ is closed.
            """.ReplaceLineEndings("\n"),
            string.Join('\n', errors));
    }

    [Fact]
    public void Finds_nothing_wrong_with_an_empty_pipeline() =>
        Assert.Empty(PipelineCheck.Errors("x", "pipelines/x/pipeline.json", "{}"u8.ToArray(), _ => null));
}
