using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Sluice.Functions.Tests.Template;
using Sluice.Local.Commands;
using Sluice.Local.Hosting;

namespace Sluice.Functions.Tests.Lake;

/// <summary>
/// The lake allows everything, AWS what a function's role does: whatever functions ask of S3, Glue and Athena while the shipped
/// pipelines run has to be in their policies.
/// </summary>
public sealed class RolesSufficeTests : IAsyncLifetime
{
    private readonly string folder = Directory.CreateTempSubdirectory("sluice-roles-").FullName;
    private LakeHost host = null!; // InitializeAsync comes first

    public async ValueTask InitializeAsync() => host = await LakeHost.StartAsync(
        new LakeOptions
        {
            DataFolder = Path.Combine(folder, "lake"),
            TemplatePath = RepositoryFiles.At("template.yaml"),
            PipelinesFolder = RepositoryFiles.At("pipelines"),
        },
        TestContext.Current.CancellationToken);

    public async ValueTask DisposeAsync()
    {
        await host.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    [Theory]
    [InlineData("state_emission_daily", "ReadSetup", "IngestLanding", "RunEtlInsertAthena", "CheckAthena", "CheckQuality", "PublishPartitions", "AuditConfigGen", "RunAudit", "PublishAudit", "CreateDoneFile")]
    [InlineData("traffic", "ReadSetup", "StartCrawler", "GetCrawlerState", "PublishPartitions")]
    [InlineData("access_logs", "ReadSetup", "HandleResultRow")]
    public async Task EverythingThatFunctionsDo_TheirRolesAllow(string pipeline, params string[] atWork)
    {
        // The second date finds a first one; its runs replace one another until files of old ones go; the last run fails.
        foreach (var date in (string[])["2026-11-19", "2026-11-20", "2026-11-20", "2026-11-20", "2026-11-20", "2026-11-20"])
        {
            Assert.True(await RunAsync(pipeline, date));
        }

        Assert.False(await RunAsync(pipeline, "2026-02-30"));

        var calls = host.FunctionCalls.All;
        Assert.Subset(calls.Select(static call => call.Function).ToHashSet(), atWork.Append("RecordFailure").Select(static name => $"sluice-dev-{name}").ToHashSet());
        AssertAllowed(calls);
    }

    [Fact]
    public async Task TakingBackWhatAFailedRunLanded_ItsRoleAllows()
    {
        Assert.True(await RunAsync("state_emission_daily", RunningLake.Date));
        await FailOnceLandedAsync("state_emission_daily");

        var calls = host.FunctionCalls.All;
        Assert.Contains(calls, static call => call is { Function: "sluice-dev-RecordFailure", Action: "glue:UpdatePartition" });
        AssertAllowed(calls);
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
    public void PoliciesAreReadAsAwsReadsThem(string function, string action, string resource, string? prefix, bool allowed) =>
        Assert.Equal(allowed, Allows(new FunctionCall($"sluice-dev-{function}", action, resource, prefix)));

    private static void AssertAllowed(IEnumerable<FunctionCall> calls)
    {
        var denied = calls.Where(static call => !Allows(call)).Select(static call => call.ToString()).ToList();
        Assert.True(denied.Count == 0, $"Their roles in template.yaml do not allow:\n{string.Join('\n', denied)}");
    }

    /// <summary>A run of the date that lands its files, where an earlier run's are shown, and then fails.</summary>
    private async Task FailOnceLandedAsync(string pipeline)
    {
        var setup = RunningLake.SetupInput("refused", pipeline: pipeline);
        setup["start_time"] = "2999-01-01T00:00:00Z"; // newer than the run before, whose start is real
        var run = await InvokeAsync("ReadSetup", setup);
        await InvokeAsync("IngestLanding", run);
        run["error"] = new JsonObject { ["Error"] = "SomeException", ["Cause"] = "Refused." };
        run["execution_arn"] = "arn:refused";
        run["input"] = new JsonObject();
        await InvokeAsync("RecordFailure", run);
    }

    private async Task<JsonObject> InvokeAsync(string function, JsonObject input)
    {
        var result = await host.Functions.InvokeAsync($"sluice-dev-{function}", input.ToJsonString(), TestContext.Current.CancellationToken);
        Assert.True(result.FunctionError is null, result.Payload);
        return (JsonObject)JsonNode.Parse(result.Payload)!;
    }

    private async Task<bool> RunAsync(string pipeline, string date)
    {
        var token = TestContext.Current.CancellationToken;
        var project = new Project(RepositoryFiles.At("template.yaml"), RepositoryFiles.At("pipelines"));
        await using var session = await LakeSession.OpenAsync(Path.Combine(folder, "lake"), project, realTime: false, token);
        var pipelines = new PipelineFolder(project.PipelinesPath);
        using var incoming = await IncomingFiles.FindAsync(session, pipelines, pipeline, date, null, token, rows: 200);
        var report = await new PipelineRunner(session.Client, session.Names, pipelines).RunAsync(
            new RunOrder(pipeline, date, incoming.Files) { Root = incoming.Root }, new SilentObserver(), token);
        Assert.True(report.Succeeded || date == "2026-02-30", $"{report.Error}: {report.Cause}");
        return report.Succeeded;
    }

    private static bool Allows(FunctionCall call) => ReadTemplate.Value.Functions.Single(function => function.Name == call.Function).Policies!.AsArray()
        .SelectMany(static policy => policy!["Statement"]!.AsArray())
        .Any(statement => Texts(statement!["Action"]).Contains(call.Action) && Covers(statement, call) && Holds(statement["Condition"], call));

    // The keys of a DeleteObjects are in its body: a resource that ends with a slash stands for objects of the bucket.
    private static bool Covers(JsonNode statement, FunctionCall call) => Texts(statement["Resource"]).Any(pattern =>
        Matches(pattern, call.Resource)
        || (call.Resource.StartsWith("arn:aws:s3", StringComparison.Ordinal) && call.Resource.EndsWith('/') && pattern.StartsWith(call.Resource, StringComparison.Ordinal)));

    private static bool Holds(JsonNode? condition, FunctionCall call) =>
        condition?["StringLike"]?["s3:prefix"] is not { } prefixes || (call.Prefix is { } prefix && Texts(prefixes).Any(pattern => Matches(pattern, prefix)));

    private static bool Matches(string pattern, string text) =>
        Regex.IsMatch(text, $"^{Regex.Escape(pattern).Replace("\\*", ".*", StringComparison.Ordinal).Replace("\\?", ".", StringComparison.Ordinal)}$", RegexOptions.Singleline);

    private static IReadOnlyList<string> Texts(JsonNode? node) => node is JsonArray list ? [.. list.Select(static item => (string)item!)] : [(string)node!];
}
