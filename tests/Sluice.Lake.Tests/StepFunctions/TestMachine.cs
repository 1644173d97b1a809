using System.Text.Json.Nodes;
using Sluice.Lake.Athena;
using Sluice.Lake.Glue.Jobs;
using Sluice.Lake.Hosting;
using Sluice.Lake.Protocol;
using Sluice.Lake.S3;
using Sluice.Lake.StepFunctions;
using Sluice.Lake.StepFunctions.Executions;
using Sluice.Lake.Storage;
using Sluice.Lake.Time;

namespace Sluice.Lake.Tests.StepFunctions;

/// <summary>Step Functions in a folder of its own, on time that skips its waits.</summary>
internal sealed class TestMachine : IAsyncDisposable
{
    public const string Role = "arn:aws:iam::000000000000:role/states";
    private readonly bool ownsFolder;

    public TestMachine(
        string? folder = null,
        FakeFunctions? functions = null,
        IReadOnlyDictionary<string, IJsonService>? services = null,
        IQueryCompletion? queries = null,
        IJobRuns? jobs = null,
        bool realTime = false,
        int seed = 1,
        TimeProvider? clock = null)
    {
        ownsFolder = folder is null;
        Folder = folder ?? Path.Combine(Path.GetTempPath(), $"sluice-sfn-{Guid.NewGuid():N}");
        Functions = functions ?? new FakeFunctions();
        var lake = new LakeFolder(Folder);
        Time = new LakeTime(clock ?? TimeProvider.System, realTime);
        Service = StepFunctionsService.Create(
            lake,
            Time,
            new LakeIdentity(),
            Functions,
            Objects = new ObjectStore(lake, Time),
            services ?? new Dictionary<string, IJsonService>(),
            queries ?? new NoQueries(),
            jobs ?? new NoJobs(),
            new Random(seed),
            new LakeLog(Log));
    }

    public string Folder { get; }

    public LakeTime Time { get; }

    /// <summary>What the lake tells the person who runs it.</summary>
    public StringWriter Log { get; } = new();

    public FakeFunctions Functions { get; }

    public ObjectStore Objects { get; }

    public StepFunctionsService Service { get; }

    /// <summary>Creates a machine of this definition, runs it to its end and describes the execution.</summary>
    public async Task<JsonObject> RunAsync(string definition, string input = "{}")
    {
        var arn = Start(definition, input);
        await Service.WaitForExecutionAsync(arn, TestContext.Current.CancellationToken);
        return Service.DescribeExecution(arn);
    }

    /// <summary>Runs a machine whose states are given, starting at the first, and returns the output that it must have.</summary>
    public async Task<string> OutputAsync(string states, string input = "{}")
    {
        var description = await RunAsync(Definition(states), input);
        Assert.True((string?)description["status"] == "SUCCEEDED", description.ToJsonString());
        return (string)description["output"]!;
    }

    /// <summary>Starts an execution of a new machine.</summary>
    public string Start(string definition, string input = "{}", string? name = null) =>
        Service.StartExecution(Service.UpsertStateMachine("machine", definition, Role), name, input);

    public IReadOnlyList<HistoryEvent> History(JsonObject description) => Service.GetHistory((string)description["executionArn"]!);

    public Task<JsonObject> CallAsync(string operation, string request) =>
        Service.Json.InvokeAsync(operation, (JsonObject)JsonNode.Parse(request)!, TestContext.Current.CancellationToken);

    /// <summary>A definition of these states (the members of <c>States</c>), starting at the first.</summary>
    public static string Definition(string states)
    {
        var map = (JsonObject)JsonNode.Parse($"{{{states}}}")!;
        return new JsonObject { ["StartAt"] = map.First().Key, ["States"] = map }.ToJsonString();
    }

    public async ValueTask DisposeAsync()
    {
        await Service.DisposeAsync();
        Objects.Dispose();
        if (ownsFolder)
        {
            Directory.Delete(Folder, recursive: true);
        }
    }

    private sealed class NoQueries : IQueryCompletion
    {
        public Task WaitForQueryAsync(string queryExecutionId, CancellationToken cancellationToken) => throw new NotSupportedException();
    }

    private sealed class NoJobs : IJobRuns
    {
        public Task<JsonObject> StartJobRunAsync(JsonObject request, string key, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task WaitForJobRunAsync(string jobName, string runId, CancellationToken cancellationToken) => throw new NotSupportedException();
    }
}
