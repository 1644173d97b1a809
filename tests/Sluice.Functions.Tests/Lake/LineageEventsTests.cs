using System.Text.Json.Nodes;
using NodaTime;
using NodaTime.Text;
using Sluice.Functions.Tests.Lineage;
using Sluice.Functions.Tests.Template;
using Sluice.Lineage.Events;

namespace Sluice.Functions.Tests.Lake;

/// <summary>What runs of <c>sales</c> tell OpenLineage, in the audit bucket.</summary>
public sealed class LineageEventsTests : IAsyncLifetime
{
    private const string Audit = "sluice-audit-000000000000-dev";
    private const string Glue = "arn:aws:glue:eu-west-1:000000000000";

    private RunningLake lake = null!; // InitializeAsync comes first

    public async ValueTask InitializeAsync() => lake = await RunningLake.StartAsync();

    public ValueTask DisposeAsync() => lake.DisposeAsync();

    [Fact]
    public async Task RunThatSucceeds_WritesStartAndComplete_ValidAndOfOneRun()
    {
        await lake.DropAsync("region,amount\nnorth,3\nsouth,5\n");
        var execution = await RunAsync("good", "SUCCEEDED");

        var events = Events();
        Assert.Equal(["1-START.json", "2-COMPLETE.json"], events.Keys);
        Assert.All(await OpenLineageSchema.JudgeAsync(events.Values), static problems => Assert.Equal("", problems));
        var (start, complete) = (JsonNode.Parse(events["1-START.json"])!, JsonNode.Parse(events["2-COMPLETE.json"])!);

        Assert.Equal("START", (string?)start["eventType"]);
        Assert.Equal("COMPLETE", (string?)complete["eventType"]);
        Assert.Equal(NameBasedUuid.Of((string)execution["executionArn"]!).ToString(), (string?)start["run"]!["runId"]);
        Assert.True(Time(start) <= Time(complete));
        Assert.Equal(
            ("arn:aws:states:eu-west-1:000000000000", "sluice-etl-pipeline-dev.sales"),
            ((string?)start["job"]!["namespace"], (string?)start["job"]!["name"]));
        Assert.True(JsonNode.DeepEquals(start["run"], complete["run"]));
        Assert.True(JsonNode.DeepEquals(start["job"], complete["job"]));
        // 20 November in Brussels.
        Assert.Equal("2026-11-19T23:00:00.000Z", (string?)start["run"]!["facets"]!["nominalTime"]!["nominalStartTime"]);
        Assert.Equal("2026-11-20T23:00:00.000Z", (string?)start["run"]!["facets"]!["nominalTime"]!["nominalEndTime"]);
        Assert.Null(start["run"]!["facets"]!["parent"]);
        Assert.Contains("SUM(amount) AS amount", (string?)start["job"]!["facets"]!["sql"]!["query"], StringComparison.Ordinal);

        Assert.Equal(
            [("s3://sluice-landing-000000000000-dev", "incoming/shop"), (Glue, "table/landing_db_dev/sales")],
            start["inputs"]!.AsArray().Select(static input => ((string)input!["namespace"]!, (string)input["name"]!)));
        Assert.Equal(
            [(Glue, "table/landing_db_dev/sales"), (Glue, "table/processed_db_dev/totals")],
            start["outputs"]!.AsArray().Select(static output => ((string)output!["namespace"]!, (string)output["name"]!)));
        var totals = complete["outputs"]![1]!;
        Assert.Equal(
            ["amount bigint", "exec_date date", "region string"],
            totals["facets"]!["schema"]!["fields"]!.AsArray().Select(static field => $"{field!["name"]} {field["type"]}"));
        Assert.Equal(
            [$"amount <- {Glue} table/landing_db_dev/sales amount", $"region <- {Glue} table/landing_db_dev/sales region"],
            totals["facets"]!["columnLineage"]!["fields"]!.AsObject().Select(static field =>
            {
                var from = Assert.Single(field.Value!["inputFields"]!.AsArray())!;
                return $"{field.Key} <- {from["namespace"]} {from["name"]} {from["field"]}";
            }));
        Assert.Equal(2, (int)totals["outputFacets"]!["outputStatistics"]!["rowCount"]!);
        Assert.Null(start["outputs"]![1]!["outputFacets"]);
    }

    [Fact]
    public async Task RunThatFails_WritesStartAndFail_WithItsReason()
    {
        var execution = await RunAsync("bad", "FAILED");

        var events = Events();
        Assert.Equal(["1-START.json", "2-FAIL.json"], events.Keys);
        Assert.All(await OpenLineageSchema.JudgeAsync(events.Values), static problems => Assert.Equal("", problems));
        var (start, fail) = (JsonNode.Parse(events["1-START.json"])!, JsonNode.Parse(events["2-FAIL.json"])!);
        Assert.Equal("FAIL", (string?)fail["eventType"]);
        Assert.Equal((string?)start["run"]!["runId"], (string?)fail["run"]!["runId"]);
        Assert.Equal((string?)start["job"]!["name"], (string?)fail["job"]!["name"]);
        Assert.True(Time(start) <= Time(fail));
        Assert.Equal($"{execution["error"]}: {execution["cause"]}", (string?)fail["run"]!["facets"]!["errorMessage"]!["message"]);
    }

    [Fact]
    public async Task RunOfABackfill_NamesItAsItsParent()
    {
        await lake.DropAsync("region,amount\nnorth,3\n");
        var machine = ReadTemplate.Value.StateMachines.Single(static machine => machine.LogicalId == "BackfillStateMachine");
        var backfill = lake.Host.StepFunctions.StartExecution(machine.Arn, "many", $$"""{"pipeline":"sales","dates":["{{RunningLake.Date}}"]}""");
        await lake.Host.StepFunctions.WaitForExecutionAsync(backfill, TestContext.Current.CancellationToken);

        var events = Events();
        Assert.All(await OpenLineageSchema.JudgeAsync(events.Values), static problems => Assert.Equal("", problems));
        Assert.All(events.Values, text =>
        {
            var parent = JsonNode.Parse(text)!["run"]!["facets"]!["parent"]!;
            Assert.Equal(NameBasedUuid.Of(backfill).ToString(), (string?)parent["run"]!["runId"]);
            Assert.Equal("sluice-backfill-dev.sales", (string?)parent["job"]!["name"]);
        });
        Assert.Equal(2, events.Count);
    }

    [Fact]
    public async Task Retries_WriteNothingNew_AndOutsideOfAnExecutionNothingIsWritten()
    {
        await lake.DropAsync("region,amount\nnorth,3\n");
        await lake.RunAsync("by-hand", "00");
        Assert.Empty(lake.Keys(Audit, "openlineage/"));

        var input = RunningLake.SetupInput("again", "05");
        input["execution_arn"] = "arn:aws:states:eu-west-1:000000000000:execution:sluice-etl-pipeline-dev:again";
        var run = await lake.InvokeAsync("ReadSetup", (JsonObject)input.DeepClone());
        await lake.InvokeAsync("IngestLanding", run);
        await lake.StageAsync(run);
        await lake.InvokeAsync("PublishPartitions", run);
        var done = new JsonObject(run.Where(static pair => pair.Key is "pipeline" or "exec_date" or "run_id" or "plan_key").Select(static pair => KeyValuePair.Create(pair.Key, pair.Value?.DeepClone())));
        await lake.InvokeAsync("CreateDoneFile", (JsonObject)done.DeepClone());
        var first = Events();
        Assert.Equal("2026-11-21T06:00:05.000Z", (string?)JsonNode.Parse(first["1-START.json"])!["eventTime"]);

        await lake.InvokeAsync("ReadSetup", input);
        await lake.InvokeAsync("CreateDoneFile", done);

        Assert.Equal(first, Events());
    }

    [Theory]
    [InlineData("run.runId", "\"twelve\"", "must match format \"uuid\"")]
    [InlineData("eventTime", "\"yesterday\"", "must match format \"date-time\"")]
    [InlineData("eventType", "\"DONE\"", "must be equal to one of the allowed values")]
    [InlineData("producer", "\"not a uri\"", "must match format \"uri\"")]
    [InlineData("job.name", null, "must have required property 'name'")]
    [InlineData("run.facets.nominalTime._producer", null, "must have required property '_producer'")]
    [InlineData("run.facets.nominalTime.extra", "1", "must NOT have unevaluated properties")]
    [InlineData("run.facets.unknown", "{}", "must NOT have additional properties")]
    [InlineData("outputs", "[{\"name\":\"x\"}]", "must have required property 'namespace'")]
    public async Task WrongEvent_IsRefused(string path, string? value, string problem)
    {
        await lake.DropAsync("region,amount\nnorth,3\n");
        await RunAsync("good", "SUCCEEDED");
        var wrong = JsonNode.Parse(Events()["1-START.json"])!;
        var names = path.Split('.');
        var parent = names.SkipLast(1).Aggregate(wrong, static (node, name) => node[name]!).AsObject();
        parent.Remove(names[^1]);
        if (value is not null)
        {
            parent[names[^1]] = JsonNode.Parse(value);
        }

        Assert.Contains(problem, Assert.Single(await OpenLineageSchema.JudgeAsync(wrong.ToJsonString())), StringComparison.Ordinal);
    }

    private SortedDictionary<string, string> Events()
    {
        var keys = lake.Keys(Audit, "openlineage/");
        Assert.Single(keys.Select(static key => key[..key.LastIndexOf('/')]).Distinct(), folder => folder.StartsWith($"openlineage/sales/{RunningLake.Date}/2", StringComparison.Ordinal));
        return new(keys.ToDictionary(static key => key[(key.LastIndexOf('/') + 1)..], key => lake.Text(Audit, key)!), StringComparer.Ordinal);
    }

    private static Instant Time(JsonNode lineageEvent) => InstantPattern.ExtendedIso.Parse((string)lineageEvent["eventTime"]!).Value;

    private async Task<JsonObject> RunAsync(string name, string status)
    {
        var execution = lake.Host.StepFunctions.StartExecution(
            ReadTemplate.EtlPipeline.Arn, name, $$"""{"pipeline":"sales","exec_date":"{{RunningLake.Date}}"}""");
        await lake.Host.StepFunctions.WaitForExecutionAsync(execution, TestContext.Current.CancellationToken);
        var described = lake.Host.StepFunctions.DescribeExecution(execution);
        Assert.True((string?)described["status"] == status, described.ToJsonString());
        return described;
    }
}
