using System.Text.Json;
using System.Text.Json.Nodes;
using Sluice.Lake.Lambda;
using Sluice.Runs;

namespace Sluice.Functions.Tests.StateMachine;

/// <summary>Functions that answer what a test says, and remember what they were asked.</summary>
internal sealed class CannedFunctions : ILambdaInvoker
{
    private readonly Dictionary<string, Queue<LambdaResult>> answers = new(StringComparer.Ordinal);

    /// <summary>What HoldSteps answers, unless a test says something else.</summary>
    public const string Held = """{"held":true,"stopping":false,"holder_arn":"","ended_execution":"","wait_seconds":0,"waited_seconds":0}""";

    public List<(string Function, JsonObject Payload)> Calls { get; } = [];

    public IEnumerable<string> Called => Calls.Select(static call => call.Function);

    /// <summary>The next answer of a function; the last one is given again and again.</summary>
    public CannedFunctions Answer(string function, string json) => Next(function, new LambdaResult(json, null));

    public CannedFunctions Fail(string function, string errorType, string message) => Next(function, new LambdaResult(
        new JsonObject { ["errorType"] = errorType, ["errorMessage"] = message, ["stackTrace"] = new JsonArray("at Somewhere()") }.ToJsonString(),
        "Unhandled"));

    /// <summary>The function's next call fails with a payload that is not what functions give.</summary>
    public CannedFunctions FailWith(string function, string payload) =>
        Next(function, new LambdaResult(payload, "Unhandled"));

    public Task<LambdaResult> InvokeAsync(string function, string payload, CancellationToken cancellationToken)
    {
        var name = function[(function.LastIndexOf('-') + 1)..];
        lock (Calls)
        {
            Calls.Add((name, (JsonObject)JsonNode.Parse(payload)!));
            if (name == "RecordFailure" && !answers.ContainsKey(name))
            {
                return Task.FromResult(Failure(payload));
            }

            if (name == "HoldSteps" && !answers.ContainsKey(name))
            {
                return Task.FromResult(new LambdaResult(Held, null));
            }

            var queue = answers[name];
            return Task.FromResult(queue.Count > 1 ? queue.Dequeue() : queue.Peek());
        }
    }

    /// <summary>What RecordFailure answers, unless a test says something else.</summary>
    private static LambdaResult Failure(string payload)
    {
        using var input = JsonDocument.Parse(payload);
        var failure = RunFailure.Of(input.RootElement.GetProperty("error"));
        return new LambdaResult(new JsonObject { ["error"] = failure.Error, ["cause"] = failure.Cause, ["stopped_queries"] = 0 }.ToJsonString(), null);
    }

    private CannedFunctions Next(string function, LambdaResult result)
    {
        if (!answers.TryGetValue(function, out var queue))
        {
            answers[function] = queue = new Queue<LambdaResult>();
        }

        queue.Enqueue(result);
        return this;
    }
}
