using System.Text.Json.Nodes;
using NodaTime;
using Sluice.Auditing;
using Sluice.Configuration;
using Sluice.Lineage.Events;
using Sluice.Planning;
using Sluice.Runs;
using Sluice.Stages;

namespace Sluice.Functions.Tests.Lineage;

/// <summary>What the shipped pipelines say of themselves when they start.</summary>
public sealed class ShippedPipelinesTests
{
    public static TheoryData<string> Pipelines =>
        [.. Directory.GetDirectories(RepositoryFiles.At("pipelines")).Select(static folder => Path.GetFileName(folder)).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Pipelines))]
    public async Task Start_IsValid_AndNamesSomethingReadAndWritten(string pipeline)
    {
        var start = Start(pipeline);

        Assert.Equal("", Assert.Single(await OpenLineageSchema.JudgeAsync(start.ToJsonString())));
        Assert.NotEmpty(start["inputs"]!.AsArray());
        Assert.NotEmpty(start["outputs"]!.AsArray());
        Assert.All(
            [.. start["inputs"]!.AsArray(), .. start["outputs"]!.AsArray()],
            static dataset => Assert.DoesNotContain("2026", (string)dataset!["name"]!, StringComparison.Ordinal));
        // No dataset twice on a side.
        Assert.All([start["inputs"]!.AsArray(), start["outputs"]!.AsArray()], static side => Assert.Distinct(side.Select(Name)));
    }

    [Fact]
    public void Stages_ReadWhatStagesWrote_AndTheirColumnsAreFollowed()
    {
        var start = Start("bookings");
        const string Bronze = "s3://proc stages/bookings/bronze/bronze_airports";

        Assert.Contains("arn:aws:glue:eu-west-1:000000000000 table/landing_db_dev/airports_raw", start["inputs"]!.AsArray().Select(Name));
        Assert.Contains(Bronze, start["inputs"]!.AsArray().Select(Name));
        var airports = start["outputs"]!.AsArray().Single(static output => Name(output) == Bronze)!;
        Assert.Equal(
            ["airport_code", "airport_name", "city", "coordinates", "timezone"],
            airports["facets"]!["schema"]!["fields"]!.AsArray().Select(static field => (string)field!["name"]!));

        // A join behind a WITH, of what three other datasets wrote.
        var revenue = start["outputs"]!.AsArray().Single(static output => ((string)output!["name"]!).EndsWith("/revenue_by_city", StringComparison.Ordinal))!;
        var field = Assert.Single(revenue["facets"]!["columnLineage"]!["fields"]!["revenue"]!["inputFields"]!.AsArray())!;
        Assert.EndsWith("/fact_ticket_flight", (string)field["name"]!, StringComparison.Ordinal);
        Assert.Equal("amount", (string?)field["field"]);
    }

    [Fact]
    public void CopiedTables_AreReadAndWritten()
    {
        var start = Start("customers");

        Assert.Contains("arn:aws:glue:eu-west-1:000000000000 table/landing_db_dev/shop_public_customers", start["inputs"]!.AsArray().Select(Name));
        Assert.Equal(["s3://land raw/customers", "s3://proc cleansed/customers"], start["outputs"]!.AsArray().Select(Name));
    }

    private static string Name(JsonNode? dataset) => $"{dataset!["namespace"]} {dataset["name"]}";

    private static JsonObject Start(string pipeline)
    {
        var file = RepositoryFiles.At("pipelines", pipeline, "pipeline.json");
        var configuration = PipelineReader.Read(pipeline, file, File.ReadAllBytes(file));
        var time = Instant.FromUtc(2026, 11, 22, 5, 0);
        var request = new RunRequest
        {
            Pipeline = pipeline,
            ExecDate = new LocalDate(2026, 11, 20),
            RunId = RunId.Of(time, "a test"),
            Trigger = RunTrigger.Manual,
            Time = time,
            StartedAt = time,
            ExecutionName = "a-test",
            Sequencer = "a-test",
        };
        var environment = new RunEnvironment
        {
            Stage = "dev",
            LandingBucket = "land",
            ProcessedBucket = "proc",
            AuditBucket = "aud",
            AssetsBucket = "ass",
            LandingDatabase = "landing_db_dev",
            ProcessedDatabase = "processed_db_dev",
            AuditDatabase = "audit_db_dev",
        };
        var plan = RunPlanner.Plan(configuration, request, environment, configuration.SqlFiles.ToDictionary(static sql => sql, sql => File.ReadAllText(RepositoryFiles.At("pipelines", pipeline, sql))));
        plan = StagePlanner.AddTo(plan, configuration, StageFiles.Read(configuration, Bytes), request, environment);
        plan = AuditPlan.AddTo(plan, configuration, AuditReader.Read(configuration, Bytes), environment) with
        {
            Lineage = LineageRun.Of(ExecutionArn.TryParse("arn:aws:states:eu-west-1:000000000000:execution:sluice-etl-pipeline-dev:a-test")!, null, pipeline), // it is one
        };
        return OpenLineageEvent.Start(plan, environment.LandingBucket, time).Content;

        ReadOnlyMemory<byte>? Bytes(string relative) =>
            File.Exists(RepositoryFiles.At("pipelines", pipeline, relative))
                ? new ReadOnlyMemory<byte>(File.ReadAllBytes(RepositoryFiles.At("pipelines", pipeline, relative)))
                : default(ReadOnlyMemory<byte>?);
    }
}
