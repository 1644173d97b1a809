using System.Text.Json.Nodes;
using NodaTime;
using Sluice.Lake.Hosting;
using Sluice.Local.Samples;
using Sluice.Tests.Shared;

namespace Sluice.Functions.Tests.Lake;

/// <summary>
/// The lake allows everything, AWS what a function's role does: whatever functions ask of S3, Glue and Athena while the shipped
/// pipelines run has to be in their policies.
/// </summary>
public sealed class RolesSufficeTests
{
    [Theory]
    [InlineData("state_emission_daily", "ReadSetup", "IngestLanding", "RunEtlInsertAthena", "CheckAthena", "CheckQuality", "PublishPartitions", "AuditConfigGen", "RunAudit", "PublishAudit", "CreateDoneFile")]
    [InlineData("traffic", "ReadSetup", "StartCrawler", "GetCrawlerState", "PublishPartitions")]
    [InlineData("access_logs", "ReadSetup", "HandleResultRow")]
    public async Task EverythingThatFunctionsDo_TheirRolesAllow(string pipeline, params string[] atWork)
    {
        await using var lake = await RoleLake.StartAsync();

        // The second date finds a first one; its runs replace one another until files of old ones go; the last run fails.
        foreach (var date in (string[])["2026-11-19", "2026-11-20", "2026-11-20", "2026-11-20", "2026-11-20", "2026-11-20"])
        {
            await lake.SucceedAsync(pipeline, date);
        }

        Assert.False((await lake.RunAsync(pipeline, "2026-02-30")).Succeeded);
        lake.AssertAllowed([.. atWork, "RecordFailure"]);
    }

    [Fact]
    public async Task StagesInGlue_RolesAllow()
    {
        await using var lake = await RoleLake.StartAsync();
        await lake.SucceedAsync("bookings", "2026-11-19");
        await lake.SucceedAsync("bookings", "2026-11-20");

        lake.AssertAllowed("ReadSetup", "IngestLanding", "HoldSteps", "StartCrawler", "GetCrawlerState", "CreateDoneFile");
    }

    [Fact]
    public async Task StagesInAthena_RolesAllow_AlsoWhenTheyFail()
    {
        var pipelines = "";
        await using var lake = await RoleLake.StartAsync(folder => pipelines = AthenaStages.Write(RepositoryFiles.Root, folder));

        // The second run finds what the first has written, and replaces it.
        await lake.SucceedAsync("bookings", "2026-11-20");
        await lake.SucceedAsync("bookings", "2026-11-20");
        AthenaStages.WriteSql(pipelines, "fact_flight", "SELECT CAST(flight_no AS integer) AS flight_id FROM flights_bronze");
        Assert.False((await lake.RunAsync("bookings", "2026-11-20")).Succeeded);

        Assert.Contains(lake.Host.FunctionCalls.All, static call => call is { Function: "sluice-dev-RunStageAthena", Action: "s3:DeleteObject" });
        lake.AssertAllowed("ReadSetup", "IngestLanding", "HoldSteps", "RunStageAthena", "CreateDoneFile", "RecordFailure");
    }

    [Fact]
    public async Task LookingAtEarlierDatesTypes_RolesAllow()
    {
        var path = "";
        await using var lake = await RoleLake.StartAsync(folder =>
        {
            foreach (var file in Directory.EnumerateFiles(RepositoryFiles.At("pipelines"), "*", SearchOption.AllDirectories))
            {
                var copy = Path.Combine(folder, Path.GetRelativePath(RepositoryFiles.At("pipelines"), file));
                Directory.CreateDirectory(Path.GetDirectoryName(copy)!); // a file lies in a folder
                File.Copy(file, copy);
            }

            path = Path.Combine(folder, "state_emission_daily", "pipeline.json");
            return folder;
        });
        await lake.SucceedAsync("state_emission_daily", "2026-11-19");
        await File.WriteAllTextAsync(
            path, (await File.ReadAllTextAsync(path, TestContext.Current.CancellationToken)).Replace("\"float\"", "\"double\""), TestContext.Current.CancellationToken);
        await lake.SucceedAsync("state_emission_daily", "2026-11-20");

        lake.AssertAllowed("IngestLanding", "PublishPartitions");
    }

    [Fact]
    public async Task CopiesOfADatabasesTable_RolesAllow()
    {
        await using var server = await PostgresServer.StartAsync();
        var sample = Directory.CreateTempSubdirectory("sluice-roles-").FullName;
        try
        {
            SampleCatalog.Find("customers")!.Write(sample, new LocalDate(2026, 11, 20), 200); // the sample is part of the product
            await server.ExecuteAsync(await File.ReadAllTextAsync(Path.Combine(sample, "customers.sql"), TestContext.Current.CancellationToken));
        }
        finally
        {
            Directory.Delete(sample, recursive: true);
        }

        await using var lake = await RoleLake.StartAsync(null, ("CustomersJdbcUrl", server.JdbcUrl));
        await lake.Host.Secrets.Json.InvokeAsync(
            "PutSecretValue",
            new JsonObject { ["SecretId"] = "sluice-customers-dev", ["SecretString"] = server.Secret },
            TestContext.Current.CancellationToken);
        await lake.SucceedAsync("customers", "2026-11-20");
        await lake.SucceedAsync("customers", "2026-11-20");
        await server.ExecuteAsync("DROP TABLE customers");
        Assert.False((await lake.RunAsync("customers", "2026-11-20")).Succeeded);

        lake.AssertAllowed("ReadSetup", "IngestLanding", "HoldSteps", "StartCrawler", "GetCrawlerState", "CreateDoneFile", "RecordFailure");
    }

    [Theory]
    [InlineData("state_emission_daily")]
    [InlineData("traffic")]
    public async Task RollingBack_ItsRoleAllows(string pipeline)
    {
        await using var lake = await RoleLake.StartAsync();
        await lake.SucceedAsync(pipeline, RunningLake.Date);
        await lake.SucceedAsync(pipeline, RunningLake.Date);
        var order = new JsonObject { ["pipeline"] = pipeline, ["exec_date"] = RunningLake.Date };
        Assert.NotEqual("", (string?)(await lake.InvokeAsync("Rollback", order))["run_id"]);

        Assert.Contains(lake.Host.FunctionCalls.All, static call => call is { Function: "sluice-dev-Rollback", Action: "glue:BatchUpdatePartition" });
        lake.AssertAllowed("Rollback");
    }

    [Theory]
    [InlineData("nosuch", "UnknownPipelineException")]
    [InlineData("bookings", "RollbackException")]
    public async Task RollingBackWhatCannotBe_ItsRoleAllowsToSaySo(string pipeline, string error)
    {
        await using var lake = await RoleLake.StartAsync();
        var order = new JsonObject { ["pipeline"] = pipeline, ["exec_date"] = RunningLake.Date };
        var result = await lake.Host.Functions.InvokeAsync("sluice-dev-Rollback", order.ToJsonString(), TestContext.Current.CancellationToken);

        Assert.Equal(error, (string?)JsonNode.Parse(result.Payload)!["errorType"]);
        lake.AssertAllowed("Rollback");
    }

    [Fact]
    public async Task TakingBackWhatAFailedRunLanded_ItsRoleAllows()
    {
        await using var lake = await RoleLake.StartAsync();
        await lake.SucceedAsync("state_emission_daily", RunningLake.Date);
        await FailOnceLandedAsync(lake, "state_emission_daily");

        Assert.Contains(lake.Host.FunctionCalls.All, static call => call is { Function: "sluice-dev-RecordFailure", Action: "glue:UpdatePartition" });
        lake.AssertAllowed("RecordFailure");
    }

    [Fact]
    public async Task ClosingARunThatWasStopped_ItsRoleAllows()
    {
        await using var lake = await RoleLake.StartAsync();
        await lake.SucceedAsync("state_emission_daily", RunningLake.Date);
        const string Arn = "arn:aws:states:eu-west-1:000000000000:execution:sluice-etl-pipeline-dev:stopped";
        var setup = RunningLake.SetupInput("stopped", pipeline: "state_emission_daily");
        setup["start_time"] = "2999-01-01T00:00:00Z"; // newer than the run before, whose start is real
        setup["execution_arn"] = Arn;
        var run = await lake.InvokeAsync("ReadSetup", setup);
        await lake.InvokeAsync("IngestLanding", run);
        await lake.InvokeAsync("RunEtlInsertAthena", run);
        var closed = await lake.InvokeAsync("CloseExecution", new JsonObject
        {
            ["executionArn"] = Arn,
            ["name"] = "stopped",
            ["status"] = "ABORTED",
            ["startDate"] = DateTimeOffset.Parse("2999-01-01T00:00:00Z", System.Globalization.CultureInfo.InvariantCulture).ToUnixTimeMilliseconds(),
            ["input"] = setup["event"]!.ToJsonString(),
        });

        Assert.True((bool)closed["recorded"]!);
        Assert.Contains(lake.Host.FunctionCalls.All, static call => call is { Function: "sluice-dev-CloseExecution", Action: "glue:UpdatePartition" });
        Assert.Contains(lake.Host.FunctionCalls.All, static call => call is { Function: "sluice-dev-CloseExecution", Action: "glue:DeleteTable" });
        lake.AssertAllowed("CloseExecution");
    }

    [Fact]
    public async Task MakingDoneFiles_ItsRoleAllows()
    {
        await using var lake = await RoleLake.StartAsync();
        await lake.SucceedAsync("state_emission_daily", RunningLake.Date);
        foreach (var marker in (string[])["done", "completed"])
        {
            lake.Host.Objects.Delete(RunningLake.Landing, $"incoming/all_ef_files/{RunningLake.Date}/state_emission_daily.{marker}");
        }

        Assert.Equal("""{"done_files":[]}""", (await lake.InvokeAsync("CreateDoneFile", [])).ToJsonString());

        Assert.Contains(lake.Host.FunctionCalls.All, static call => call is
        {
            Function: "sluice-dev-CreateDoneFile", Action: "s3:ListBucket", Prefix: $"runs/state_emission_daily/{RunningLake.Date}/",
        });
        lake.AssertAllowed("CreateDoneFile");
    }

    [Theory]
    [InlineData("ReadSetup", "s3:GetObject", "arn:aws:s3:::sluice-assets-000000000000-dev/pipelines/x/pipeline.json", null, true)]
    [InlineData("ReadSetup", "s3:GetObject", "arn:aws:s3:::sluice-landing-000000000000-dev/incoming/x", null, false)]
    [InlineData("ReadSetup", "s3:ListBucket", "arn:aws:s3:::sluice-assets-000000000000-dev", "pipelines/x/", true)]
    [InlineData("ReadSetup", "s3:ListBucket", "arn:aws:s3:::sluice-assets-000000000000-dev", "", false)]
    [InlineData("StartCrawler", "glue:StartCrawler", "arn:aws:glue:eu-west-1:000000000000:crawler/sluice-dev-x", null, true)]
    [InlineData("StartCrawler", "glue:StartCrawler", "arn:aws:glue:eu-west-1:000000000000:crawler/other", null, false)]
    [InlineData("HoldSteps", "s3:PutObject", "arn:aws:s3:::sluice-assets-000000000000-dev/runs/x/steps.lock", null, true)]
    [InlineData("HoldSteps", "s3:PutObject", "arn:aws:s3:::sluice-assets-000000000000-dev/runs/x/2026-11-20/steps.lock", null, true)]
    [InlineData("HoldSteps", "s3:PutObject", "arn:aws:s3:::sluice-assets-000000000000-dev/runs/x/2026-11-20/newest.json", null, true)]
    [InlineData("HoldSteps", "s3:PutObject", "arn:aws:s3:::sluice-assets-000000000000-dev/runs/x/2026-11-20/r/plan.json", null, false)]
    [InlineData("RecordFailure", "glue:BatchDeletePartition", "arn:aws:glue:eu-west-1:000000000000:table/landing_db_dev/x", null, true)]
    [InlineData("RecordFailure", "glue:BatchDeletePartition", "arn:aws:glue:eu-west-1:000000000000:table/processed_db_dev/x", null, false)]
    [InlineData("PublishPartitions", "s3:DeleteObject", "arn:aws:s3:::sluice-processed-000000000000-dev/", null, true)]
    [InlineData("PublishPartitions", "s3:DeleteObject", "arn:aws:s3:::sluice-assets-000000000000-dev/", null, false)]
    [InlineData("Rollback", "s3:ListBucket", "arn:aws:s3:::sluice-processed-000000000000-dev", "processed_db_dev/x/", true)]
    [InlineData("Rollback", "s3:ListBucket", "arn:aws:s3:::sluice-processed-000000000000-dev", "", false)]
    [InlineData("Rollback", "s3:DeleteObject", "arn:aws:s3:::sluice-processed-000000000000-dev/", null, false)]
    public void PoliciesAreReadAsAwsReadsThem(string function, string action, string resource, string? prefix, bool allowed) =>
        Assert.Equal(allowed, FunctionRoles.Allows(new FunctionCall($"sluice-dev-{function}", action, resource, prefix)));

    /// <summary>A run of the date that lands its files, where an earlier run's are shown, and then fails.</summary>
    private static async Task FailOnceLandedAsync(RoleLake lake, string pipeline)
    {
        var setup = RunningLake.SetupInput("refused", pipeline: pipeline);
        setup["start_time"] = "2999-01-01T00:00:00Z"; // newer than the run before, whose start is real
        var run = await lake.InvokeAsync("ReadSetup", setup);
        await lake.InvokeAsync("IngestLanding", run);
        run["error"] = new JsonObject { ["Error"] = "SomeException", ["Cause"] = "Refused." };
        run["execution_arn"] = "arn:refused";
        run["input"] = new JsonObject();
        await lake.InvokeAsync("RecordFailure", run);
    }
}
