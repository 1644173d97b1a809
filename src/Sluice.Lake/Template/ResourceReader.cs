using Sluice.Lake.Glue.Catalog;
using Sluice.Lake.Template.Nodes;
using Sluice.Lake.Template.Resources;

namespace Sluice.Lake.Template;

/// <summary>Turns declarations into what the lake stands up: one method a resource type, the types by service in this class's parts.</summary>
internal sealed partial class ResourceReader(string templatePath, TemplateContext context, IntrinsicResolver resolver, ProblemList problems)
{
    /// <summary>Types without a meaning on one machine: no access control, no monitoring, no encryption keys, no queues.</summary>
    private static readonly HashSet<string> SkippedTypes = new(StringComparer.Ordinal)
    {
        "AWS::ApplicationInsights::Application",
        "AWS::Athena::NamedQuery",
        "AWS::Budgets::Budget",
        "AWS::CloudWatch::Alarm",
        "AWS::CloudWatch::CompositeAlarm",
        "AWS::CloudWatch::Dashboard",
        "AWS::Glue::SecurityConfiguration",
        "AWS::IAM::ManagedPolicy",
        "AWS::IAM::Policy",
        "AWS::IAM::Role",
        "AWS::KMS::Alias",
        "AWS::KMS::Key",
        "AWS::LakeFormation::DataLakeSettings",
        "AWS::LakeFormation::Permissions",
        "AWS::LakeFormation::PrincipalPermissions",
        "AWS::LakeFormation::Resource",
        "AWS::Lambda::EventInvokeConfig",
        "AWS::Lambda::Permission",
        "AWS::Logs::LogGroup",
        "AWS::Logs::MetricFilter",
        "AWS::Logs::ResourcePolicy",
        "AWS::ResourceGroups::Group",
        "AWS::S3::BucketPolicy",
        "AWS::SNS::Subscription",
        "AWS::SNS::Topic",
        "AWS::SNS::TopicPolicy",
        "AWS::SQS::Queue",
        "AWS::SQS::QueuePolicy",
        "AWS::SSM::Parameter",
        "AWS::SecretsManager::ResourcePolicy",
        "AWS::XRay::Group",
    };

    private readonly List<BucketResource> buckets = [];
    private readonly List<GlueDatabase> databases = [];
    private readonly List<GlueTable> tables = [];
    private readonly List<CrawlerResource> crawlers = [];
    private readonly List<SecretResource> secrets = [];
    private readonly List<ConnectionResource> connections = [];
    private readonly List<WorkGroupResource> workGroups = [];
    private readonly List<FunctionResource> functions = [];
    private readonly List<StateMachineResource> stateMachines = [];
    private readonly List<EventRule> rules = [];
    private readonly List<ScheduleResource> schedules = [];
    private readonly Dictionary<string, string> skipped = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> physicalNames = new(StringComparer.Ordinal);

    /// <summary>Reads a resource.</summary>
    /// <exception cref="TemplateFault">It cannot be read at all.</exception>
    public void Read(ResourceDeclaration resource)
    {
        if (SkippedTypes.Contains(resource.Type))
        {
            skipped[resource.LogicalId] = resource.Type;
            physicalNames[resource.LogicalId] = resolver.NameOf(resource);
            return;
        }

        Action<ResourceDeclaration, PropertyReader>? read = resource.Type switch
        {
            "AWS::S3::Bucket" => ReadBucket,
            "AWS::Glue::Database" => ReadDatabase,
            "AWS::Glue::Table" => ReadTable,
            "AWS::Glue::Crawler" => ReadCrawler,
            "AWS::Glue::Connection" => ReadConnection,
            "AWS::SecretsManager::Secret" => ReadSecret,
            "AWS::Glue::Job" => ReadJob,
            "AWS::Athena::WorkGroup" => ReadWorkGroup,
            "AWS::Serverless::Function" => ReadFunction,
            "AWS::Serverless::StateMachine" => ReadStateMachine,
            "AWS::Events::Rule" => ReadRule,
            "AWS::Scheduler::Schedule" => ReadSchedule,
            _ => null,
        };
        if (read is null)
        {
            problems.Add(resource.Line, $"the lake does not support resources of type {resource.Type}.");
            return;
        }

        physicalNames[resource.LogicalId] = resolver.NameOf(resource);
        if (resolver.Resolve(resource.Properties) is MapNode properties)
        {
            var reader = new PropertyReader(properties, "", problems);
            reader.Ignore("Tags");
            read(resource, reader);
            reader.RefuseRest(resource.Type);
        }
    }

    /// <summary>What has been read.</summary>
    public LakeTemplate Finish() => new()
    {
        Path = templatePath,
        StackName = context.StackName,
        Buckets = buckets,
        Databases = databases,
        Tables = tables,
        Crawlers = crawlers,
        Secrets = secrets,
        Connections = connections,
        Jobs = jobs,
        WorkGroups = workGroups,
        Functions = functions,
        StateMachines = stateMachines,
        Rules = rules,
        Schedules = schedules,
        Skipped = skipped,
        PhysicalNames = physicalNames,
    };

    private void ReadBucket(ResourceDeclaration resource, PropertyReader properties)
    {
        properties.Text("BucketName");
        // Who may read a bucket, how its bytes are encrypted and when they go is AWS's matter; the lake keeps the newest version of each object.
        properties.Ignore(
            "AccessControl", "BucketEncryption", "CorsConfiguration", "IntelligentTieringConfigurations", "LifecycleConfiguration",
            "LoggingConfiguration", "MetricsConfigurations", "OwnershipControls", "PublicAccessBlockConfiguration", "VersioningConfiguration");
        var sendsEvents = false;
        if (properties.Map("NotificationConfiguration") is { } notifications)
        {
            if (notifications.Map("EventBridgeConfiguration") is { } eventBridge)
            {
                sendsEvents = eventBridge.Boolean("EventBridgeEnabled") ?? true;
                eventBridge.RefuseRest(resource.Type);
            }

            notifications.RefuseRest(resource.Type);
        }

        buckets.Add(new BucketResource(resource.LogicalId, resolver.NameOf(resource), sendsEvents));
    }
}
