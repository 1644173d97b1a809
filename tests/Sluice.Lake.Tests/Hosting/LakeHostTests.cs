using System.Diagnostics;
using System.Net;
using System.Text.Json.Nodes;
using Sluice.Lake.Hosting;
using Sluice.Lake.Template;

namespace Sluice.Lake.Tests.Hosting;

public sealed class LakeHostTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Health_IsReady()
    {
        await using var lake = await TestLake.StartAsync();

        var response = await lake.Http.GetAsync("/_sluice/health", Cancellation);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("""{"status":"ready"}""", await response.Content.ReadAsStringAsync(Cancellation));
        Assert.Equal("127.0.0.1", lake.Host.Endpoint.Host);
    }

    [Fact]
    public async Task JsonService_ErrorsAreAsAwsWritesThem()
    {
        await using var lake = await TestLake.StartAsync();

        var (status, response, body) = await lake.CallAsync("AWSStepFunctions.DescribeExecution", """{"executionArn": "arn:aws:states:eu-west-1:000000000000:execution:done:none"}""");

        Assert.Equal(400, status);
        Assert.Equal("ExecutionDoesNotExist", (string?)body["__type"]);
        Assert.Equal("ExecutionDoesNotExist", Assert.Single(response.Headers.GetValues("x-amzn-ErrorType")));
        Assert.True(Guid.TryParse(Assert.Single(response.Headers.GetValues("x-amzn-RequestId")), out _));
        Assert.Equal("application/x-amz-json-1.0", response.Content.Headers.ContentType?.ToString());
    }

    [Theory]
    [InlineData("DynamoDB_20120810.ListTables", "{}", "UnknownOperationException", "The lake does not have the service of DynamoDB_20120810.ListTables. It has: AWSEvents, AWSGlue, AWSStepFunctions, AmazonAthena, secretsmanager, S3 and Lambda.")]
    [InlineData("AWSEvents.PutRule", "{}", "UnknownOperationException", "The lake does not support AWSEvents.PutRule. It supports: DescribeRule, ListRules, ListTargetsByRule, PutEvents.")]
    [InlineData("AWSEvents.ListRules", "[]", "SerializationException", "The request is not JSON: the body is not a JSON object")]
    [InlineData("AWSEvents.ListRules", """{"Color": 1}""", "ValidationException", "ListRules: the lake does not support the parameter 'Color'. Leave it out, or run this call on AWS.")]
    public async Task UnknownRequest_IsAnErrorThatSaysSo(string target, string body, string code, string message)
    {
        await using var lake = await TestLake.StartAsync();

        var (status, _, answer) = await lake.CallAsync(target, body);

        Assert.Equal((400, code, message), (status, (string?)answer["__type"], (string?)answer["message"]));
    }

    /// <summary>EventBridge Scheduler, Lambda's other parts, API Gateway and many more tell what they are only by path, as S3 does.</summary>
    [Theory]
    [InlineData("PUT", "/landing/schedules", "scheduler", "PUT /landing/schedules, which is signed for scheduler")]
    [InlineData("GET", "/schedules", "scheduler", "GET /schedules, which is signed for scheduler")]
    [InlineData("GET", "/2015-03-31/event-source-mappings/", "lambda", "GET /2015-03-31/event-source-mappings/, which is signed for lambda")]
    public async Task RestRequestOfAnotherService_IsNotTakenForS3(string method, string path, string service, string named)
    {
        await using var lake = await TestLake.StartAsync();
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        request.Headers.TryAddWithoutValidation(
            "Authorization", $"AWS4-HMAC-SHA256 Credential=local/20261126/eu-west-1/{service}/aws4_request, SignedHeaders=host;x-amz-date, Signature=00");

        using var response = await lake.Http.SendAsync(request, Cancellation);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Equal("UnknownOperationException", Assert.Single(response.Headers.GetValues("x-amzn-ErrorType")));
        Assert.StartsWith($"The lake does not have the service of {named}", (string?)JsonNode.Parse(await response.Content.ReadAsStringAsync(Cancellation))!["message"], StringComparison.Ordinal);
        Assert.Empty(lake.Host.Objects.List("landing", ""));
    }

    [Fact]
    public async Task UnsupportedRequests_AreLoggedByName()
    {
        var log = new StringWriter();
        await using var lake = await TestLake.StartAsync(log: log);

        await lake.CallAsync("AWSEvents.PutRule", "{}");
        using var form = new FormUrlEncodedContent([new("Action", "GetCallerIdentity"), new("Version", "2011-06-15")]);
        var query = await lake.Http.PostAsync("/", form, Cancellation);

        Assert.Equal(HttpStatusCode.BadRequest, query.StatusCode);
        Assert.Equal(
            """
            sluice: warning: The lake does not support AWSEvents.PutRule. It supports: DescribeRule, ListRules, ListTargetsByRule, PutEvents.
            sluice: warning: The lake does not have the service of the action GetCallerIdentity. It has: AWSEvents, AWSGlue, AWSStepFunctions, AmazonAthena, secretsmanager, S3 and Lambda.

            """.ReplaceLineEndings(Environment.NewLine),
            log.ToString());
    }

    [Fact]
    public async Task SecondLakeOnTheSameFolder_IsRefusedWithTheAddressOfTheFirst()
    {
        await using var lake = await TestLake.StartAsync();

        var exception = await Assert.ThrowsAsync<LakeInUseException>(() => LakeHost.StartAsync(TestLake.Options(lake.Root), Cancellation));

        Assert.Equal(lake.Host.Endpoint, exception.Endpoint);
        Assert.Equal(
            $"A lake is already running on {lake.Host.Folder.Root}, at {lake.Host.Endpoint}. Use that one, stop it, or name another folder with --data.",
            exception.Message);
        Assert.Equal(lake.Host.Endpoint, LakeLock.FindRunning(lake.Host.Folder.Root));
    }

    [Fact]
    public async Task StoppedLake_IsNotFound_AndItsFolderIsFree()
    {
        await using var lake = await TestLake.StartAsync();
        await lake.PutAsync("assets", "kept.txt", "kept");

        await lake.RestartAsync();

        Assert.Equal("kept", await lake.Http.GetStringAsync("/assets/kept.txt", Cancellation));
        await lake.Host.DisposeAsync();
        Assert.Null(LakeLock.FindRunning(Path.Combine(lake.Root, ".lake")));
        Assert.Null(LakeLock.FindRunning(Path.Combine(lake.Root, "never")));
    }

    [Fact]
    public async Task Port_ThatIsTaken_SaysSo()
    {
        await using var lake = await TestLake.StartAsync();
        var port = lake.Host.Endpoint.Port;
        var options = TestLake.Options(lake.Root) with { DataFolder = Path.Combine(lake.Root, "other"), Port = port };

        var exception = await Assert.ThrowsAsync<IOException>(() => LakeHost.StartAsync(options, Cancellation));

        Assert.StartsWith($"The port {port} on 127.0.0.1 is taken. Stop what has it, or choose another with --port.", exception.Message);
        Assert.Null(LakeLock.FindRunning(options.DataFolder));
    }

    /// <summary>A run that is started when the lake already listens must not look like one that a kill has interrupted.</summary>
    [Fact]
    public async Task WhatWasInterruptedInGlue_IsTakenUp_BeforeTheLakeListens()
    {
        await using var occupant = await TestLake.StartAsync();
        await using var lake = await TestLake.StartAsync();
        await lake.CallAsync("AWSGlue.CreateDatabase", """{"DatabaseInput": {"Name": "db"}}""");
        await lake.CallAsync("AWSGlue.CreateCrawler", """{"Name": "c", "Role": "r", "DatabaseName": "db", "Targets": {"S3Targets": [{"Path": "s3://landing/t/"}]}}""");
        await lake.Host.DisposeAsync();
        var crawlers = Path.Combine(lake.Root, ".lake", "glue", "crawlers.jsonl");
        var record = (JsonObject)JsonNode.Parse((await File.ReadAllLinesAsync(crawlers, Cancellation))[^1])!;
        record["State"] = "STOPPING";
        record["Current"] = new JsonObject { ["Id"] = "run", ["StartTime"] = record["CreationTime"]!.DeepClone() };
        await File.AppendAllTextAsync(crawlers, record.ToJsonString() + "\n", Cancellation);

        await Assert.ThrowsAsync<IOException>(() => LakeHost.StartAsync(TestLake.Options(lake.Root) with { Port = occupant.Host.Endpoint.Port }, Cancellation));

        Assert.Contains("CANCELLED", await File.ReadAllTextAsync(crawlers, Cancellation), StringComparison.Ordinal);
    }

    [Fact]
    public async Task StateMachineThatIsNotValid_IsAProblemOfTheTemplate()
    {
        var exception = await Assert.ThrowsAsync<TemplateException>(() => TestLake.StartAsync("""
            Resources:
              Machine: {Type: AWS::Serverless::StateMachine, Properties: {Name: m, Definition: {StartAt: Nowhere, States: {A: {Type: Succeed}}}}}
            """));

        var problem = Assert.Single(exception.Problems);
        Assert.Equal("Resources.Machine", problem.Where);
        Assert.StartsWith("InvalidDefinition: ", problem.Message);
    }

    [Fact]
    public async Task Pipelines_AreCopiedToTheAssetsBucket_AndAgainWhenTheyHaveChanged()
    {
        await using var lake = await TestLake.StartAsync(arrange: static root =>
        {
            Directory.CreateDirectory(Path.Combine(root, "pipelines", "daily", "sql"));
            File.WriteAllText(Path.Combine(root, "pipelines", "daily", "pipeline.json"), "{}");
            File.WriteAllText(Path.Combine(root, "pipelines", "daily", "sql", "a.sql"), "SELECT 1");
        });
        var unchanged = lake.Host.Objects.Find("assets", "pipelines/daily/pipeline.json");
        Assert.Equal(["pipelines/daily/pipeline.json", "pipelines/daily/sql/a.sql"], lake.Host.Objects.List("assets", "").Select(static stored => stored.Key));

        await File.WriteAllTextAsync(Path.Combine(lake.Root, "pipelines", "daily", "sql", "a.sql"), "SELECT 2", Cancellation);
        await lake.RestartAsync();

        Assert.Equal("SELECT 2", await lake.Http.GetStringAsync("/assets/pipelines/daily/sql/a.sql", Cancellation));
        Assert.Equal(unchanged!.Sequencer, lake.Host.Objects.Find("assets", "pipelines/daily/pipeline.json")!.Sequencer);
    }

    [Fact]
    public async Task ExecutionEvents_AreStreamed()
    {
        await using var lake = await TestLake.StartAsync();
        using var response = await lake.Http.GetAsync("/_sluice/events", HttpCompletionOption.ResponseHeadersRead, Cancellation);
        await lake.PutAsync("landing", "incoming/a.done", "1");

        using var reader = new StreamReader(await response.Content.ReadAsStreamAsync(Cancellation));
        var types = new List<string>();
        while (types is not [.., "ExecutionSucceeded" or "ExecutionFailed"] && await reader.ReadLineAsync(Cancellation) is { } line)
        {
            types.Add((string)JsonNode.Parse(line)!["event"]!["type"]!);
        }

        Assert.Equal(["ExecutionStarted", "TaskStateEntered"], types.Take(2));
        Assert.Equal("ExecutionSucceeded", types[^1]);
    }

    [Fact]
    public async Task FollowerOfExecutions_WhoDoesNotRead_IsCutOff_BeforeTheMemoryIsFull()
    {
        await using var lake = await TestLake.StartAsync("""
            Resources:
              Machine:
                Type: AWS::Serverless::StateMachine
                Properties:
                  Name: large
                  Definition:
                    StartAt: Count
                    States:
                      Count: {Type: Pass, Parameters: {n.$: 'States.MathAdd($.n, 1)', text.$: $.text}, Next: Enough}
                      Enough: {Type: Choice, Choices: [{Variable: $.n, NumericEquals: 120, Next: Done}], Default: Count}
                      Done: {Type: Succeed}
            """);
        using var response = await lake.Http.GetAsync("/_sluice/events", HttpCompletionOption.ResponseHeadersRead, Cancellation);
        var execution = lake.Host.StepFunctions.StartExecution(
            "arn:aws:states:eu-west-1:000000000000:stateMachine:large", "one", new JsonObject { ["n"] = 0, ["text"] = new string('x', 250_000) }.ToJsonString());
        await lake.Host.StepFunctions.WaitForExecutionAsync(execution, Cancellation);

        // 120 MB were written. He finds what had waited for him, and the end.
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        limit.CancelAfter(TimeSpan.FromSeconds(30));
        await using var stream = await response.Content.ReadAsStreamAsync(limit.Token);
        var (buffer, total) = (new byte[1 << 20], 0L);
        while (await stream.ReadAsync(buffer, limit.Token) is > 0 and var read)
        {
            total += read;
        }

        Assert.InRange(total, 60 << 20, 80 << 20);
    }

    [Fact]
    public async Task Stopped_WhileAFunctionIsAtWork_TheExecutionGoesOnAtTheNextStart()
    {
        await using var lake = await TestLake.StartAsync("""
            Resources:
              LingerFunction:
                Type: AWS::Serverless::Function
                Properties: {FunctionName: linger, Handler: 'Sluice.Lake.Tests::Sluice.Lake.Tests.Lambda.Linger_Handle_Generated::Handle', Runtime: dotnet10, Timeout: 60}
              Machine:
                Type: AWS::Serverless::StateMachine
                Properties:
                  Name: linger
                  Definition: {StartAt: Linger, States: {Linger: {Type: Task, Resource: !GetAtt LingerFunction.Arn, End: true}}}
            """);
        var marker = Path.Combine(lake.Root, "marker");
        var execution = lake.Host.StepFunctions.StartExecution(
            "arn:aws:states:eu-west-1:000000000000:stateMachine:linger", "one", new JsonObject { ["Marker"] = marker }.ToJsonString());
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        limit.CancelAfter(TimeSpan.FromSeconds(30));
        while (!File.Exists(marker))
        {
            await Task.Delay(TimeSpan.FromMilliseconds(5), TimeProvider.System, limit.Token);
        }

        await lake.RestartAsync();
        await lake.Host.StepFunctions.WaitForExecutionAsync(execution, limit.Token);

        var description = lake.Host.StepFunctions.DescribeExecution(execution);
        Assert.Equal(("SUCCEEDED", "\"done\""), ((string?)description["status"], (string?)description["output"]));
    }

    [Fact]
    public async Task Start_TakesLessThanTheBudget()
    {
        await (await TestLake.StartAsync()).DisposeAsync(); // the runtime has compiled what it needs
        var started = Stopwatch.GetTimestamp();

        await using var lake = await TestLake.StartAsync();

        Assert.InRange(Stopwatch.GetElapsedTime(started).TotalMilliseconds, 0, 2000); // 400 ms on an idle machine, with room for a busy one
    }
}
