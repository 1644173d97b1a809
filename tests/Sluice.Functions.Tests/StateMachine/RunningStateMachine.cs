using System.Text;
using System.Text.Json.Nodes;
using Sluice.Functions.Tests.Template;
using Sluice.Lake.Athena;
using Sluice.Lake.Hosting;
using Sluice.Lake.Protocol;
using Sluice.Lake.S3;
using Sluice.Lake.StepFunctions;
using Sluice.Lake.Storage;
using Sluice.Lake.Template.Resources;
using Sluice.Lake.Time;

namespace Sluice.Functions.Tests.StateMachine;

/// <summary>The deployed state machine in the lake's interpreter, with canned functions and a real assets bucket.</summary>
internal sealed class RunningStateMachine : IAsyncDisposable
{
    public const string AssetsBucket = "sluice-assets-000000000000-dev";

    private readonly string folder = Path.Combine(Path.GetTempPath(), $"sluice-etl-{Guid.NewGuid():N}");
    private readonly StepFunctionsService service;

    public RunningStateMachine(CannedFunctions functions, CannedAthena? athena = null, CannedJobs? jobs = null)
    {
        var lake = new LakeFolder(folder);
        var time = new LakeTime(TimeProvider.System);
        Objects = new ObjectStore(lake, time);
        Objects.EnsureBucket(AssetsBucket);
        service = StepFunctionsService.Create(
            lake, time, new LakeIdentity(), functions, Objects, Services(athena, jobs), athena as IQueryCompletion ?? new NoQueries(), jobs ?? new CannedJobs(), new Random(1));
    }

    public ObjectStore Objects { get; }

    /// <summary>Runs an execution to its end and describes it.</summary>
    public async Task<JsonObject> RunAsync(string name = "test-execution", string input = "{\"pipeline\":\"p\"}")
    {
        Upsert(ReadTemplate.ResultRows);
        return await RunAsync(ReadTemplate.EtlPipeline, name, input);
    }

    /// <summary>Runs an execution of one of the template's state machines to its end and describes it.</summary>
    public async Task<JsonObject> RunAsync(StateMachineResource machine, string name, string input)
    {
        var execution = service.StartExecution(Upsert(machine), name, input);
        await service.WaitForExecutionAsync(execution, TestContext.Current.CancellationToken);
        return service.DescribeExecution(execution);
    }

    public async Task PutAsync(string key, string text = "{}") =>
        await Objects.PutAsync(AssetsBucket, key, new MemoryStream(Encoding.UTF8.GetBytes(text)), "application/json", TestContext.Current.CancellationToken);

    public JsonObject Read(string key)
    {
        var stored = Objects.Find(AssetsBucket, key);
        Assert.NotNull(stored);
        return (JsonObject)JsonNode.Parse(File.ReadAllText(stored.FilePath))!;
    }

    public async ValueTask DisposeAsync()
    {
        await service.DisposeAsync();
        Objects.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    private static Dictionary<string, IJsonService> Services(params IEnumerable<IJsonService?> services) =>
        services.OfType<IJsonService>().ToDictionary(static service => service.Name);

    private string Upsert(StateMachineResource resource) =>
        service.UpsertStateMachine(resource.Name, resource.Definition, resource.RoleArn);

    private sealed class NoQueries : IQueryCompletion
    {
        public Task WaitForQueryAsync(string queryExecutionId, CancellationToken cancellationToken) =>
            throw new NotSupportedException("The state machine starts no query by itself.");
    }
}
