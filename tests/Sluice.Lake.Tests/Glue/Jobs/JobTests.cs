using System.Text.Json.Nodes;
using Sluice.Lake.Glue.Jobs.Scripts;
using Sluice.Lake.Tests.Events;

namespace Sluice.Lake.Tests.Glue.Jobs;

/// <summary>Jobs and their runs, through Glue's protocol.</summary>
public sealed class JobTests
{
    [Fact]
    public async Task AGroup_RunsInOrder_AndItsOutputIsOverwritten()
    {
        await using var lake = GlueLake.Create();
        await lake.CreateJobAsync(""", "DefaultArguments": {"--group_location": "s3://sluice-landing-000000000000-dev/plan.json"}""");
        await lake.PutParquetAsync("raw/a.parquet", "SELECT unnest([1, 2]) AS n");
        await lake.PutAsync("gold/two/left-over.parquet", "old");
        await lake.PutAsync("plan.json", """
            [{"sql_name": "one", "sql_text": "SELECT n + 1 AS n FROM raw", "s3_target": "s3://sluice-landing-000000000000-dev/silver/one",
              "tables": [{"table_name": "raw", "s3_path": "s3://sluice-landing-000000000000-dev/raw/"}], "sql_file": "x.sql", "target_name": "y"},
             {"sql_name": "two", "sql_text": "SELECT sum(n) AS s FROM one", "s3_target": "s3://sluice-landing-000000000000-dev/gold/two/",
              "tables": [{"table_name": "one", "s3_path": "s3://sluice-landing-000000000000-dev/silver/one/"}]}]
            """);

        var run = await lake.EndAsync(await lake.StartAsync());
        Assert.Equal("SUCCEEDED", (string?)run["JobRunState"]);
        Assert.Equal("s BIGINT\n5", lake.Rows("gold/two/"));
        await lake.EndAsync(await lake.StartAsync());
        Assert.Equal("s BIGINT\n5", lake.Rows("gold/two/"));
        Assert.Equal(2, ((JsonArray)(await lake.CallAsync("GetJobRuns", """{"JobName": "sql"}"""))["JobRuns"]!).Count);
    }

    [Fact]
    public async Task ADatasetThatFails_StopsOnlyWhatReadsIt()
    {
        await using var lake = GlueLake.Create();
        await lake.CreateJobAsync();
        await lake.PutParquetAsync("raw/a.parquet", "SELECT 1 AS n");
        const string Raw = """[{"table_name": "raw", "s3_path": "s3://sluice-landing-000000000000-dev/raw/"}]""";
        var run = await lake.RunGroupAsync($$"""
            [{"sql_name": "bad", "sql_text": "SELECT x FROM raw", "tables": {{Raw}}, "s3_target": "s3://sluice-landing-000000000000-dev/bad/"},
             {"sql_name": "after", "sql_text": "SELECT x FROM bad", "tables": [{"table_name": "bad", "s3_path": "s3://sluice-landing-000000000000-dev/bad"}]},
             {"sql_name": "good", "sql_text": "SELECT n FROM raw", "tables": {{Raw}}, "s3_target": "s3://sluice-landing-000000000000-dev/good/"},
             {"sql_name": "lost", "sql_text": "SELECT n FROM t", "tables": [{"table_name": "t", "s3_path": "s3://postgres-repo/raw/"}]},
             {"sql_name": "empty", "sql_text": "SELECT n FROM t", "tables": [{"table_name": "t", "s3_path": "s3://sluice-landing-000000000000-dev/none/"}]}]
            """);

        Assert.Equal("FAILED", (string?)run["JobRunState"]);
        var errors = ((string)run["ErrorMessage"]!).Split('\n');
        Assert.Contains(errors, static line => line.StartsWith("bad: Binder Error: Referenced column \"x\" not found", StringComparison.Ordinal));
        Assert.Contains("after: left out, because it reads what bad should have written", errors);
        Assert.Contains("lost: s3_path is s3://postgres-repo/raw/, and there is no bucket postgres-repo: make it with `aws s3 mb s3://postgres-repo`.", errors);
        Assert.Contains("empty: Path does not exist: s3://sluice-landing-000000000000-dev/none/ has no files. Run what writes them, or correct s3_path.", errors);
        Assert.Equal("n INTEGER\n1", lake.Rows("good/"));
    }

    [Fact]
    public async Task AScript_IsKnownByItsContent()
    {
        await using var lake = GlueLake.Create();
        await lake.CreateJobAsync();
        await lake.PutAsync("glue/sql_job.py", JobLake.ScriptText.Replace("\n", "\r\n", StringComparison.Ordinal));
        Assert.Contains("--group_location", (string?)(await lake.EndAsync(await lake.StartAsync()))["ErrorMessage"], StringComparison.Ordinal);

        await lake.PutAsync("glue/sql_job.py", JobLake.ScriptText + "print('more')\n");
        var changed = await lake.EndAsync(await lake.StartAsync());
        Assert.Equal("FAILED", (string?)changed["JobRunState"]);
        Assert.Contains("is not the one that this lake was built with", (string?)changed["ErrorMessage"], StringComparison.Ordinal);

        await lake.CallAsync("UpdateJob", $$"""{"JobName": "sql", "JobUpdate": {"Role": "jobs", "Command": {"Name": "glueetl", "ScriptLocation": "s3://{{GlueLake.Bucket}}/other.py"} } }""");
        Assert.StartsWith("There is no script at", (string?)(await lake.EndAsync(await lake.StartAsync()))["ErrorMessage"], StringComparison.Ordinal);
        await lake.PutAsync("other.py", "print('hello')");
        Assert.Contains("does what these scripts do: glue/sql_job.py", (string?)(await lake.EndAsync(await lake.StartAsync()))["ErrorMessage"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task MaxConcurrentRuns_IsKept_AndARunCanBeStopped()
    {
        var script = new HeldScript();
        await using var lake = GlueLake.Create(script);
        await lake.CreateJobAsync(""", "ExecutionProperty": {"MaxConcurrentRuns": 1}""");
        var first = await lake.StartAsync();
        await script.Running.Task.WaitAsync(TestContext.Current.CancellationToken);

        var refused = await lake.FailsAsync("StartJobRun", """{"JobName": "sql"}""");
        Assert.Equal("ConcurrentRunsExceededException", refused.Code);
        Assert.Equal("RUNNING", (string?)(await lake.RunAsync(first))["JobRunState"]);

        var stopped = await lake.CallAsync("BatchStopJobRun", $$"""{"JobName": "sql", "JobRunIds": ["{{first}}", "jr_none"]}""");
        Assert.Equal(first, (string?)stopped["SuccessfulSubmissions"]![0]!["JobRunId"]);
        Assert.Equal("EntityNotFoundException", (string?)stopped["Errors"]![0]!["ErrorDetail"]!["ErrorCode"]);
        Assert.Equal("STOPPED", (string?)(await lake.EndAsync(first))["JobRunState"]);
    }

    [Fact]
    public async Task ARunThatTheLakesEndInterrupts_IsDoneAgain()
    {
        var script = new HeldScript();
        await using var lake = GlueLake.Create(script);
        await lake.CreateJobAsync();
        var id = await lake.StartAsync("""{"--x": "1"}""");
        await script.Running.Task.WaitAsync(TestContext.Current.CancellationToken);

        await lake.RestartAsync();
        Assert.Equal("RUNNING", (string?)(await lake.RunAsync(id))["JobRunState"]);
        script.Release.SetResult();
        lake.Service.Resume();

        var run = await lake.EndAsync(id);
        Assert.Equal("SUCCEEDED", (string?)run["JobRunState"]);
        Assert.Equal("1", (string?)run["Arguments"]!["--x"]);
        Assert.Equal(2, script.Calls.Count);
        Assert.Equal("1", script.Calls[1]["x"]);
    }

    [Fact]
    public async Task ARunThatTakesTooLong_EndsAsTimeout()
    {
        var script = new HeldScript();
        var start = new DateTimeOffset(2026, 11, 21, 0, 0, 0, TimeSpan.Zero);
        var clock = new ManualClock(start);
        await using var lake = GlueLake.Create(script, clock);
        await lake.CreateJobAsync(""", "Timeout": 90""");
        var id = await lake.StartAsync();
        await script.Running.Task.WaitAsync(TestContext.Current.CancellationToken);

        Assert.False(clock.AdvanceToNextTimer(start.AddMinutes(89)));
        Assert.Equal("RUNNING", (string?)(await lake.RunAsync(id))["JobRunState"]);
        Assert.True(clock.AdvanceToNextTimer(start.AddMinutes(91)));

        var run = await lake.EndAsync(id);
        Assert.Equal(("TIMEOUT", 5400), ((string?)run["JobRunState"], (int?)run["ExecutionTime"]));
        Assert.Equal("Job run took longer than its time-out of 90 minutes.", (string?)run["ErrorMessage"]);
    }

    [Fact]
    public async Task Arguments_TheRunsStandOverTheJobs_AndSomeCannotBeOverridden()
    {
        var script = new HeldScript();
        script.Release.SetResult();
        await using var lake = GlueLake.Create(script);
        await lake.CreateJobAsync(""", "DefaultArguments": {"--a": "job", "--b": "job"}, "NonOverridableArguments": {"--c": "job"}""");
        await lake.EndAsync(await lake.StartAsync("""{"--a": "run", "--c": "run"}"""));
        Assert.Equal("a=run b=job c=job", string.Join(' ', script.Calls[0].OrderBy(static pair => pair.Key, StringComparer.Ordinal).Select(static pair => $"{pair.Key}={pair.Value}")));
    }

    [Theory]
    [InlineData("CreateJob", """{"Name": "j", "Role": "r", "Command": {"Name": "gluestreaming", "ScriptLocation": "s3://b/k"}}""", "the lake knows glueetl and pythonshell")]
    [InlineData("CreateJob", """{"Name": "j", "Role": "r", "Command": {"Name": "glueetl", "ScriptLocation": "k"}}""", "it must be s3://bucket/script.py")]
    [InlineData("CreateJob", """{"Name": "j", "Command": {"Name": "glueetl", "ScriptLocation": "s3://b/k"}}""", "has no Role")]
    [InlineData("CreateJob", """{"Name": "j", "Role": "r", "MaxRetries": 2, "Command": {"Name": "glueetl", "ScriptLocation": "s3://b/k"}}""", "has MaxRetries 2")]
    [InlineData("CreateJob", """{"Name": "j", "Role": "r", "DefaultArguments": {"a": "1"}, "Command": {"Name": "glueetl", "ScriptLocation": "s3://b/k"}}""", "must begin with two dashes, as --a")]
    [InlineData("CreateJob", """{"Name": "j", "Role": "r", "Timeout": 10081, "Command": {"Name": "glueetl", "ScriptLocation": "s3://b/k"}}""", "it must be between 1 and 10080 minutes")]
    [InlineData("StartJobRun", """{"JobName": "sql", "Timeout": 0}""", "it must be between 1 and 10080 minutes")]
    [InlineData("StartJobRun", """{"JobName": "none"}""", "Job none not found")]
    [InlineData("StartJobRun", """{"JobName": "sql", "JobRunId": "jr_1"}""", "does not support the parameter 'JobRunId'")]
    [InlineData("GetJobRun", """{"JobName": "sql", "RunId": "jr_1"}""", "Run jr_1 of job sql not found")]
    [InlineData("UpdateJob", """{"JobName": "none", "JobUpdate": {}}""", "Job none not found")]
    public async Task Refuses(string operation, string request, string message)
    {
        await using var lake = GlueLake.Create();
        await lake.CreateJobAsync();
        Assert.Contains(message, (await lake.FailsAsync(operation, request)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Jobs_AreListedUpdatedAndDeleted()
    {
        await using var lake = GlueLake.Create();
        await lake.CreateJobAsync(""", "Tags": {"team": "data"}, "GlueVersion": "5.0", "NumberOfWorkers": 2, "WorkerType": "G.1X" """);
        Assert.Equal("AlreadyExistsException", (await lake.FailsAsync("CreateJob", $$"""{"Name": "sql", "Role": "r", "Command": {"Name": "glueetl", "ScriptLocation": "{{JobLake.Script}}"} }""")).Code);
        await lake.RestartAsync();

        var job = (await lake.CallAsync("GetJob", """{"JobName": "sql"}"""))["Job"]!;
        Assert.Equal("480 G.1X 1", $"{job["Timeout"]} {job["WorkerType"]} {job["ExecutionProperty"]!["MaxConcurrentRuns"]}");
        Assert.Equal("""{"JobNames":["sql"]}""", (await lake.CallAsync("ListJobs", """{"Tags": {"team": "data"}}""")).ToJsonString());
        Assert.Equal("""{"JobNames":[]}""", (await lake.CallAsync("ListJobs", """{"Tags": {"team": "none"}}""")).ToJsonString());
        await lake.CallAsync("UpdateJob", $$"""{"JobName": "sql", "JobUpdate": {"Role": "r2", "Command": {"Name": "glueetl", "ScriptLocation": "{{JobLake.Script}}"} } }""");
        job = (await lake.CallAsync("GetJobs", "{}"))["Jobs"]![0]!;
        Assert.Equal("r2 2880 ", $"{job["Role"]} {job["Timeout"]} {job["WorkerType"]}");
        await lake.CallAsync("DeleteJob", """{"JobName": "sql"}""");
        await lake.CallAsync("DeleteJob", """{"JobName": "sql"}""");
        Assert.Equal("EntityNotFoundException", (await lake.FailsAsync("GetJob", """{"JobName": "sql"}""")).Code);
    }

    /// <summary>Runs until it is released; remembers the arguments of each call.</summary>
    private sealed class HeldScript : IJobScript
    {
        public string FileName => "sql_job.py";

        public List<IReadOnlyDictionary<string, string>> Calls { get; } = [];

        public TaskCompletionSource Running { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public TaskCompletionSource Release { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public async Task RunAsync(JobCall call, CancellationToken cancellationToken)
        {
            Calls.Add(call.Arguments);
            Running.TrySetResult();
            await Release.Task.WaitAsync(cancellationToken);
        }
    }
}
