using System.Text;
using Sluice.Configuration;

namespace Sluice.Tests.Configuration;

public sealed class PipelineReaderTests
{
    private const string File = "pipelines/example/pipeline.json";

    [Fact]
    public void Reads_every_field()
    {
        var pipeline = PipelineReader.Read("example", File, """
            {
              "$schema": "../pipeline.schema.json",
              "name": "example",
              "description": "An example",
              "done_file": { "dataset": "d" },
              "incoming": [{ "pattern": "a*", "table": "landed", "count": "many", "checksum": "md5" }],
              "tables": [
                { "name": "landed", "zone": "landing", "description": "As it came", "format": "csv", "csv": { "delimiter": ";", "header_lines": 1 },
                  "columns": [{ "name": "a", "type": "int", "comment": "first" }, { "name": "b", "type": "string" }] },
                { "name": "out", "zone": "processed", "columns": [{ "name": "a", "type": "int" }], "partition_keys": [{ "name": "exec_date", "type": "date" }] }
              ],
              "crawlers": [{ "name": "c", "zone": "processed", "targets": ["x/"], "table_prefix": "p_", "exclusions": ["**.tmp"] }],
              "etl": [{ "sql": "sql/out.sql", "table": "out", "write": "append", "date_range": { "days_before": 2, "until": "yesterday", "partitions_per_day": 24 } }],
              "retention_runs": 5,
              "polling": { "crawler_limit_seconds": 10, "query_limit_seconds": 20 }
            }
            """u8.ToArray());

        Assert.Equal("example", pipeline.Name);
        Assert.Equal("An example", pipeline.Description);
        Assert.Equal("d", pipeline.Dataset);
        Assert.Equal(
            new IncomingConfiguration { Pattern = "a*", Table = "landed", Count = FileCount.Many, Checksum = ChecksumAlgorithm.Md5 },
            Assert.Single(pipeline.Incoming));
        var landed = pipeline.Tables[0];
        Assert.Equal(("landed", Zone.Landing, TableFormat.Csv, "As it came"), (landed.Name, landed.Zone, landed.Format, landed.Description));
        Assert.Equal(new CsvConfiguration(";", 1), landed.Csv);
        Assert.Equal([new ColumnConfiguration("a", "int", "first"), new ColumnConfiguration("b", "string")], landed.Columns);
        Assert.Empty(landed.PartitionKeys);
        var output = pipeline.Tables[1];
        Assert.Equal(("out", Zone.Processed, TableFormat.Parquet), (output.Name, output.Zone, output.Format));
        Assert.Equal([new ColumnConfiguration("exec_date", "date")], output.PartitionKeys);
        var crawler = Assert.Single(pipeline.Crawlers);
        Assert.Equal(("c", Zone.Processed, "p_"), (crawler.Name, crawler.Zone, crawler.TablePrefix));
        Assert.Equal(["x/"], crawler.Targets);
        Assert.Equal(["**.tmp"], crawler.Exclusions);
        Assert.Equal(
            new EtlConfiguration { Sql = "sql/out.sql", Table = "out", Write = WriteMode.Append, DateRange = new(2, DateRangeEnd.Yesterday, 24) },
            Assert.Single(pipeline.Etl));
        Assert.Equal(5, pipeline.RetentionRuns);
        Assert.Equal(new PollingConfiguration { CrawlerLimitSeconds = 10, QueryLimitSeconds = 20 }, pipeline.Polling);
        Assert.Equal(["sql/out.sql"], pipeline.SqlFiles);
    }

    [Fact]
    public void Fields_left_out_have_their_defaults()
    {
        var pipeline = PipelineReader.Read("example", File, """
            { "tables": [{ "name": "t", "zone": "processed", "columns": [{ "name": "a", "type": "int" }] }],
              "etl": [{ "sql": "x.sql", "table": "t", "date_range": {} }] }
            """u8.ToArray());

        Assert.Null(pipeline.Dataset);
        Assert.Equal(3, pipeline.RetentionRuns);
        Assert.Equal(new PollingConfiguration { CrawlerLimitSeconds = 7200, QueryLimitSeconds = 1800 }, pipeline.Polling);
        Assert.Equal(WriteMode.Replace, pipeline.Etl[0].Write);
        Assert.Equal(new DateRangeConfiguration(0, DateRangeEnd.ExecDate, 1), pipeline.Etl[0].DateRange);
    }

    [Fact]
    public void Reports_everything_at_once_by_line()
    {
        var errors = Errors("""
            {
              "name": "other",
              "retention_runs": 0,
              "tabels": [],
              "done_file": { "dataset": "d" },
              "incoming": [
                { "pattern": "a*", "table": "landd" },
                { "pattern": "a*", "table": "out", "count": "two" }
              ],
              "tables": [
                { "name": "landed", "zone": "landing",
                  "columns": [{ "name": "a", "type": "integer" }] },
                { "name": "out", "zone": "processed", "columns": [{ "name": "a", "type": "int" }, { "name": "a", "type": "int" }] }
              ],
              "etl": [
                { "table": "landed", "sql": "x.sql" }
              ]
            }
            """);

        Assert.Equal(
            """
            pipelines/example/pipeline.json:2: name: Found "other". Expected the folder's name, "example", or no name at all.
            pipelines/example/pipeline.json:3: retention_runs: Found 0. Expected a whole number from 1 to 1000.
            pipelines/example/pipeline.json:4: tabels: Unknown field 'tabels'. Did you mean 'tables'?
            pipelines/example/pipeline.json:7: incoming[0].table: There is no table 'landd' in "tables". Did you mean 'landed'?
            pipelines/example/pipeline.json:8: incoming[1].count: Found "two". Expected "one" or "many".
            pipelines/example/pipeline.json:8: incoming[1].pattern: Found "a*" again, first on line 7. Expected different values.
            pipelines/example/pipeline.json:8: incoming[1].table: The table 'out' is in the processed zone. Expected one of the landing zone.
            pipelines/example/pipeline.json:12: tables[0].columns[0].type: Found "integer". Expected a Hive type in lower case: boolean, tinyint, smallint, int, bigint, float, double, decimal(p,s), string, varchar(n), char(n), date, timestamp, binary, array<t>, map<k,v> or struct<name:t,...>.
            pipelines/example/pipeline.json:13: tables[1]: The table has two columns 'a', partition keys counted. Expected different names.
            pipelines/example/pipeline.json:16: etl[0].table: The table 'landed' is in the landing zone. Expected one of the processed zone.
            """,
            string.Join('\n', errors));
    }

    [Theory]
    [InlineData("{", 1, "The file is not valid JSON: it ends before its last { or [ is closed.")]
    [InlineData("{\n  \"a\": 1,\n}", 3, "The file is not valid JSON: nothing follows the comma before this } or ].")]
    [InlineData("{}\n{}", 2, "The file is not valid JSON: '{' is invalid after a single JSON value. Expected end of data.")]
    [InlineData("", 1, "The file is not valid JSON: it is empty.")]
    public void Broken_JSON_is_reported_with_its_line(string json, int line, string problem)
    {
        Assert.Equal(new ConfigurationError(File, line, "", problem), Assert.Single(Errors(json)));
    }

    [Theory]
    [InlineData("""{ "retention_runs": 1, "retention_runs": 2 }""", "retention_runs", "The field is there twice, first on line 1. Keep one.")]
    [InlineData("""{ "tables": [{ "zone": "landing", "columns": [{ "name": "a", "type": "int" }] }] }""", "tables[0].name", "The field is missing. Expected a table's name: lower-case letters, digits and underscores, no digit first, at most 225 characters.")]
    [InlineData("""{ "tables": 7 }""", "tables", "Found 7. Expected an array.")]
    [InlineData("""{ "tables": ["t"] }""", "tables[0]", "Found \"t\". Expected an object.")]
    [InlineData("""{ "polling": { "query_limit": 7 } }""", "polling.query_limit", "Unknown field 'query_limit'. Expected one of: crawler_limit_seconds, query_limit_seconds.")]
    [InlineData("""{ "done_file": { "datset": "x", "dataset": "x" } }""", "done_file.datset", "Unknown field 'datset'. Did you mean 'dataset'?")]
    [InlineData("""{ "etl": [{ "sql": "../../secret.sql" }] }""", "etl[0].sql", "Found \"../../secret.sql\". Expected a .sql file's path below the pipeline's folder, such as sql/x.sql.")]
    [InlineData("""{ "etl": [{ "sql": "x.sql", "table": "t" }] }""", "etl[0].table", "There is no table 't' in \"tables\". Expected a table of the processed zone in \"tables\".")]
    public void Names_the_field_and_what_is_expected(string json, string path, string problem)
    {
        Assert.Equal(new ConfigurationError(File, 1, path, problem), Assert.Single(Errors(json)));
    }

    [Fact]
    public void Incoming_files_need_a_dataset()
    {
        var errors = Errors("""
            { "incoming": [{ "pattern": "a", "table": "t" }],
              "tables": [{ "name": "t", "zone": "landing", "columns": [{ "name": "a", "type": "int" }] }] }
            """);

        Assert.Equal(
            """pipelines/example/pipeline.json:1: incoming: Incoming files need the folder they arrive in. Expected "done_file": {"dataset": "..."}.""",
            Assert.Single(errors).ToString());
    }

    [Fact]
    public void Incoming_files_go_to_the_partition_of_their_exec_date_or_to_an_unpartitioned_table()
    {
        var errors = Errors("""
            { "done_file": { "dataset": "d" }, "incoming": [{ "pattern": "a", "table": "t" }],
              "tables": [{ "name": "t", "zone": "landing", "columns": [{ "name": "a", "type": "int" }],
                "partition_keys": [{ "name": "exec_date", "type": "string" }, { "name": "hour", "type": "int" }] }] }
            """);

        Assert.Equal(
            "The table 't' is partitioned by exec_date string, hour int. Incoming files go to a table partitioned by exec_date date alone, or not partitioned.",
            Assert.Single(errors).Problem);
    }

    [Fact]
    public void A_table_is_replaced_or_appended_to()
    {
        var errors = Errors("""
            { "tables": [{ "name": "t", "zone": "processed", "columns": [{ "name": "a", "type": "int" }] }],
              "etl": [{ "sql": "a.sql", "table": "t" },
                      { "sql": "b.sql", "table": "t", "write": "append" }] }
            """);

        Assert.Equal([2, 3], errors.Select(error => error.Line));
        Assert.All(errors, error => Assert.Equal("The table 't' is written with both \"replace\" and \"append\". Expected one of them for all of its statements.", error.Problem));
    }

    [Fact]
    public void A_byte_order_mark_is_skipped_and_lines_end_either_way()
    {
        byte[] json = [0xEF, 0xBB, 0xBF, .. "{\r\n\"x\": 1\r\n}"u8];
        PipelineReader.TryRead("example", File, json, out var errors);

        Assert.Equal(2, Assert.Single(errors).Line);
    }

    [Fact]
    public void Text_that_is_no_UTF_8_is_reported()
    {
        byte[] json = [.. "{ \"description\": \""u8, 0xFF, .. "\" }"u8];
        Assert.Null(PipelineReader.TryRead("example", File, json, out var errors));

        Assert.Equal(
            "pipelines/example/pipeline.json:1: The file is not valid JSON: A text is not UTF-8, or has half of a surrogate pair.",
            Assert.Single(errors).ToString());
    }

    [Fact]
    public void Read_throws_all_errors()
    {
        var error = Assert.Throws<ConfigurationException>(() => PipelineReader.Read("example", File, """{ "a": 1, "b": 2 }"""u8.ToArray()));

        Assert.Equal(2, error.Errors.Count);
        Assert.Equal(2, error.Message.Split('\n').Length);
    }

    private static IReadOnlyList<ConfigurationError> Errors(string json)
    {
        Assert.Null(PipelineReader.TryRead("example", File, Encoding.UTF8.GetBytes(json), out var errors));
        return errors;
    }
}
