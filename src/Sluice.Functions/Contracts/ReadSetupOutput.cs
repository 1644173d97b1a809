using System.Text.Json.Serialization;
using Sluice.Configuration;
using Sluice.Planning;
using Sluice.Runs;

namespace Sluice.Functions.Contracts;

/// <summary>The run in a few small facts: what the state machine's Choices ask, and the keys of all that is larger.</summary>
public sealed record ReadSetupOutput
{
    /// <summary>The pipeline.</summary>
    [JsonPropertyName("pipeline")]
    public required string Pipeline { get; init; }

    /// <summary>The run's date, <c>yyyy-MM-dd</c>.</summary>
    [JsonPropertyName("exec_date")]
    public required string ExecDate { get; init; }

    /// <summary>The run.</summary>
    [JsonPropertyName("run_id")]
    public required string RunId { get; init; }

    /// <summary>True when another execution does the work of this event. Nothing below counts then.</summary>
    [JsonPropertyName("duplicate")]
    public required bool Duplicate { get; init; }

    /// <summary>The ARN of that other execution; empty when this is no duplicate, or when it is not known.</summary>
    [JsonPropertyName("holder_arn")]
    public string HolderArn { get; init; } = "";

    /// <summary>The key of the plan in the assets bucket.</summary>
    [JsonPropertyName("plan_key")]
    public required string PlanKey { get; init; }

    /// <summary>The key in the assets bucket where a failure is recorded.</summary>
    [JsonPropertyName("failure_key")]
    public required string FailureKey { get; init; }

    /// <summary>The key of the run's lock in the assets bucket: released when the run fails.</summary>
    [JsonPropertyName("lock_key")]
    public required string LockKey { get; init; }

    /// <summary>What OpenLineage calls the run; not there outside of an execution.</summary>
    [JsonPropertyName("lineage")]
    public LineageOutput? Lineage { get; init; }

    /// <summary>Whether IngestLanding has work: files to copy, or tables and crawlers to bring up to date.</summary>
    [JsonPropertyName("has_landing")]
    public bool HasLanding { get; init; }

    /// <summary>Whether crawlers run over what landed.</summary>
    [JsonPropertyName("has_landing_crawlers")]
    public bool HasLandingCrawlers => LandingCrawlers.Count > 0;

    /// <summary>Their names.</summary>
    [JsonPropertyName("landing_crawlers")]
    public IReadOnlyList<string> LandingCrawlers { get; init; } = [];

    /// <summary>Whether crawlers run over what was published.</summary>
    [JsonPropertyName("has_processed_crawlers")]
    public bool HasProcessedCrawlers => ProcessedCrawlers.Count > 0;

    /// <summary>Their names.</summary>
    [JsonPropertyName("processed_crawlers")]
    public IReadOnlyList<string> ProcessedCrawlers { get; init; } = [];

    /// <summary>The longest that a crawler may run, in seconds.</summary>
    [JsonPropertyName("crawler_limit_seconds")]
    public int CrawlerLimitSeconds { get; init; }

    /// <summary>Whether there are statements to run.</summary>
    [JsonPropertyName("has_etl")]
    public bool HasEtl { get; init; }

    /// <summary>Whether PublishPartitions has work without statements: it keeps the delivery that the steps work on, and lets older ones go.</summary>
    [JsonPropertyName("has_publishing")]
    public bool HasPublishing { get; init; }

    /// <summary>Whether what is staged is checked before it is published.</summary>
    [JsonPropertyName("has_checks")]
    public bool HasChecks { get; init; }

    /// <summary>Nothing is checked yet; CheckQuality's output takes this place.</summary>
    [JsonPropertyName("checks")]
    public QualityProgress Checks { get; init; } = new() { State = "SKIPPED" };

    /// <summary>Whether jobs and crawlers run after publishing.</summary>
    [JsonPropertyName("has_steps")]
    public bool HasSteps => Steps.Count > 0;

    /// <summary>They, in order. What a job works on is in the assets bucket.</summary>
    [JsonPropertyName("steps")]
    public IReadOnlyList<StepOutput> Steps { get; init; } = [];

    /// <summary>Steps are not held yet; HoldSteps' output takes this place.</summary>
    [JsonPropertyName("steps_hold")]
    public HoldStepsOutput StepsHold { get; init; } = new();

    /// <summary>No step has run yet; RunStages' output takes this place.</summary>
    [JsonPropertyName("stages")]
    public IReadOnlyList<StepResult> Stages { get; init; } = [];

    /// <summary>Whether tables are audited.</summary>
    [JsonPropertyName("has_audit")]
    public bool HasAudit { get; init; }

    /// <summary>Whether queries' rows are handled.</summary>
    [JsonPropertyName("has_results")]
    public bool HasResults => Results.Count > 0;

    /// <summary>The queries whose rows are handled. Their SQL is in the assets bucket.</summary>
    [JsonPropertyName("results")]
    public IReadOnlyList<ResultQuery> Results { get; init; } = [];

    /// <summary>No row is handled yet; QueryResults' output takes this place.</summary>
    [JsonPropertyName("query_results")]
    public IReadOnlyList<ResultQuery> QueryResults { get; init; } = [];

    /// <summary>The longest that a query may take, in seconds.</summary>
    [JsonPropertyName("query_limit_seconds")]
    public int QueryLimitSeconds { get; init; }

    /// <summary>Nothing is published yet; PublishPartitions' output takes this place.</summary>
    [JsonPropertyName("publish")]
    public PublishPartitionsOutput Publish { get; init; } = new() { Published = [] };

    /// <summary>The answer for a run that goes ahead.</summary>
    public static ReadSetupOutput Of(RunRequest request, RunPlan plan) => Of(request, duplicate: false) with
    {
        HasLanding = plan.Incoming.Count > 0 || plan.Tables.Count > 0 || plan.Crawlers.Count > 0,
        LandingCrawlers = Names(plan, Zone.Landing),
        ProcessedCrawlers = Names(plan, Zone.Processed),
        CrawlerLimitSeconds = plan.Polling.CrawlerLimitSeconds,
        HasEtl = plan.Statements.Count > 0,
        HasPublishing = plan.HasPublishing,
        Results = [.. plan.Results.Select(result => ResultQuery.Of(plan, result))],
        QueryLimitSeconds = plan.Polling.QueryLimitSeconds,
        HasChecks = plan.Checks.Count > 0,
        Steps = [.. plan.Steps.Select(StepOutput.Of)],
        HasAudit = plan.Audit is not null,
        Lineage = LineageOutput.Of(plan),
    };

    /// <summary>The answer for an event that another execution works on.</summary>
    public static ReadSetupOutput DuplicateOf(RunRequest request, RunLock holder) =>
        Of(request, duplicate: true) with { HolderArn = holder.ExecutionArn };

    private static ReadSetupOutput Of(RunRequest request, bool duplicate) => new()
    {
        Pipeline = request.Pipeline,
        ExecDate = Runs.ExecDate.Format(request.ExecDate),
        RunId = request.RunId,
        Duplicate = duplicate,
        PlanKey = request.Keys.Plan,
        FailureKey = request.Keys.Failure,
        LockKey = request.LockKey,
    };

    private static List<string> Names(RunPlan plan, Zone zone) =>
        [.. plan.Crawlers.Where(crawler => crawler.Zone == zone && plan.Steps.All(step => step.Crawler != crawler.Name)).Select(static crawler => crawler.Name)];
}
