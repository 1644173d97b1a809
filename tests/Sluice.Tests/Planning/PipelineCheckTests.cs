using System.Text;
using Sluice.Configuration;
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

    /// <summary>What is cut to fit into the audit table would be found by nobody who looks for all of it.</summary>
    [Fact]
    public void Reports_names_that_the_audit_table_has_no_room_for()
    {
        string pipeline = new('p', 51), table = new('t', 101);
        Assert.Equal(
            $"""
            pipelines/{pipeline}/pipeline.json: audit: The pipeline's name has 51 characters, and its column in the audit table takes 50. Expected a shorter name of its folder, or no "audit".
            pipelines/{pipeline}/a.json:1: {table}: The table's name has 101 characters, and its column in the audit table takes 100. Expected a table with a shorter name.
            pipelines/{pipeline}/a.json:1: {table}[0]: The attribute's name has 101 characters, and its column in the audit table takes 100. Expected a column with a shorter name.
            pipelines/{pipeline}/b.json:3: {table}.layer: Found "{new string('l', 51)}". Expected text of at most 50 characters.
            pipelines/{pipeline}/b.json:3: {table}.time_grain: Found "{new string('g', 51)}". Expected text of at most 50 characters.
            pipelines/{pipeline}/b.json:4: {table}.grain[0]: The grain column's name has 101 characters, and its column in the audit table takes 100. Expected a column with a shorter name, or this one in "join".
            """.ReplaceLineEndings("\n"),
            string.Join('\n', AuditErrors(51, 101)));
        Assert.Empty(AuditErrors(50, 100));
    }

    /// <summary>What is wrong with an audit of words and names of some lengths; what it only joins by has a longer one.</summary>
    private static IReadOnlyList<ConfigurationError> AuditErrors(int word, int name)
    {
        string pipeline = new('p', word), table = new('t', name), attribute = new('a', name), key = new('k', name), join = new('j', 101);
        return PipelineCheck.Errors(
            pipeline,
            $"pipelines/{pipeline}/pipeline.json",
            Encoding.UTF8.GetBytes($$"""
                {
                  "tables": [{
                    "name": "{{table}}", "zone": "processed", "partition_keys": [{ "name": "exec_date", "type": "date" }],
                    "columns": [{ "name": "day", "type": "date" }, { "name": "{{attribute}}", "type": "int" }, { "name": "{{key}}", "type": "int" }, { "name": "{{join}}", "type": "int" }]
                  }],
                  "audit": { "tables": "a.json", "templates": "b.json" }
                }
                """),
            file => file == "a.json"
                ? $$"""{ "{{table}}": ["{{attribute}}"] }"""
                : $$"""
                    {
                      "{{table}}": {
                        "layer": "{{new string('l', word)}}", "time_grain": "{{new string('g', word)}}",
                        "grain": ["{{key}}"],
                        "join": ["{{join}}"],
                        "period": { "column": "day" }
                      }
                    }
                    """);
    }

    [Fact]
    public void Reports_an_audit_whose_statement_is_too_long()
    {
        var names = Enumerable.Range(0, 1000).Select(static number => $"a_rather_long_name_{number}").ToList();
        var errors = PipelineCheck.Errors(
            "x",
            "pipelines/x/pipeline.json",
            Encoding.UTF8.GetBytes($$"""
                {
                  "tables": [{
                    "name": "t", "zone": "processed", "partition_keys": [{ "name": "exec_date", "type": "date" }],
                    "columns": [{ "name": "day", "type": "date" }, {{string.Join(", ", names.Select(static name => $$"""{ "name": "{{name}}", "type": "int" }"""))}}]
                  }],
                  "audit": { "tables": "a.json", "templates": "b.json" }
                }
                """),
            file => file == "a.json"
                ? $$"""{ "t": ["{{string.Join("\", \"", names)}}"] }"""
                : """{ "t": { "layer": "processed", "time_grain": "daily", "grain": ["day"], "period": { "column": "day" } } }""");

        Assert.StartsWith(
            "pipelines/x/b.json: t: The audit's statement for the table 't' with its 1000 attributes has ", Assert.Single(errors).ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Finds_nothing_wrong_with_an_empty_pipeline() =>
        Assert.Empty(PipelineCheck.Errors("x", "pipelines/x/pipeline.json", "{}"u8.ToArray(), _ => null));
}
