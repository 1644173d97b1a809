using System.Text.Json.Nodes;
using Sluice.Local.Lambda;

namespace Sluice.Functions.Tests.StateMachine;

/// <summary>Functions that answer what a test says, and remember what they were asked.</summary>
internal sealed class CannedFunctions : ILambdaInvoker
{
    private readonly Dictionary<string, Queue<LambdaResult>> answers = new(StringComparer.Ordinal);

    public List<(string Function, JsonObject Payload)> Calls { get; } = [];

    public IEnumerable<string> Called => Calls.Select(static call => call.Function);

    /// <summary>The next answer of a function; the last one is given again and again.</summary>
    public CannedFunctions Answer(string function, string json) => Next(function, new LambdaResult(json, null));

    public CannedFunctions Fail(string function, string errorType, string message) => Next(function, new LambdaResult(
        new JsonObject { ["errorType"] = errorType, ["errorMessage"] = message, ["stackTrace"] = new JsonArray("at Somewhere()") }.ToJsonString(),
        "Unhandled"));

    public Task<LambdaResult> InvokeAsync(string function, string payload, CancellationToken cancellationToken)
    {
        var name = function[(function.LastIndexOf('-') + 1)..];
        lock (Calls)
        {
            Calls.Add((name, (JsonObject)JsonNode.Parse(payload)!));
            var queue = answers[name];
            return Task.FromResult(queue.Count > 1 ? queue.Dequeue() : queue.Peek());
        }
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
