using System.Text.Json.Nodes;
using Sluice.Local.Commands;

namespace Sluice.EndToEnd.Tests;

/// <summary><c>sluice runs</c> and <c>sluice rollback</c>.</summary>
public sealed class RollbackTests
{
    private const string Pipeline = "state_emission_daily";
    private const string Date = "2026-11-20";

    [Fact]
    public async Task Runs_AreListed_AndRolledBack_AsReadersSee()
    {
        await using var lake = await LakeFixture.UpAsync();
        var first = EmissionFiles.Write(lake.Subfolder("first"), seed: 1);
        var second = EmissionFiles.Write(lake.Subfolder("second"), seed: 2);
        var one = (string)(await lake.RunAsync(Pipeline, Date, first)).Report["run_id"]!;
        var two = (string)(await lake.RunAsync(Pipeline, Date, second)).Report["run_id"]!;
        var (expectedFirst, expectedSecond) = (EmissionFiles.Expected(first), EmissionFiles.Expected(second));
        File.Delete(Path.Combine(second, "epacems-1996-OH.parquet"));
        await lake.RunAsync(Pipeline, "2026-11-21", second);

        var runs = await RunsAsync(lake);

        Assert.Equal(3, runs.Count);
        Assert.Equal((Date, one, "SUCCEEDED", false), Facts(runs[0]!));
        Assert.Equal((Date, two, "SUCCEEDED", true), Facts(runs[1]!));
        Assert.Equal(expectedFirst.Count, (int)runs[0]!["rows"]!);
        Assert.Equal(("2026-11-21", "FAILED", false), ((string?)runs[2]!["exec_date"], (string?)runs[2]!["status"], (bool)runs[2]!["shown"]!));
        Assert.Contains("epacems-1996-OH", (string?)runs[2]!["cause"], StringComparison.Ordinal);
        Assert.Null(runs[2]!["rows"]);

        var back = await lake.SluiceAsync("rollback", Pipeline, "--exec-date", Date, "--data", lake.Data);

        Assert.StartsWith($"{Pipeline} {Date} shows run {one} again; before, it showed {two}.", back.Expect(0), StringComparison.Ordinal);
        Assert.Equal(expectedFirst, await PublishedRows.ReadAsync(lake, Date));
        Assert.Equal([true, false], (await RunsAsync(lake, "--exec-date", Date)).Select(static run => (bool)run!["shown"]!));

        var forth = await lake.SluiceAsync("rollback", Pipeline, "--exec-date", Date, "--run", two, "--json", "--data", lake.Data);

        Assert.Equal(two, (string?)JsonNode.Parse(forth.Expect(0))!["run_id"]);
        Assert.NotEqual(expectedFirst, expectedSecond);
        Assert.Equal(expectedSecond, await PublishedRows.ReadAsync(lake, Date));
        var text = (await lake.SluiceAsync("runs", Pipeline, "--exec-date", Date, "--data", lake.Data)).Expect(0);
        Assert.Matches($@"{Date}  {two}  SUCCEEDED  \S+  \d+ rows +yes", text);
    }

    [Fact]
    public async Task RunWithoutRows_IsShown_WhenItIsTheLast()
    {
        await using var lake = new LakeFixture();
        var pipelines = lake.Subfolder("pipelines");
        Directory.CreateDirectory(Path.Combine(pipelines, "shop", "sql"));
        await File.WriteAllTextAsync(
            Path.Combine(pipelines, "shop", "pipeline.json"),
            """
            {
              "done_file": { "dataset": "shop" },
              "incoming": [ { "pattern": "sales*.csv", "table": "sales" } ],
              "tables": [
                { "name": "sales", "zone": "landing", "format": "csv", "csv": { "header_lines": 1 }, "columns": [ { "name": "region", "type": "string" } ],
                  "partition_keys": [ { "name": "exec_date", "type": "date" } ] },
                { "name": "regions", "zone": "processed", "columns": [ { "name": "region", "type": "string" } ],
                  "partition_keys": [ { "name": "exec_date", "type": "date" } ] }
              ],
              "etl": [ { "sql": "sql/regions.sql", "table": "regions" } ]
            }
            """,
            TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(
            Path.Combine(pipelines, "shop", "sql", "regions.sql"),
            "SELECT region, exec_date FROM {{ landing_db }}.sales WHERE exec_date = {{ exec_date }}",
            TestContext.Current.CancellationToken);
        await RunAsync("region\nnorth\n");
        await RunAsync("region\n");

        Assert.Equal([(1, false), (0, true)], await ShownAsync());
        Assert.Contains(
            "published  processed_db_dev.regions  no partitions  0 rows",
            (await lake.SluiceAsync("run", "shop", "--exec-date", Date, "--pipelines", pipelines, "--data", lake.Data)).Expect(0),
            StringComparison.Ordinal);

        await lake.SluiceAsync("rollback", "shop", "--exec-date", Date, "--run", (string)(await ListAsync())[0]!["run_id"]!, "--data", lake.Data);
        Assert.Equal([(1, true), (0, false), (0, false)], await ShownAsync());

        async Task RunAsync(string csv)
        {
            var files = lake.Subfolder("files");
            await File.WriteAllTextAsync(Path.Combine(files, "sales.csv"), csv, TestContext.Current.CancellationToken);
            Assert.Equal(0, (await lake.RunAsync("shop", Date, files, "--pipelines", pipelines)).ExitCode);
        }

        async Task<JsonArray> ListAsync() =>
            JsonNode.Parse((await lake.SluiceAsync("runs", "shop", "--json", "--data", lake.Data)).Expect(0))!.AsArray(); // --json is an array

        async Task<IEnumerable<(int Rows, bool Shown)>> ShownAsync() =>
            (await ListAsync()).Select(static run => ((int)run!["rows"]!, (bool)run["shown"]!));
    }

    /// <summary>ReadSetup refuses these: no plan is made of them, and in part no run.</summary>
    [Fact]
    public async Task RefusedRuns_AreListedToo()
    {
        await using var lake = await LakeFixture.UpAsync();
        var pipelines = Repository.CopyPipelines(lake.Subfolder("pipelines"));
        await File.WriteAllTextAsync(Path.Combine(pipelines, Pipeline, "pipeline.json"), "{", TestContext.Current.CancellationToken);
        var files = EmissionFiles.Write(lake.Subfolder("files"));
        var broken = (await lake.RunAsync(Pipeline, Date, files, "--pipelines", pipelines)).Report;
        var noDate = (await lake.RunAsync(Pipeline, "2026-02-30", files)).Report;
        await lake.RunAsync("nosuch", Date, null);

        var runs = await RunsAsync(lake);
        Assert.Equal(
            [("2026-02-30", "FAILED", "RunRequestException", noDate["execution_arn"]!.ToString()), (Date, "FAILED", "ConfigurationException", broken["execution_arn"]!.ToString())],
            runs.Select(static run => ((string)run!["exec_date"]!, (string)run["status"]!, (string)run["error"]!, (string)run["execution_arn"]!)));
        Assert.Null(runs[0]!["run_id"]);
        Assert.Matches("^[0-9]{8}t[0-9]{6}_[0-9a-f]{8}$", (string?)runs[1]!["run_id"]);
        using var client = new LakeClient(lake.Endpoint);
        var failure = await client.GetTextAsync(
            "sluice-assets-000000000000-dev", $"runs/{Pipeline}/{Date}/{runs[1]!["run_id"]}/failure.json", TestContext.Current.CancellationToken);
        Assert.Equal((string?)broken["cause"], (string?)JsonNode.Parse(failure!)!["cause"]);
        Assert.Equal(runs[1]!["run_id"]!.ToString(), Assert.Single(await RunsAsync(lake, "--exec-date", Date))!["run_id"]!.ToString());

        var text = (await lake.SluiceAsync("runs", "nosuch", "--data", lake.Data)).Expect(0);
        Assert.Matches($@"(?m)^{Date}  [0-9]{{8}}t[0-9]{{6}}_[0-9a-f]{{8}}  FAILED     \S+  -                   no     UnknownPipelineException: There is no pipeline 'nosuch'", text);
    }

    [Fact]
    public async Task WhatIsNotThere_IsNamed()
    {
        await using var lake = await LakeFixture.UpAsync();

        Assert.Equal("[]", (await lake.SluiceAsync("runs", Pipeline, "--json", "--data", lake.Data)).Expect(0).Trim());
        await FailsAsync("There is no pipeline 'nowhere', and there was no run of it. There are: ", "runs", "nowhere");
        await FailsAsync("--exec-date '2026-02-30' is not a date that exists, yyyy-MM-dd.", "runs", Pipeline, "--exec-date", "2026-02-30");
        await FailsAsync($"No run of {Pipeline} {Date} has published anything.", "rollback", Pipeline, "--exec-date", Date);

        await FailsAsync("There is no pipeline 'nosuch': s3://", "rollback", "nosuch", "--exec-date", Date);
        await FailsAsync($"bookings {Date} cannot be rolled back: the pipeline replaces no table's partitions", "rollback", "bookings", "--exec-date", Date);

        async Task FailsAsync(string message, params IEnumerable<string> arguments)
        {
            var result = await lake.SluiceAsync([.. arguments, "--data", lake.Data]);
            Assert.Equal((1, ""), (result.ExitCode, result.Output));
            Assert.StartsWith($"sluice: {message}", result.Error, StringComparison.Ordinal);
        }
    }

    private static (string?, string?, string?, bool) Facts(JsonNode run) =>
        ((string?)run["exec_date"], (string?)run["run_id"], (string?)run["status"], (bool)run["shown"]!);

    private static async Task<JsonArray> RunsAsync(LakeFixture lake, params IEnumerable<string> arguments) =>
        (JsonArray)JsonNode.Parse((await lake.SluiceAsync(["runs", Pipeline, "--json", "--data", lake.Data, .. arguments])).Expect(0))!; // --json is an array
}
