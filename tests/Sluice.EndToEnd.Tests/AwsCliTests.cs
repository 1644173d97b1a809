using System.Text.Json.Nodes;

namespace Sluice.EndToEnd.Tests;

/// <summary>The whole pipeline with nothing but the AWS CLI.</summary>
public sealed class AwsCliTests
{
    private const string Landing = "sluice-landing-000000000000-dev";
    private const string StateMachine = "arn:aws:states:eu-west-1:000000000000:stateMachine:sluice-etl-pipeline-dev";

    [Fact]
    public async Task DoneFile_CopiedWithTheCli_PublishesAndIsQueried()
    {
        await using var lake = await LakeFixture.UpAsync();
        var files = EmissionFiles.Write(lake.Subfolder("files"));
        await DropAsync(lake, files, "2026-11-20");

        var execution = Assert.Single(await FinishedAsync(lake, 1));

        Assert.Equal("SUCCEEDED", (string?)execution["status"]);
        var expected = EmissionFiles.Expected(files);
        var rows = await SelectAsync(lake, "SELECT count(*), sum(co2_ton_total) FROM processed_db_dev.utility_emissions_daily WHERE exec_date = DATE '2026-11-20'");
        Assert.Equal(expected.Count.ToString(System.Globalization.CultureInfo.InvariantCulture), rows[1][0]);
        var partitions = await JsonAsync(lake, "glue", "get-partitions", "--database-name", "processed_db_dev", "--table-name", "utility_emissions_daily");
        var partition = Assert.Single(partitions["Partitions"]!.AsArray());
        Assert.Equal(["2026-11-20"], partition!["Values"]!.AsArray().Select(static value => (string)value!));
    }

    [Fact]
    public async Task SameEventTwice_IsOneRun()
    {
        await using var lake = await LakeFixture.UpAsync();
        var files = EmissionFiles.Write(lake.Subfolder("files"));
        await DropAsync(lake, files, "2026-11-20");
        var first = Assert.Single(await FinishedAsync(lake, 1));
        var described = await JsonAsync(lake, "stepfunctions", "describe-execution", "--execution-arn", (string)first["executionArn"]!);

        await JsonAsync(lake, "stepfunctions", "start-execution", "--state-machine-arn", StateMachine, "--input", (string)described["input"]!);

        var executions = await FinishedAsync(lake, 2);
        Assert.All(executions, static execution => Assert.Equal("SUCCEEDED", (string?)execution["status"]));
        var second = executions.Single(execution => (string?)execution["executionArn"] != (string?)first["executionArn"]);
        var history = await JsonAsync(lake, "stepfunctions", "get-execution-history", "--execution-arn", (string)second["executionArn"]!);
        var states = history["events"]!.AsArray().Select(static happened => (string?)happened!["stateEnteredEventDetails"]?["name"]).OfType<string>().ToList();
        Assert.Contains("Duplicate", states);
        Assert.DoesNotContain("IngestLanding", states);
        Assert.Equal(EmissionFiles.Expected(files), await PublishedRows.ReadAsync(lake, "2026-11-20"));
    }

    private static async Task DropAsync(LakeFixture lake, string files, string execDate)
    {
        foreach (var file in Directory.EnumerateFiles(files))
        {
            (await ShellTool.AwsAsync(lake, "s3", "cp", file, $"s3://{Landing}/incoming/all_ef_files/{execDate}/")).Expect(0);
        }

        var done = Path.Combine(lake.Folder, "state_emission_daily.done");
        await File.WriteAllBytesAsync(done, [], TestContext.Current.CancellationToken);
        (await ShellTool.AwsAsync(lake, "s3", "cp", done, $"s3://{Landing}/incoming/all_ef_files/{execDate}/")).Expect(0);
    }

    /// <summary>The pipeline's executions, once there are so many and all are over. That of the monthly pipeline, which follows, is not among them.</summary>
    private static async Task<List<JsonObject>> FinishedAsync(LakeFixture lake, int count)
    {
        while (true)
        {
            var answer = await JsonAsync(lake, "stepfunctions", "list-executions", "--state-machine-arn", StateMachine);
            var executions = answer["executions"]!.AsArray().OfType<JsonObject>().ToList();
            if (executions.Count >= count && executions.All(static execution => (string?)execution["status"] != "RUNNING"))
            {
                var daily = new List<JsonObject>();
                foreach (var execution in executions)
                {
                    var described = await JsonAsync(lake, "stepfunctions", "describe-execution", "--execution-arn", (string)execution["executionArn"]!);
                    if (((string)described["input"]!).Contains("state_emission_daily.done", StringComparison.Ordinal))
                    {
                        daily.Add(execution);
                    }
                }

                if (daily.Count >= count)
                {
                    return daily;
                }
            }

            TestContext.Current.CancellationToken.ThrowIfCancellationRequested();
        }
    }

    private static async Task<List<List<string?>>> SelectAsync(LakeFixture lake, string sql)
    {
        var started = await JsonAsync(lake, "athena", "start-query-execution", "--work-group", "sluice-dev", "--query-string", sql);
        var id = (string)started["QueryExecutionId"]!;
        string? state;
        do
        {
            var answer = await JsonAsync(lake, "athena", "get-query-execution", "--query-execution-id", id);
            state = (string?)answer["QueryExecution"]!["Status"]!["State"];
            Assert.NotEqual("FAILED", state);
        }
        while (state != "SUCCEEDED");
        var results = await JsonAsync(lake, "athena", "get-query-results", "--query-execution-id", id);
        return results["ResultSet"]!["Rows"]!.AsArray()
            .Select(static row => row!["Data"]!.AsArray().Select(static datum => (string?)datum!["VarCharValue"]).ToList()).ToList();
    }

    private static async Task<JsonObject> JsonAsync(LakeFixture lake, params string[] arguments)
    {
        var result = await ShellTool.AwsAsync(lake, [.. arguments, "--output", "json"]);
        return (JsonObject)JsonNode.Parse(result.Expect(0))!; // the CLI prints an object
    }
}
