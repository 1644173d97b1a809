using System.Text.Json.Nodes;
using Sluice.Lake.Template;
using Sluice.Lake.Template.Resources;

namespace Sluice.Lake.Tests.Template;

public sealed class SamTemplateTests : IDisposable
{
    private readonly TemplateFolder folder = new();

    [Fact]
    public void Bucket_SendsEvents_WhenItsNotificationsSaySo()
    {
        var template = folder.Load("""
            Resources:
              A: {Type: AWS::S3::Bucket, Properties: {BucketName: a, NotificationConfiguration: {EventBridgeConfiguration: {EventBridgeEnabled: true}}}}
              B: {Type: AWS::S3::Bucket, Properties: {BucketName: b, NotificationConfiguration: {EventBridgeConfiguration: {}}}}
              C: {Type: AWS::S3::Bucket, Properties: {BucketName: c, NotificationConfiguration: {EventBridgeConfiguration: {EventBridgeEnabled: false}}}}
              D: {Type: AWS::S3::Bucket, Properties: {BucketName: d}}
            """);

        Assert.Equal(
            [new BucketResource("A", "a", true), new BucketResource("B", "b", true), new BucketResource("C", "c", false), new BucketResource("D", "d", false)],
            template.Buckets);
    }

    [Fact]
    public void Function_TakesGlobals_AndItsOwnValuesWin()
    {
        var function = Assert.Single(folder.Load("""
            Transform: AWS::Serverless-2016-10-31
            Globals:
              Function:
                Runtime: dotnet10
                Timeout: 30
                MemorySize: 512
                Environment: {Variables: {STAGE: dev, BUCKET: shared}}
            Resources:
              Start:
                Type: AWS::Serverless::Function
                Properties:
                  FunctionName: start
                  Handler: Sluice.Functions::Sluice.Functions.StartCrawler_Handle_Generated::Handle
                  Timeout: 60
                  Environment: {Variables: {BUCKET: own, EXTRA: 1}}
            """).Functions);

        Assert.Equal("arn:aws:lambda:eu-west-1:000000000000:function:start", function.Arn);
        Assert.Equal("Sluice.Functions::Sluice.Functions.StartCrawler_Handle_Generated::Handle", function.Handler);
        Assert.Equal(TimeSpan.FromSeconds(60), function.Timeout);
        Assert.Equal(512, function.MemorySize);
        Assert.Equal(new Dictionary<string, string> { ["STAGE"] = "dev", ["BUCKET"] = "own", ["EXTRA"] = "1" }, function.Environment);
    }

    [Fact]
    public void Function_WithoutTimeoutAndMemory_HasLambdasDefaults()
    {
        var function = Assert.Single(folder.Load("""
            Resources:
              Start: {Type: AWS::Serverless::Function, Properties: {Handler: 'A::B::C', Runtime: dotnet10}}
            """).Functions);

        Assert.Equal(("sluice-Start", TimeSpan.FromSeconds(3), 128), (function.Name, function.Timeout, function.MemorySize));
    }

    [Fact]
    public void Job_IsTheRequestThatMakesIt()
    {
        var job = Assert.Single(folder.Load("""
            Resources:
              Assets: {Type: AWS::S3::Bucket, Properties: {BucketName: assets}}
              Job:
                Type: AWS::Glue::Job
                Properties:
                  Name: sql
                  Role: jobs
                  Command: {Name: glueetl, PythonVersion: '3', ScriptLocation: !Sub 's3://${Assets}/glue/sql_job.py'}
                  DefaultArguments: {--enable-metrics: true}
                  ExecutionProperty: {MaxConcurrentRuns: 3}
                  NumberOfWorkers: 2
                  WorkerType: G.1X
            """).Jobs);

        Assert.Equal(
            """{"Name":"sql","Role":"jobs","WorkerType":"G.1X","NumberOfWorkers":2,"DefaultArguments":{"--enable-metrics":"true"},"""
            + """ "Command":{"Name":"glueetl","ScriptLocation":"s3://assets/glue/sql_job.py","PythonVersion":"3"},"ExecutionProperty":{"MaxConcurrentRuns":3}}""".TrimStart(),
            job.Request.ToJsonString());
    }

    [Fact]
    public void StateMachine_DefinitionFile_IsReadWithItsSubstitutions()
    {
        folder.Write("statemachine/etl.asl.yaml", """
            StartAt: Invoke
            States:
              Invoke:
                Type: Task
                Resource: arn:aws:states:::lambda:invoke
                Parameters: {FunctionName: '${StartArn}', 'Payload.$': $}
                TimeoutSeconds: ${Seconds}
                End: true
            """);
        var machine = Assert.Single(folder.Load("""
            Resources:
              Start: {Type: AWS::Serverless::Function, Properties: {FunctionName: start, Handler: 'A::B::C', Runtime: dotnet10}}
              Etl:
                Type: AWS::Serverless::StateMachine
                Properties:
                  Name: etl
                  DefinitionUri: statemachine/etl.asl.yaml
                  DefinitionSubstitutions: {StartArn: !GetAtt Start.Arn, Seconds: 60}
                  Role: arn:aws:iam::000000000000:role/etl
            """).StateMachines);

        Assert.Equal("arn:aws:states:eu-west-1:000000000000:stateMachine:etl", machine.Arn);
        Assert.Equal("arn:aws:iam::000000000000:role/etl", machine.RoleArn);
        Assert.Equal(
            """{"StartAt":"Invoke","States":{"Invoke":{"Type":"Task","Resource":"arn:aws:states:::lambda:invoke","Parameters":{"FunctionName":"arn:aws:lambda:eu-west-1:000000000000:function:start","Payload.$":"$"},"TimeoutSeconds":60,"End":true}}}""",
            machine.Definition);
    }

    [Fact]
    public void StateMachine_JsonDefinition_IsReadToo()
    {
        folder.Write("etl.asl.json", "{\n\t\"StartAt\": \"${First}\"\n}");

        Assert.Equal("""{"StartAt":"A"}""", Assert.Single(folder.Load("""
            Resources:
              Etl: {Type: AWS::Serverless::StateMachine, Properties: {Name: etl, DefinitionUri: etl.asl.json, DefinitionSubstitutions: {First: A}}}
            """).StateMachines).Definition);
    }

    [Fact]
    public void StateMachine_ProblemsOfItsDefinition_NameThatFile()
    {
        folder.Write("etl.asl.yaml", "StartAt: A\nStates:\n  A: {Resource: '${Missing}'}\n  B: {Resource: !Ref X}\n");

        Assert.Equal(
            ["etl.asl.yaml:3 Resources.Etl: ${Missing}: DefinitionSubstitutions has no Missing. It has: Other.",
             "etl.asl.yaml:4 Resources.Etl: Ref does not work in this file; only the template's own text is resolved. Use DefinitionSubstitutions."],
            folder.Problems("""
                Resources:
                  Etl: {Type: AWS::Serverless::StateMachine, Properties: {DefinitionUri: etl.asl.yaml, DefinitionSubstitutions: {Other: x}}}
                """));
    }

    [Fact]
    public void Rules_AreReadFromResourcesAndFromEvents()
    {
        var template = folder.Load("""
            Resources:
              Landing: {Type: AWS::S3::Bucket, Properties: {BucketName: landing}}
              Etl:
                Type: AWS::Serverless::StateMachine
                Properties:
                  Name: etl
                  Definition: {StartAt: A}
                  Events:
                    DoneFile:
                      Type: EventBridgeRule
                      Properties:
                        Pattern: {source: [aws.s3], detail: {bucket: {name: [!Ref Landing]}}}
                        InputPath: $.detail
                    Nightly:
                      Type: ScheduleV2
                      Properties: {ScheduleExpression: cron(0 6 * * ? *), ScheduleExpressionTimezone: Europe/Brussels, Input: '{"pipeline": "traffic"}', State: DISABLED}
              Rule:
                Type: AWS::Events::Rule
                Properties:
                  Name: done
                  EventPattern: {source: [aws.s3]}
                  Targets:
                    - Id: etl
                      Arn: !Ref Etl
                      InputTransformer: {InputPathsMap: {key: $.detail.object.key}, InputTemplate: '{"key": <key>}'}
              Hourly:
                Type: AWS::Events::Rule
                Properties: {ScheduleExpression: rate(1 hour), Targets: [{Id: etl, Arn: !Ref Etl}]}
            """);

        const string Etl = "arn:aws:states:eu-west-1:000000000000:stateMachine:etl";
        Assert.Collection(
            template.Rules,
            rule =>
            {
                Assert.Equal(("sluice-EtlDoneFile", "Etl.DoneFile"), (rule.Name, rule.Origin));
                Assert.Equal("""{"source":["aws.s3"],"detail":{"bucket":{"name":["landing"]}}}""", rule.Pattern.ToJsonString());
                Assert.Equal([new EventTarget { Id = "EtlDoneFile", Arn = Etl, InputPath = "$.detail" }], rule.Targets);
            },
            rule =>
            {
                Assert.Equal("done", rule.Name);
                var target = Assert.Single(rule.Targets);
                Assert.Equal((Etl, "{\"key\": <key>}"), (target.Arn, target.InputTransformer?.InputTemplate));
            });
        Assert.Collection(
            template.Schedules,
            schedule => Assert.Equal(
                ("sluice-EtlNightly", "cron(0 6 * * ? *)", "Europe/Brussels", false, false, "{\"pipeline\": \"traffic\"}"),
                (schedule.Name, schedule.Expression, schedule.TimeZone, schedule.Enabled, schedule.IsRule, schedule.Target.Input)),
            schedule => Assert.Equal(
                ("sluice-Hourly", "rate(1 hour)", "UTC", true, true, null),
                (schedule.Name, schedule.Expression, schedule.TimeZone, schedule.Enabled, schedule.IsRule, schedule.Target.Input)));
    }

    [Fact]
    public void Analytics_AreRead()
    {
        var template = folder.Load("""
            Resources:
              Db: {Type: AWS::Glue::Database, Properties: {CatalogId: !Ref AWS::AccountId, DatabaseInput: {Name: landing_db, Description: d}}}
              Table:
                Type: AWS::Glue::Table
                Properties:
                  CatalogId: !Ref AWS::AccountId
                  DatabaseName: !Ref Db
                  TableInput:
                    Name: t
                    PartitionKeys: [{Name: exec_date, Type: date}]
                    StorageDescriptor: {Location: 's3://b/t/', Columns: [{Name: a, Type: bigint}]}
              Crawler:
                Type: AWS::Glue::Crawler
                Properties: {Name: c, Role: r, DatabaseName: !Ref Db, Targets: {S3Targets: [{Path: 's3://b/t/'}]}, Schedule: {ScheduleExpression: cron(0 1 * * ? *)}}
              Group:
                Type: AWS::Athena::WorkGroup
                Properties:
                  Name: wg
                  WorkGroupConfiguration:
                    EnforceWorkGroupConfiguration: true
                    BytesScannedCutoffPerQuery: '10000000'
                    ResultConfiguration: {OutputLocation: 's3://results/'}
                    EngineVersion: {SelectedEngineVersion: Athena engine version 3}
            """);

        Assert.Equal("landing_db", Assert.Single(template.Databases).Name);
        var table = Assert.Single(template.Tables);
        Assert.Equal(("landing_db", "t", "exec_date", "bigint"), (table.DatabaseName, table.Name, table.PartitionKeys![0].Name, table.StorageDescriptor!.Columns![0].Type));
        Assert.Equal(
            """{"Name":"c","Role":"r","DatabaseName":"landing_db","Targets":{"S3Targets":[{"Path":"s3://b/t/"}]},"Schedule":"cron(0 1 * * ? *)"}""",
            Assert.Single(template.Crawlers).Request.ToJsonString());
        Assert.Equal(
            new WorkGroupResource
            {
                LogicalId = "Group", Name = "wg", OutputLocation = "s3://results/", BytesScannedCutoffPerQuery = 10_000_000, EngineVersion = "Athena engine version 3",
            },
            Assert.Single(template.WorkGroups));
    }

    [Fact]
    public void SecretsAndConnections_AreRead_AndARefIsTheSecretsArn()
    {
        var template = folder.Load("""
            Resources:
              Secret:
                Type: AWS::SecretsManager::Secret
                Properties:
                  Name: shop
                  Description: The shop's
                  GenerateSecretString: {SecretStringTemplate: '{"username":"sluice"}', GenerateStringKey: password, PasswordLength: 24, ExcludePunctuation: true}
              Connection:
                Type: AWS::Glue::Connection
                Properties:
                  CatalogId: !Ref AWS::AccountId
                  ConnectionInput:
                    Name: to-shop
                    ConnectionType: JDBC
                    ConnectionProperties: {JDBC_CONNECTION_URL: jdbc:postgresql://db/shop, SECRET_ID: !Ref Secret}
            Outputs:
              Name: {Value: !Ref Connection}
              Id: {Value: !GetAtt Secret.Id}
            """);

        var secret = Assert.Single(template.Secrets);
        Assert.Equal(("shop", "The shop's", "password", 24), (secret.Name, secret.Description, secret.GeneratedKey, secret.GeneratedLength));
        var connection = Assert.Single(template.Connections);
        Assert.Equal("to-shop", connection.Name);
        var id = (string)connection.Input["ConnectionProperties"]!["SECRET_ID"]!;
        Assert.StartsWith("arn:aws:secretsmanager:eu-west-1:000000000000:secret:shop-", id, StringComparison.Ordinal);
        Assert.Equal(("to-shop", id), (template.Outputs["Name"], template.Outputs["Id"]));
    }

    [Fact]
    public void Problems_AreAllReportedAtOnce_WithLineAndResource() => Assert.Equal(
        [
            "template.yaml:2 Resources.Queue: the lake does not support resources of type AWS::DynamoDB::Table.",
            "template.yaml:7 Resources.Bucket: the lake does not support WebsiteConfiguration of AWS::S3::Bucket.",
            "template.yaml:9 Resources.Bucket: NotificationConfiguration.EventBridgeConfiguration.EventBridgeEnabled must be true or false, not 'perhaps'.",
            "template.yaml:13 Resources.Function: Timeout: must be from 1 to 900 seconds, not 901.",
            "template.yaml:13 Resources.Function: Handler is missing.",
            "template.yaml:13 Resources.Function: Runtime: the lake runs .NET functions in its own process, not python3.13.",
            "template.yaml:14 Resources.Rule: DependsOn names 'Nobody', which is not a resource of this template.",
            "template.yaml:16 Resources.Rule: EventPattern: source: the lake does not support the filter 'cidr' with \"10.0.0.0/8\". It knows prefix, suffix, wildcard, anything-but, numeric, exists, equals-ignore-case and $or.",
        ],
        folder.Problems("""
            Resources:
              Queue: {Type: AWS::DynamoDB::Table}
              Bucket:
                Type: AWS::S3::Bucket
                Properties:
                  BucketName: b
                  WebsiteConfiguration: {IndexDocument: x}
                  NotificationConfiguration:
                    EventBridgeConfiguration: {EventBridgeEnabled: perhaps}
              Skipped: {Type: AWS::IAM::Role, Properties: {Anything: !Ref Nobody}}
              Function:
                Type: AWS::Serverless::Function
                Properties: {Timeout: 901, Runtime: python3.13}
              Rule: {Type: AWS::Events::Rule, DependsOn: Nobody, Properties: {
                  Targets: [{Id: a, Arn: b}],
                  EventPattern: {source: [{cidr: 10.0.0.0/8}]}}}
            """));

    [Theory]
    [InlineData("Resources: [a\n  b: c", 2, "not YAML: While parsing a flow sequence, did not find expected ',' or ']'.")]
    [InlineData("Resources: {}\nResources: {}", 2, "the key 'Resources' is here twice.")]
    [InlineData("- a", 1, "a template is a mapping.")]
    [InlineData("", 1, "the file is empty.")]
    [InlineData("Resources: {}\nHooks: {}", 2, "the lake does not know the section 'Hooks'.")]
    [InlineData("Transform: AWS::LanguageExtensions\nResources: {}", 1, "the lake knows only the transform AWS::Serverless-2016-10-31.")]
    [InlineData("Description: x", 1, "the section Resources is missing.")]
    public void Template_ThatIsNone_IsAProblemWithItsLine(string text, int line, string message) =>
        Assert.Contains($"template.yaml:{line} : {message}", folder.Problems(text));

    [Fact]
    public void Template_ThatIsNotThere_SaysSo() => Assert.Equal(
        "nowhere.yaml:1: there is no such file. Start in the project's folder, or name the template with --template.",
        Assert.Throws<TemplateException>(() => SamTemplate.Load("nowhere.yaml", new TemplateContext())).Message);

    [Fact]
    public void TheProjectsOwnTemplate_IsStoodUpWhole()
    {
        var root = typeof(SamTemplate).Assembly.GetCustomAttributes(typeof(System.Reflection.AssemblyMetadataAttribute), inherit: false)
            .Cast<System.Reflection.AssemblyMetadataAttribute>().Single(static attribute => attribute.Key == "RepositoryRoot").Value!;
        var template = SamTemplate.Load(Path.Combine(root, "template.yaml"), new TemplateContext());

        Assert.Equal("sluice-landing-000000000000-dev", Assert.Single(template.Buckets, static bucket => bucket.SendsEvents).Name);
        Assert.Equal(["audit_db_dev", "landing_db_dev", "processed_db_dev"], template.Databases.Select(static database => database.Name).Order());
        Assert.Equal("sluice-dev", Assert.Single(template.WorkGroups).Name);
        var machine = Assert.Single(template.StateMachines, static machine => machine.Name == "sluice-etl-pipeline-dev");
        Assert.Equal(machine.Arn, Assert.Single(Assert.Single(template.Rules, static rule => rule.Name == "sluice-done-file-dev").Targets).Arn);
        Assert.NotNull((JsonNode.Parse(machine.Definition) as JsonObject)?["States"]?["ReadSetup"]);
    }

    public void Dispose() => folder.Dispose();
}
