using System.Text.Json.Nodes;
using Sluice.Lake.Glue.Jobs;
using Sluice.Lake.Protocol;

namespace Sluice.Lake.Tests.StepFunctions.Integrations;

public sealed class GlueJobRunTests
{
    private const string Job = """
        "J": {"Type": "Task", "Resource": "arn:aws:states:::glue:startJobRun.sync", "Parameters": {"JobName": "sql", "Arguments": {"--a": "1"}}, "End": true}
        """;

    [Fact]
    public async Task Sync_WaitsAndReturnsTheRun()
    {
        var glue = new HeldGlue();
        await using var machine = glue.Machine();
        glue.End("SUCCEEDED");

        var output = JsonNode.Parse(await machine.OutputAsync(Job))!;

        Assert.Equal("jr_1 SUCCEEDED 1500", $"{output["Id"]} {output["JobRunState"]} {output["StartedOn"]}");
    }

    [Fact]
    public async Task StartJobRun_DoesNotWait()
    {
        var glue = new HeldGlue();
        await using var machine = glue.Machine();
        Assert.Equal("""{"JobRunId":"jr_1"}""", await machine.OutputAsync(Job.Replace(".sync", "", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("FAILED")]
    [InlineData("TIMEOUT")]
    [InlineData("STOPPED")]
    public async Task Sync_ARunThatDidNotSucceedIsTheCause(string state)
    {
        var glue = new HeldGlue();
        await using var machine = glue.Machine();
        glue.End(state);

        var description = await machine.RunAsync(TestMachine.Definition(Job));

        Assert.Equal("States.TaskFailed", (string?)description["error"]);
        Assert.Equal(state, (string?)JsonNode.Parse((string)description["cause"]!)!["JobRunState"]);
        Assert.Equal(
            ["ExecutionStarted", "TaskStateEntered", "TaskScheduled", "TaskStarted", "TaskSubmitted", "TaskFailed", "ExecutionFailed"],
            machine.History(description).Select(static each => each.Type));
    }

    [Fact]
    public async Task Sync_ARefusalHasGluesName_ForRetryToMatch()
    {
        var glue = new HeldGlue { Refusals = 2 };
        await using var machine = glue.Machine();
        glue.End("SUCCEEDED");
        var retried = Job.Replace("\"End\"", """ "Retry": [{"ErrorEquals": ["Glue.ConcurrentRunsExceededException"], "IntervalSeconds": 30, "MaxAttempts": 2}], "End" """, StringComparison.Ordinal);

        Assert.Equal("jr_1", (string?)JsonNode.Parse(await machine.OutputAsync(retried))!["Id"]);
        Assert.Equal(3, glue.Keys.Distinct().Count());
    }

    [Fact]
    public async Task Sync_StoppingTheExecutionStopsTheRun()
    {
        var glue = new HeldGlue();
        await using var machine = glue.Machine();
        var arn = machine.Start(TestMachine.Definition(Job));
        await glue.Waiting.Task.WaitAsync(TestContext.Current.CancellationToken);

        await machine.CallAsync("StopExecution", $$"""{"executionArn": "{{arn}}"}""");

        await glue.Stopped.Task.WaitAsync(TestContext.Current.CancellationToken);
        Assert.Equal("ABORTED", (string?)machine.Service.DescribeExecution(arn)["status"]);
    }

    [Fact]
    public async Task Sync_ARestartWaitsForTheSameRun_AndDoesNotStopIt()
    {
        var folder = Directory.CreateTempSubdirectory("sluice-sfn-").FullName;
        try
        {
            var glue = new HeldGlue();
            string arn;
            await using (var first = glue.Machine(folder))
            {
                arn = first.Start(TestMachine.Definition(Job));
                await glue.Waiting.Task.WaitAsync(TestContext.Current.CancellationToken);
            }

            await using var second = glue.Machine(folder);
            second.Service.Resume();
            glue.End("SUCCEEDED");
            await second.Service.WaitForExecutionAsync(arn, TestContext.Current.CancellationToken);

            Assert.Equal("SUCCEEDED", (string?)second.Service.DescribeExecution(arn)["status"]);
            Assert.Single(glue.Keys);
            Assert.False(glue.Stopped.Task.IsCompleted);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>Glue with one run, whose end the test decides: the real one gives no moment in which it surely runs.</summary>
    private sealed class HeldGlue : IJsonService, IJobRuns
    {
        private readonly TaskCompletionSource ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private string state = "RUNNING";

        public int Refusals { get; init; }

        public string Name => "glue";

        public string TargetPrefix => "AWSGlue";

        public string ContentType => "application/x-amz-json-1.1";

        public List<string> Keys { get; } = [];

        public TaskCompletionSource Waiting { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public TaskCompletionSource Stopped { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public TestMachine Machine(string? folder = null) => new(folder, services: new Dictionary<string, IJsonService> { ["glue"] = this }, jobs: this);

        public void End(string finalState)
        {
            state = finalState;
            ended.SetResult();
        }

        public Task<JsonObject> StartJobRunAsync(JsonObject request, string key, CancellationToken cancellationToken)
        {
            Keys.Add(key);
            return Keys.Count <= Refusals
                ? throw new AwsServiceException("ConcurrentRunsExceededException", "one at a time")
                : Task.FromResult(new JsonObject { ["JobRunId"] = "jr_1" });
        }

        public Task WaitForJobRunAsync(string jobName, string runId, CancellationToken cancellationToken)
        {
            Assert.Equal("sql jr_1", $"{jobName} {runId}");
            Waiting.TrySetResult();
            return ended.Task.WaitAsync(cancellationToken);
        }

        public Task<JsonObject> InvokeAsync(string operation, JsonObject request, CancellationToken cancellationToken)
        {
            switch (operation)
            {
                case "GetJobRun":
                    return Task.FromResult((JsonObject)JsonNode.Parse($$$"""{"JobRun": {"Id": "jr_1", "JobRunState": "{{{state}}}", "StartedOn": 1.5} }""")!);
                case "BatchStopJobRun":
                    Stopped.SetResult();
                    return Task.FromResult(new JsonObject());
                default:
                    throw new AwsServiceException("InvalidInputException", $"no {operation}");
            }
        }
    }
}
