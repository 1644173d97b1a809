using Sluice.Lake.Glue.Catalog;
using Sluice.Lake.Template.Resources;

namespace Sluice.Lake.Template;

/// <summary>A template, read: what the lake stands up. Names and references are resolved.</summary>
public sealed record LakeTemplate
{
    /// <summary>The template's full path.</summary>
    public required string Path { get; init; }

    /// <summary>The stack's name.</summary>
    public required string StackName { get; init; }

    /// <summary>The value of each parameter, as it was given or as its default is written.</summary>
    public IReadOnlyDictionary<string, string> Parameters { get; init; } = new Dictionary<string, string>();

    /// <summary><c>AWS::S3::Bucket</c>.</summary>
    public IReadOnlyList<BucketResource> Buckets { get; init; } = [];

    /// <summary><c>AWS::Glue::Database</c>.</summary>
    public IReadOnlyList<GlueDatabase> Databases { get; init; } = [];

    /// <summary><c>AWS::Glue::Table</c>.</summary>
    public IReadOnlyList<GlueTable> Tables { get; init; } = [];

    /// <summary><c>AWS::Glue::Crawler</c>.</summary>
    public IReadOnlyList<CrawlerResource> Crawlers { get; init; } = [];

    /// <summary><c>AWS::SecretsManager::Secret</c>.</summary>
    public IReadOnlyList<SecretResource> Secrets { get; init; } = [];

    /// <summary><c>AWS::Glue::Connection</c>.</summary>
    public IReadOnlyList<ConnectionResource> Connections { get; init; } = [];

    /// <summary><c>AWS::Glue::Job</c>.</summary>
    public IReadOnlyList<JobResource> Jobs { get; init; } = [];

    /// <summary><c>AWS::Athena::WorkGroup</c>.</summary>
    public IReadOnlyList<WorkGroupResource> WorkGroups { get; init; } = [];

    /// <summary><c>AWS::Serverless::Function</c>.</summary>
    public IReadOnlyList<FunctionResource> Functions { get; init; } = [];

    /// <summary><c>AWS::Serverless::StateMachine</c>.</summary>
    public IReadOnlyList<StateMachineResource> StateMachines { get; init; } = [];

    /// <summary><c>AWS::Events::Rule</c>, and the events of functions and state machines that SAM makes rules of.</summary>
    public IReadOnlyList<EventRule> Rules { get; init; } = [];

    /// <summary><c>AWS::Scheduler::Schedule</c>, the <c>ScheduleV2</c> events, and the scheduled rules.</summary>
    public IReadOnlyList<ScheduleResource> Schedules { get; init; } = [];

    /// <summary>Resources that mean nothing on one machine (roles, policies, log groups …): logical id and type.</summary>
    public IReadOnlyDictionary<string, string> Skipped { get; init; } = new Dictionary<string, string>();

    /// <summary>The <c>Outputs</c> section.</summary>
    public IReadOnlyDictionary<string, string> Outputs { get; init; } = new Dictionary<string, string>();

    /// <summary>The physical name of every resource, by logical id.</summary>
    public required IReadOnlyDictionary<string, string> PhysicalNames { get; init; }
}
