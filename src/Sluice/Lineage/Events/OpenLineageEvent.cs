using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using NodaTime;
using Sluice.Planning;
using Sluice.Runs;

namespace Sluice.Lineage.Events;

/// <summary>
/// A run event of OpenLineage, https://openlineage.io/docs/spec/object-model: START with what the run is going to read and write, COMPLETE with
/// how much it wrote. FAIL is written by the state machine, which knows why, and names the same run and job; ABORT, or FAIL, by whoever
/// closes a run whose execution ended otherwise.
/// </summary>
/// <param name="Key">Its key in the audit bucket: <c>openlineage/&lt;pipeline&gt;/&lt;exec_date&gt;/&lt;run_id&gt;/1-START.json</c>.</param>
/// <param name="Content">The event.</param>
public sealed record OpenLineageEvent(string Key, JsonObject Content)
{
    /// <summary>The schema that events are valid against.</summary>
    public const string SchemaUrl = "https://openlineage.io/spec/2-0-2/OpenLineage.json#/$defs/RunEvent";

    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The run has begun.</summary>
    /// <param name="plan">The run; it has a <see cref="RunPlan.Lineage"/>.</param>
    /// <param name="landingBucket">The landing bucket.</param>
    /// <param name="time">When its execution started.</param>
    public static OpenLineageEvent Start(RunPlan plan, string landingBucket, Instant time) =>
        new(KeyOf(plan.Keys, "1-START"), Event("START", plan, landingBucket, time, new Dictionary<SourceTable, long>()));

    /// <summary>The run has done everything.</summary>
    /// <param name="plan">The run; it has a <see cref="RunPlan.Lineage"/>.</param>
    /// <param name="landingBucket">The landing bucket.</param>
    /// <param name="time">When.</param>
    /// <param name="rows">The rows that were written, by table, as far as they were counted.</param>
    public static OpenLineageEvent Complete(RunPlan plan, string landingBucket, Instant time, IReadOnlyDictionary<SourceTable, long> rows) =>
        new(CompleteKey(plan.Keys), Event("COMPLETE", plan, landingBucket, time, rows));

    /// <summary>The run's execution ended without a word: ABORT when somebody has stopped it, else FAIL, as the state machine writes it.</summary>
    /// <param name="plan">The run; it has a <see cref="RunPlan.Lineage"/>.</param>
    /// <param name="isStopped">Whether somebody has stopped it.</param>
    /// <param name="failure">Why it ended.</param>
    /// <param name="time">When.</param>
    public static OpenLineageEvent Ended(RunPlan plan, bool isStopped, RunFailure failure, Instant time)
    {
        var run = Run(plan);
        return new(isStopped ? KeyOf(plan.Keys, "2-ABORT") : FailKey(plan.Keys), new JsonObject
        {
            ["eventType"] = isStopped ? "ABORT" : "FAIL",
            ["eventTime"] = OpenLineageFacets.Time(time),
            ["producer"] = run.Producer,
            ["schemaURL"] = SchemaUrl,
            ["run"] = new JsonObject
            {
                ["runId"] = run.RunId,
                ["facets"] = new JsonObject { ["errorMessage"] = OpenLineageFacets.ErrorMessage(run.Producer, failure) },
            },
            ["job"] = new JsonObject { ["namespace"] = run.JobNamespace, ["name"] = run.JobName },
            ["inputs"] = new JsonArray(),
            ["outputs"] = new JsonArray(),
        });
    }

    /// <summary>What the keys of all events begin with that say how a run ended.</summary>
    public static string EndPrefix(RunKeys keys) => $"{Folder(keys)}2-";

    /// <summary>The key of the event of a run that has done everything.</summary>
    public static string CompleteKey(RunKeys keys) => KeyOf(keys, "2-COMPLETE");

    /// <summary>The key of the event that the state machine writes when a run fails.</summary>
    public static string FailKey(RunKeys keys) => KeyOf(keys, "2-FAIL");

    /// <summary>The event as JSON, indented: people read it too.</summary>
    public byte[] ToJson() => Encoding.UTF8.GetBytes(Content.ToJsonString(Indented));

    private static string KeyOf(RunKeys keys, string name) => $"{Folder(keys)}{name}.json";

    private static string Folder(RunKeys keys) => $"openlineage/{keys.Pipeline}/{ExecDate.Format(keys.ExecDate)}/{keys.RunId}/";

    private static LineageRun Run(RunPlan plan) =>
        plan.Lineage ?? throw new InvalidOperationException($"The plan of run {plan.RunId} names no run of OpenLineage.");

    private static JsonObject Event(
        string type, RunPlan plan, string landingBucket, Instant time, IReadOnlyDictionary<SourceTable, long> rows)
    {
        var run = Run(plan);
        var lineage = PlanLineage.Of(plan);
        var datasets = new OpenLineageDatasets(run, plan, lineage);
        var touched = RunDatasets.Of(plan, run, lineage, landingBucket);
        var read = touched.Reads.Select(table => LineageDataset.Of(run, table)).ToHashSet();
        return new JsonObject
        {
            ["eventType"] = type,
            ["eventTime"] = OpenLineageFacets.Time(time),
            ["producer"] = run.Producer,
            ["schemaURL"] = SchemaUrl,
            ["run"] = new JsonObject
            {
                ["runId"] = run.RunId,
                ["facets"] = Facets(("nominalTime", OpenLineageFacets.NominalTime(run.Producer, plan.ExecDate)), ("parent", OpenLineageFacets.Parent(run))),
            },
            ["job"] = new JsonObject
            {
                ["namespace"] = run.JobNamespace,
                ["name"] = run.JobName,
                ["facets"] = Facets(("jobType", OpenLineageFacets.JobType(run.Producer)), ("sql", OpenLineageFacets.Sql(run.Producer, plan.Statements))),
            },
            ["inputs"] = new JsonArray(
            [
                .. touched.Files.Select(static folder => folder.ToJson()),
                .. touched.Reads.Select(datasets.Input),
                .. touched.Stages.SelectMany(static stage => stage.Inputs).Distinct().Where(input => !read.Contains(input)).Select(static input => input.ToJson()),
            ]),
            ["outputs"] = new JsonArray(
            [
                .. touched.Writes.Select(table => datasets.Output(table, rows.TryGetValue(table, out var count) ? count : null)),
                .. touched.Stages.Select(datasets.Output),
            ]),
        };
    }

    private static JsonObject Facets(params IEnumerable<(string Name, JsonObject? Facet)> facets) =>
        new(facets.Where(static facet => facet.Facet is not null).Select(static facet => KeyValuePair.Create(facet.Name, (JsonNode?)facet.Facet)));
}
