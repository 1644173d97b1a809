using System.Text.Json.Nodes;
using Sluice.Local.Commands;

namespace Sluice.EndToEnd.Tests;

/// <summary>Bad input: the run fails and says what, where; nothing is published; what was published before stays.</summary>
public sealed class FailureTests
{
    [Fact]
    public async Task Run_IncomingFileMissing_NamesThePattern()
    {
        await using var lake = await LakeFixture.UpAsync();
        var before = await PublishGoodAsync(lake);
        var files = EmissionFiles.Write(lake.Subfolder("bad"), seed: 3);
        File.Delete(Path.Combine(files, "epacems-1996-OH.parquet"));

        var report = await AssertFailsAsync(lake, "state_emission_daily", "2026-11-21", files, "epacems-1996-OH");
        Assert.Matches("^[0-9]{8}t[0-9]{6}_[0-9a-f]{8}$", (string?)report["run_id"]);
        await AssertUnharmedAsync(lake, before);
    }

    [Fact]
    public async Task Run_CorruptParquetFile_NamesTheFile()
    {
        await using var lake = await LakeFixture.UpAsync();
        var before = await PublishGoodAsync(lake);
        var files = EmissionFiles.Write(lake.Subfolder("bad"), seed: 3);
        var broken = Path.Combine(files, "epacems-1996-IN.parquet");
        await File.WriteAllBytesAsync(broken, (await File.ReadAllBytesAsync(broken, TestContext.Current.CancellationToken))[..5_000], TestContext.Current.CancellationToken);

        await AssertFailsAsync(lake, "state_emission_daily", "2026-11-20", files, "epacems-1996-IN.parquet");
        await AssertUnharmedAsync(lake, before);
    }

    [Fact]
    public async Task Run_EmptyParquetFile_NamesTheFile()
    {
        await using var lake = await LakeFixture.UpAsync();
        var before = await PublishGoodAsync(lake);
        var files = EmissionFiles.Write(lake.Subfolder("bad"), seed: 3);
        await File.WriteAllBytesAsync(Path.Combine(files, "epacems-1996-OH.parquet"), [], TestContext.Current.CancellationToken);

        await AssertFailsAsync(
            lake, "state_emission_daily", "2026-11-20", files, "incoming/all_ef_files/2026-11-20/epacems-1996-OH.parquet' is not a Parquet file: it has 0 bytes");
        await AssertUnharmedAsync(lake, before);
    }

    [Fact]
    public async Task Run_ColumnOfAnotherType_NamesFileAndField()
    {
        await using var lake = await LakeFixture.UpAsync();
        var before = await PublishGoodAsync(lake);
        var files = EmissionFiles.Write(lake.Subfolder("bad"), seed: 3);
        EmissionFiles.Rewrite(files, "OH", "SELECT * REPLACE (co2_mass_tons::VARCHAR AS co2_mass_tons) FROM file");

        await AssertFailsAsync(lake, "state_emission_daily", "2026-11-20", files, "co2_mass_tons", "epacems-1996-OH.parquet");
        await AssertUnharmedAsync(lake, before);
    }

    [Fact]
    public async Task Run_AfterADateWhoseDeliveryWasRefused_ComparesWithTheLastGoodOne()
    {
        await using var lake = await LakeFixture.UpAsync();
        var good = EmissionFiles.Write(lake.Subfolder("good"), 2_000);
        var bad = EmissionFiles.Write(lake.Subfolder("bad"), 2_000);
        EmissionFiles.Rewrite(bad, "OH", "SELECT * REPLACE (co2_mass_tons::VARCHAR AS co2_mass_tons) FROM file");
        var changed = EmissionFiles.Write(lake.Subfolder("changed"), 2_000, seed: 3);
        Assert.Equal(0, (await lake.RunAsync("state_emission_daily", "2026-10-03", good)).ExitCode);
        await AssertFailsAsync(lake, "state_emission_daily", "2026-10-04", bad, "co2_mass_tons");

        var (exitCode, report) = await lake.RunAsync("state_emission_daily", "2026-10-05", good);
        Assert.True(exitCode == 0, report.ToJsonString());
        Assert.Equal("SUCCEEDED", (string?)Assert.Single(report["next"]!.AsArray())!["status"]);
        Assert.Empty(await lake.QueryAsync("SELECT 1 AS x FROM audit_db_dev.audit WHERE exec_date = DATE '2026-10-05'"));
        Assert.Equal(0, (await lake.RunAsync("state_emission_daily", "2026-10-06", changed)).ExitCode);
        Assert.NotEmpty(await lake.QueryAsync("SELECT 1 AS x FROM audit_db_dev.audit WHERE exec_date = DATE '2026-10-06' AND layer = 'landing'"));
    }

    [Fact]
    public async Task Run_UnknownPipeline_NamesItAndThoseThereAre()
    {
        await using var lake = await LakeFixture.UpAsync();

        await AssertFailsAsync(lake, "state_emision_daily", "2026-11-20", null, "state_emision_daily", "state_emission_daily");
    }

    [Fact]
    public async Task Run_StateThatFailed_IsShownAsFailed()
    {
        await using var lake = new LakeFixture();

        var result = await lake.SluiceAsync("run", "nosuch", "--exec-date", "2026-11-20", "--data", lake.Data);

        Assert.Equal(1, result.ExitCode);
        Assert.Matches(@"(?m)^  fail ReadSetup +\d+\.\d\d s\r?$", result.Output);
        Assert.DoesNotMatch("(?m)^  ok +ReadSetup", result.Output);
        Assert.Matches(@"(?m)^  ok   RecordFailure +\d", result.Output);
        Assert.Matches(@"(?m)^  fail ExecutionFailed\r?$", result.Output);
    }

    [Theory]
    [InlineData(null, null, "ExecutionAborted", "The execution was stopped. Who did it gave no cause.")]
    [InlineData("Enough", "It takes too long.", "Enough", "It takes too long.")]
    public async Task Run_ThatIsStopped_SaysSo(string? error, string? cause, string reportedError, string reportedCause)
    {
        await using var lake = await LakeFixture.UpAsync();
        var files = EmissionFiles.Write(lake.Subfolder("files"), rows: 20_000);
        using var client = new LakeClient(lake.Endpoint);
        var events = await client.SubscribeAsync(TestContext.Current.CancellationToken);
        var run = lake.RunAsync("state_emission_daily", "2026-11-20", files);
        await foreach (var line in events)
        {
            if ((string?)line["event"]?["stateEnteredEventDetails"]?["name"] == "RunEtlInsertAthena")
            {
                var stop = new JsonObject { ["executionArn"] = (string)line["executionArn"]!, ["error"] = error, ["cause"] = cause };
                await client.InvokeAsync("AWSStepFunctions.StopExecution", stop, TestContext.Current.CancellationToken);
                break;
            }
        }

        var (exitCode, report) = await run;
        Assert.Equal(
            (1, "ABORTED", reportedError, reportedCause),
            (exitCode, (string?)report["status"], (string?)report["error"], (string?)report["cause"]));
    }

    [Fact]
    public async Task Run_DateThatDoesNotExist_NamesIt()
    {
        await using var lake = await LakeFixture.UpAsync();
        var files = EmissionFiles.Write(lake.Subfolder("files"));

        await AssertFailsAsync(lake, "state_emission_daily", "2026-02-30", files, "2026-02-30");
    }

    [Theory]
    [InlineData("../x", "2026-11-20", "'../x' is no pipeline's name")]
    [InlineData("state_emission_daily", "../../2026-11-20", "--exec-date '../../2026-11-20' is not a date")]
    public async Task Run_NameOrDateThatIsAPath_IsRefusedBeforeAnythingIsDropped(string pipeline, string execDate, string cause)
    {
        await using var lake = new LakeFixture();

        var (exitCode, report) = await lake.RunAsync(pipeline, execDate, null);

        Assert.Equal((1, "NOT_STARTED"), (exitCode, (string?)report["status"]));
        Assert.Contains(cause, (string?)report["cause"], StringComparison.Ordinal);
        Assert.False(Directory.Exists(lake.Data));
    }

    [Fact]
    public async Task Run_BrokenPipelineJson_NamesFileLineAndField()
    {
        await using var lake = new LakeFixture();
        var pipelines = Repository.CopyPipelines(lake.Subfolder("pipelines"));
        var file = Path.Combine(pipelines, "state_emission_daily", "pipeline.json");
        await File.WriteAllTextAsync(file, (await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken)).Replace("\"replace\"", "\"replaced\"", StringComparison.Ordinal), TestContext.Current.CancellationToken);
        var files = EmissionFiles.Write(lake.Subfolder("files"));

        await AssertFailsAsync(lake, "state_emission_daily", "2026-11-20", files, ["pipeline.json", "write", "replaced"], "--pipelines", pipelines);
    }

    [Fact]
    public async Task Run_MistakeInSql_NamesThePlace()
    {
        await using var lake = new LakeFixture();
        var pipelines = Repository.CopyPipelines(lake.Subfolder("pipelines"));
        var file = Directory.EnumerateFiles(Path.Combine(pipelines, "state_emission_daily", "sql"), "*.sql").Single();
        await File.WriteAllTextAsync(file, (await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken)).Replace("co2_mass_tons", "co2_mass_tonnes", StringComparison.Ordinal), TestContext.Current.CancellationToken);
        var files = EmissionFiles.Write(lake.Subfolder("files"));

        await AssertFailsAsync(lake, "state_emission_daily", "2026-11-20", files, ["co2_mass_tonnes", $"(sql/{Path.GetFileName(file)}:7)"], "--pipelines", pipelines);
    }

    [Fact]
    public async Task Run_SqlFileThatWasRemoved_IsMissingInTheLakeToo()
    {
        await using var lake = await LakeFixture.UpAsync();
        var pipelines = Repository.CopyPipelines(lake.Subfolder("pipelines"));
        var files = EmissionFiles.Write(lake.Subfolder("files"));
        Assert.Equal(0, (await lake.RunAsync("state_emission_daily", "2026-11-20", files, "--pipelines", pipelines)).ExitCode);
        File.Delete(Directory.EnumerateFiles(Path.Combine(pipelines, "state_emission_daily", "sql"), "*.sql").Single());

        await AssertFailsAsync(lake, "state_emission_daily", "2026-11-20", files, ["pipeline.json: etl[0].sql: ", "sql/"], "--pipelines", pipelines);
    }

    [Fact]
    public async Task Run_CheckThatDoesNotPass_NamesItAndWhatItFound()
    {
        await using var lake = await LakeFixture.UpAsync();
        var before = await PublishGoodAsync(lake);
        var files = EmissionFiles.Write(lake.Subfolder("bad"), seed: 3);
        EmissionFiles.Rewrite(files, "IN", "SELECT * REPLACE (-1e6::FLOAT AS co2_mass_tons) FROM file");

        await AssertFailsAsync(
            lake, "state_emission_daily", "2026-11-20", files,
            "Check no_less_than_its_parts (sql) of processed_db_dev.utility_emissions_daily", "expected none", "Nothing was published", "checks.json");
        await AssertUnharmedAsync(lake, before);
    }

    [Theory]
    [InlineData("string")]
    [InlineData("decimal(10,2)")]
    public async Task Run_TypeOfAPublishedColumnChanged_NamesTableColumnAndTypes(string type)
    {
        await using var lake = await LakeFixture.UpAsync();
        var before = await PublishGoodAsync(lake);
        var pipelines = Repository.CopyPipelines(lake.Subfolder("pipelines"));
        var file = Path.Combine(pipelines, "state_emission_daily", "pipeline.json");
        var configuration = (await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken))
            .Replace("\"co2_ton_oh\", \"type\": \"float\"", $"\"co2_ton_oh\", \"type\": \"{type}\"", StringComparison.Ordinal);
        await File.WriteAllTextAsync(file, configuration, TestContext.Current.CancellationToken);
        var files = EmissionFiles.Write(lake.Subfolder("next"), seed: 3);

        await AssertFailsAsync(
            lake, "state_emission_daily", "2026-11-21", files,
            ["Column co2_ton_oh of table processed_db_dev.utility_emissions_daily, whose partition exec_date=2026-11-20 stays, is float", $"says {type}", "another name"],
            "--pipelines", pipelines);
        await AssertUnharmedAsync(lake, before);
    }

    private static async Task<List<(string Date, string? Ohio, string? Indiana, string? Total)>> PublishGoodAsync(LakeFixture lake)
    {
        var files = EmissionFiles.Write(lake.Subfolder("good"));
        var (exitCode, report) = await lake.RunAsync("state_emission_daily", "2026-11-20", files);
        Assert.True(exitCode == 0, report.ToJsonString());
        return await PublishedRows.ReadAsync(lake, "2026-11-20");
    }

    private static async Task AssertUnharmedAsync(LakeFixture lake, List<(string Date, string? Ohio, string? Indiana, string? Total)> before)
    {
        Assert.Equal(before, await PublishedRows.ReadAsync(lake, "2026-11-20"));
        Assert.Equal(before.Count, await PublishedRows.CountAsync(lake));
    }

    private static Task<JsonObject> AssertFailsAsync(LakeFixture lake, string pipeline, string execDate, string? files, params string[] named) =>
        AssertFailsAsync(lake, pipeline, execDate, files, named, []);

    private static async Task<JsonObject> AssertFailsAsync(
        LakeFixture lake, string pipeline, string execDate, string? files, string[] named, params IEnumerable<string> more)
    {
        var (exitCode, report) = await lake.RunAsync(pipeline, execDate, files, more);
        Assert.Equal((1, "FAILED"), (exitCode, (string?)report["status"]));
        Assert.Empty(report["published"]!.AsArray());
        Assert.False(string.IsNullOrEmpty((string?)report["error"]), report.ToJsonString());
        foreach (var name in named)
        {
            Assert.Contains(name, (string?)report["cause"], StringComparison.Ordinal);
        }

        return report;
    }
}
