using System.Text.Json.Nodes;
using Sluice.Lake.Athena;
using Sluice.Lake.Protocol;
using Sluice.Lake.S3;

namespace Sluice.Lake.Tests.StepFunctions.Integrations;

public sealed class IntegrationTests
{
    private const string Query = """
        "Q": {"Type": "Task", "Resource": "arn:aws:states:::athena:startQueryExecution.sync", "Parameters": {"QueryString": "SELECT 1"}, "End": true}
        """;

    [Fact]
    public async Task S3_PutsGetsListsCopiesAndDeletes()
    {
        await using var machine = new TestMachine();
        machine.Objects.EnsureBucket("bucket");

        Assert.Matches("""^\{"ETag":"\\"[0-9a-f]{32}\\""}$""", await S3Async(machine, "putObject", """{"Bucket": "bucket", "Key": "a/1.json", "ContentType": "application/json", "CacheControl": "no-cache", "Body": {"x": [1, 2.50]}}"""));
        await S3Async(machine, "putObject", """{"Bucket": "bucket", "Key": "a/2.txt", "Body": "as it is"}""");
        var got = JsonNode.Parse(await S3Async(machine, "getObject", """{"Bucket": "bucket", "Key": "a/1.json"}"""))!;
        Assert.Equal("""{"x":[1,2.50]}""", (string?)got["Body"]);
        Assert.Equal("application/json", (string?)got["ContentType"]);
        Assert.Equal("no-cache", (string?)got["CacheControl"]);
        Assert.Equal(8, (int?)JsonNode.Parse(await S3Async(machine, "headObject", """{"Bucket": "bucket", "Key": "a/2.txt"}"""))!["ContentLength"]);
        await S3Async(machine, "copyObject", """{"Bucket": "bucket", "Key": "b/3.txt", "CopySource": "bucket/a/2.txt"}""");
        await S3Async(machine, "deleteObject", """{"Bucket": "bucket", "Key": "a/1.json"}""");

        var first = JsonNode.Parse(await S3Async(machine, "listObjectsV2", """{"Bucket": "bucket", "Delimiter": "/", "MaxKeys": 1}"""))!;
        Assert.Equal("""[{"Prefix":"a/"}]""", first["CommonPrefixes"]!.ToJsonString());
        var second = JsonNode.Parse(await S3Async(machine, "listObjectsV2", $$"""{"Bucket": "bucket", "Delimiter": "/", "ContinuationToken": "{{first["NextContinuationToken"]}}"}"""))!;
        Assert.Equal("""[{"Prefix":"b/"}]""", second["CommonPrefixes"]!.ToJsonString());
        Assert.False((bool)second["IsTruncated"]!);
    }

    [Fact]
    public async Task S3_ACopyOfAnObjectOfSeveralPartsIsWholeAndHasItsOwnTag()
    {
        await using var machine = new TestMachine();
        machine.Objects.EnsureBucket("bucket");
        var file = machine.Objects.NewFile();
        await File.WriteAllTextAsync(file, "hello", TestContext.Current.CancellationToken);
        machine.Objects.Write(
            "bucket",
            "a b",
            new ObjectDraft
            {
                FilePath = file,
                Size = 5,
                ETag = "\"5d41402abc4b2a76b9719d911017c592-2\"",
                ContentType = "text/plain",
                Metadata = new Dictionary<string, string> { ["m"] = "1" },
                Checksums = new Dictionary<string, string> { ["CRC32"] = "AAAAAA==-2" },
            },
            WriteCondition.None,
            "CompleteMultipartUpload");

        var answer = JsonNode.Parse(await S3Async(machine, "copyObject", """{"Bucket": "bucket", "Key": "copy", "CopySource": "/bucket/a%20b"}"""))!;
        Assert.Equal("\"5d41402abc4b2a76b9719d911017c592\"", (string?)answer["CopyObjectResult"]!["ETag"]);
        var copy = machine.Objects.Find("bucket", "copy")!;
        Assert.Equal(("text/plain", "1", "NhCmhg=="), (copy.ContentType, copy.Metadata["m"], copy.Checksums["CRC32"]));

        var itself = await machine.RunAsync(S3("copyObject", """{"Bucket": "bucket", "Key": "a b", "CopySource": "bucket/a%20b"}"""));
        Assert.Equal("S3.S3Exception", (string?)itself["error"]);
        Assert.EndsWith("(Service: S3, Status Code: 400, Error Code: InvalidRequest)", (string?)itself["cause"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task S3_APageOfNoKeysIsTheLast()
    {
        await using var machine = new TestMachine();
        machine.Objects.EnsureBucket("bucket");
        await S3Async(machine, "putObject", """{"Bucket": "bucket", "Key": "k", "Metadata": {"m": "1"}, "Body": "x"}""");
        var page = JsonNode.Parse(await S3Async(machine, "listObjectsV2", """{"Bucket": "bucket", "MaxKeys": 0}"""))!;
        Assert.Equal((false, 0, null), ((bool?)page["IsTruncated"], (int?)page["KeyCount"], page["NextContinuationToken"]));
        Assert.Equal("1", machine.Objects.Find("bucket", "k")!.Metadata["m"]);
    }

    [Theory]
    [InlineData("copyObject", """{"Bucket": "bucket", "Key": "k", "CopySource": "bucket"}""", "S3.S3Exception")]
    [InlineData("listObjectsV2", """{"Bucket": "bucket", "ContinuationToken": "?"}""", "S3.S3Exception")]
    [InlineData("getObject", """{"Bucket": "bucket", "Key": "none"}""", "S3.NoSuchKeyException")]
    [InlineData("putObject", """{"Bucket": "none", "Key": "k"}""", "S3.NoSuchBucketException")]
    [InlineData("putObject", """{"Bucket": "bucket", "Key": "there", "IfNoneMatch": "*"}""", "S3.S3Exception")]
    [InlineData("putObject", """{"Bucket": "bucket", "Key": "there", "Acl": "public-read"}""", "States.Runtime")]
    public async Task S3_Errors(string action, string parameters, string error)
    {
        await using var machine = new TestMachine();
        machine.Objects.EnsureBucket("bucket");
        await S3Async(machine, "putObject", """{"Bucket": "bucket", "Key": "there", "Body": "x"}""");
        var description = await machine.RunAsync(S3(action, parameters));
        Assert.Equal(error, (string?)description["error"]);
    }

    [Fact]
    public async Task AthenaSync_WaitsAndReturnsTheQuery()
    {
        var athena = new FakeAthena();
        await using var machine = athena.Machine();
        athena.End("SUCCEEDED");

        var output = JsonNode.Parse(await machine.OutputAsync(Query))!;

        Assert.Equal("SUCCEEDED", (string?)output["QueryExecution"]!["Status"]!["State"]);
        Assert.Equal(1_500, (long?)output["QueryExecution"]!["Status"]!["SubmissionDateTime"]);
        Assert.Matches("^[0-9a-f]{64}$", Assert.Single(athena.Tokens));
    }

    [Fact]
    public async Task AthenaSync_AFailedQueryIsTheCause()
    {
        var athena = new FakeAthena();
        await using var machine = athena.Machine();
        athena.End("FAILED");

        var description = await machine.RunAsync(TestMachine.Definition(Query));

        Assert.Equal("States.TaskFailed", (string?)description["error"]);
        Assert.Equal("FAILED", (string?)JsonNode.Parse((string)description["cause"]!)!["QueryExecution"]!["Status"]!["State"]);
        Assert.Equal(
            ["ExecutionStarted", "TaskStateEntered", "TaskScheduled", "TaskStarted", "TaskSubmitted", "TaskFailed", "ExecutionFailed"],
            machine.History(description).Select(static each => each.Type));
    }

    [Fact]
    public async Task AthenaSync_StoppingTheExecutionStopsTheQuery()
    {
        var athena = new FakeAthena();
        await using var machine = athena.Machine();
        var arn = machine.Start(TestMachine.Definition(Query));
        await athena.Waiting.Task.WaitAsync(TestContext.Current.CancellationToken);

        await machine.CallAsync("StopExecution", $$"""{"executionArn": "{{arn}}", "error": "Mine", "cause": "enough"}""");

        await athena.Stopped.Task.WaitAsync(TestContext.Current.CancellationToken);
        var description = machine.Service.DescribeExecution(arn);
        Assert.Equal("ABORTED Mine enough", $"{description["status"]} {description["error"]} {description["cause"]}");
    }

    [Fact]
    public async Task AthenaSync_ARestartWaitsForTheSameQuery_AndDoesNotStopIt()
    {
        var folder = Directory.CreateTempSubdirectory("sluice-sfn-").FullName;
        try
        {
            var athena = new FakeAthena();
            string arn;
            await using (var first = athena.Machine(folder))
            {
                arn = first.Start(TestMachine.Definition(Query));
                await athena.Waiting.Task.WaitAsync(TestContext.Current.CancellationToken);
            }

            await using var second = athena.Machine(folder);
            second.Service.Resume();
            athena.End("SUCCEEDED");
            await second.Service.WaitForExecutionAsync(arn, TestContext.Current.CancellationToken);

            Assert.Equal("SUCCEEDED", (string?)second.Service.DescribeExecution(arn)["status"]);
            Assert.Single(athena.Tokens);
            Assert.False(athena.Stopped.Task.IsCompleted);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Theory]
    [InlineData("athena:startQueryExecution")]
    [InlineData("aws-sdk:athena:startQueryExecution")]
    public async Task Athena_ARestartInTheMiddleOfAStartAsksForTheSameQuery(string resource)
    {
        var folder = Directory.CreateTempSubdirectory("sluice-sfn-").FullName;
        var definition = TestMachine.Definition(
            $$""" "Q": {"Type": "Task", "Resource": "arn:aws:states:::{{resource}}", "Parameters": {"QueryString": "SELECT 1"}, "End": true} """);
        try
        {
            var athena = new FakeAthena { HangsAtStart = true };
            string arn;
            await using (var first = athena.Machine(folder))
            {
                arn = first.Start(definition);
                await athena.Waiting.Task.WaitAsync(TestContext.Current.CancellationToken);
            }

            athena.HangsAtStart = false;
            await using var second = athena.Machine(folder);
            second.Service.Resume();
            await second.Service.WaitForExecutionAsync(arn, TestContext.Current.CancellationToken);

            Assert.Equal("SUCCEEDED", (string?)second.Service.DescribeExecution(arn)["status"]);
            Assert.Equal(2, athena.Tokens.Count);
            Assert.Matches("^[0-9a-f]{64}$", Assert.Single(athena.Tokens.Distinct()));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public async Task Athena_ATokenOfOnesOwnIsKept()
    {
        var athena = new FakeAthena();
        await using var machine = athena.Machine();
        await machine.OutputAsync(
            """ "Q": {"Type": "Task", "Resource": "arn:aws:states:::athena:startQueryExecution", "Parameters": {"QueryString": "SELECT 1", "ClientRequestToken": "mine"}, "End": true} """);
        Assert.Equal(["mine"], athena.Tokens);
    }

    [Fact]
    public async Task AwsSdk_GivesTheServicesErrorsAndTimestamps()
    {
        var athena = new FakeAthena();
        await using var machine = athena.Machine();
        var output = JsonNode.Parse(await machine.OutputAsync(
            """ "Q": {"Type": "Task", "Resource": "arn:aws:states:::aws-sdk:athena:getQueryExecution", "Parameters": {"QueryExecutionId": "q"}, "End": true} """))!;
        Assert.Equal("1970-01-01T00:00:01.500Z", (string?)output["QueryExecution"]!["Status"]!["SubmissionDateTime"]);

        var failed = await machine.RunAsync(TestMachine.Definition(
            """ "Q": {"Type": "Task", "Resource": "arn:aws:states:::aws-sdk:athena:dropEverything", "Parameters": {}, "End": true} """));
        Assert.Equal("Athena.InvalidRequestException", (string?)failed["error"]);
    }

    [Fact]
    public async Task ChildExecution_GivesItsOutput_AndItsFailureIsTheCause()
    {
        await using var machine = new TestMachine();
        var good = machine.Service.UpsertStateMachine("good", TestMachine.Definition(""" "P": {"Type": "Pass", "Result": {"r": 1}, "End": true} """), TestMachine.Role);
        var bad = machine.Service.UpsertStateMachine("bad", TestMachine.Definition(""" "F": {"Type": "Fail", "Error": "E"} """), TestMachine.Role);

        var text = JsonNode.Parse(await machine.OutputAsync(Child("startExecution.sync", good)))!;
        Assert.Equal("""{"r":1}""", (string?)text["Output"]);
        Assert.Equal("""{"a":1}""", (string?)text["Input"]);
        var parsed = JsonNode.Parse(await machine.OutputAsync(Child("startExecution.sync:2", good)))!;
        Assert.Equal(1, (int?)parsed["Output"]!["r"]);
        var failed = await machine.RunAsync(TestMachine.Definition(Child("startExecution.sync:2", bad)));
        Assert.Equal("States.TaskFailed", (string?)failed["error"]);
        Assert.Equal("E", (string?)JsonNode.Parse((string)failed["cause"]!)!["Error"]);
        var missing = await machine.RunAsync(TestMachine.Definition(Child("startExecution", $"{good}x")));
        Assert.Equal("StepFunctions.StateMachineDoesNotExistException", (string?)missing["error"]);
    }

    [Fact]
    public async Task DescribeExecution_TellsTheStatus_WithAndWithoutItsData()
    {
        await using var machine = new TestMachine();
        var arn = machine.Service.UpsertStateMachine("good", TestMachine.Definition(""" "P": {"Type": "Pass", "Result": {"r": 1}, "End": true} """), TestMachine.Role);
        var execution = machine.Service.StartExecution(arn, "one", "{}");
        await machine.Service.WaitForExecutionAsync(execution, TestContext.Current.CancellationToken);

        var all = JsonNode.Parse(await machine.OutputAsync(Describe(execution, "")))!;
        Assert.Equal(("SUCCEEDED", """{"r":1}"""), ((string?)all["Status"], (string?)all["Output"]));
        Assert.EndsWith("Z", (string?)all["StopDate"], StringComparison.Ordinal);
        var metadata = JsonNode.Parse(await machine.OutputAsync(Describe(execution, ", \"IncludedData\": \"METADATA_ONLY\"")))!;
        Assert.Equal(("SUCCEEDED", null), ((string?)metadata["Status"], (string?)metadata["Output"]));
        var missing = await machine.RunAsync(TestMachine.Definition(Describe($"{execution}x", "")));
        Assert.Equal("Sfn.ExecutionDoesNotExistException", (string?)missing["error"]);
    }

    private static string Describe(string execution, string more) =>
        $$""" "D": {"Type": "Task", "Resource": "arn:aws:states:::aws-sdk:sfn:describeExecution", "Parameters": {"ExecutionArn": "{{execution}}"{{more}}}, "End": true} """;

    private static string Child(string action, string arn) =>
        $$$""" "C": {"Type": "Task", "Resource": "arn:aws:states:::states:{{{action}}}", "Parameters": {"StateMachineArn": "{{{arn}}}", "Input": {"a": 1}}, "End": true} """;

    private static string S3(string action, string parameters) => TestMachine.Definition(
        $$""" "T": {"Type": "Task", "Resource": "arn:aws:states:::aws-sdk:s3:{{action}}", "Parameters": {{parameters}}, "End": true} """);

    private static async Task<string> S3Async(TestMachine machine, string action, string parameters)
    {
        var description = await machine.RunAsync(S3(action, parameters));
        Assert.True((string?)description["status"] == "SUCCEEDED", description.ToJsonString());
        return (string)description["output"]!;
    }

    /// <summary>Athena with one query, whose end the test decides: the real one gives no moment in which it surely runs.</summary>
    private sealed class FakeAthena : IJsonService, IQueryCompletion
    {
        private readonly TaskCompletionSource ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private string state = "RUNNING";

        public string Name => "athena";

        public string TargetPrefix => "AmazonAthena";

        public string ContentType => "application/x-amz-json-1.1";

        public List<string?> Tokens { get; } = [];

        /// <summary>Whether a start that has been heard is never answered.</summary>
        public bool HangsAtStart { get; set; }

        public TaskCompletionSource Waiting { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public TaskCompletionSource Stopped { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public TestMachine Machine(string? folder = null) =>
            new(folder, services: new Dictionary<string, IJsonService> { ["athena"] = this }, queries: this);

        public void End(string finalState)
        {
            state = finalState;
            ended.SetResult();
        }

        public async Task<JsonObject> InvokeAsync(string operation, JsonObject request, CancellationToken cancellationToken)
        {
            switch (operation)
            {
                case "StartQueryExecution":
                    Tokens.Add((string?)request["ClientRequestToken"]);
                    if (HangsAtStart)
                    {
                        Waiting.TrySetResult();
                        await new TaskCompletionSource().Task.WaitAsync(cancellationToken);
                    }

                    return new JsonObject { ["QueryExecutionId"] = "q" };
                case "GetQueryExecution":
                    return (JsonObject)JsonNode.Parse(
                        $$$"""{"QueryExecution": {"QueryExecutionId": "q", "Status": {"State": "{{{state}}}", "SubmissionDateTime": 1.5} } }""")!;
                case "StopQueryExecution":
                    Stopped.SetResult();
                    return [];
                default:
                    throw new AwsServiceException("InvalidRequestException", $"no {operation}");
            }
        }

        public Task WaitForQueryAsync(string queryExecutionId, CancellationToken cancellationToken)
        {
            Assert.Equal("q", queryExecutionId);
            Waiting.TrySetResult();
            return ended.Task.WaitAsync(cancellationToken);
        }
    }
}
