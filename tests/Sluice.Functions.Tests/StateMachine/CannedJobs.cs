using System.Text.Json.Nodes;
using Sluice.Lake.Glue.Jobs;
using Sluice.Lake.Protocol;

namespace Sluice.Functions.Tests.StateMachine;

/// <summary>A Glue whose job runs end as they are told to; it remembers what it was asked to run.</summary>
/// <param name="states">Each run's state in turn; <c>SUCCEEDED</c> when there are no more, and an error's code for a run that is refused.</param>
internal sealed class CannedJobs(params string[] states) : IJsonService, IJobRuns
{
    private readonly Queue<string> next = new(states);
    private readonly Dictionary<string, JsonObject> runs = [];

    public List<JsonObject> Started { get; } = [];

    public string Name => "glue";

    public string TargetPrefix => "AWSGlue";

    public string ContentType => "application/x-amz-json-1.1";

    public Task<JsonObject> StartJobRunAsync(JsonObject request, string key, CancellationToken cancellationToken)
    {
        var state = next.TryDequeue(out var told) ? told : "SUCCEEDED";
        if (state.EndsWith("Exception", StringComparison.Ordinal))
        {
            throw new AwsServiceException(state, "as told");
        }

        Started.Add((JsonObject)request.DeepClone());
        var id = $"jr_{Started.Count}";
        runs[id] = new JsonObject
        {
            ["Id"] = id,
            ["JobName"] = request["JobName"]!.DeepClone(),
            ["JobRunState"] = state,
            ["ErrorMessage"] = state == "SUCCEEDED" ? null : $"{id} went wrong",
            ["ExecutionTime"] = 7,
        };
        return Task.FromResult(new JsonObject { ["JobRunId"] = id });
    }

    public Task WaitForJobRunAsync(string jobName, string runId, CancellationToken cancellationToken) => Task.CompletedTask;

    public Task<JsonObject> InvokeAsync(string operation, JsonObject request, CancellationToken cancellationToken) => operation == "GetJobRun"
        ? Task.FromResult(new JsonObject { ["JobRun"] = runs[(string)request["RunId"]!].DeepClone() })
        : throw new NotSupportedException(operation);
}
