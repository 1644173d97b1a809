using System.Collections.Concurrent;
using Sluice.Lake.Lambda;
using Sluice.Lake.Protocol;

namespace Sluice.Lake.Tests.StepFunctions;

/// <summary>Functions by name, in place of the Lambda host. A name that nobody registered is Lambda's own error.</summary>
internal sealed class FakeFunctions : ILambdaInvoker
{
    private readonly ConcurrentDictionary<string, Func<string, CancellationToken, Task<LambdaResult>>> functions = new();

    /// <summary>Every invocation so far: name and event.</summary>
    public ConcurrentQueue<(string Function, string Payload)> Calls { get; } = new();

    /// <summary>The ids of the requests that had one.</summary>
    public ConcurrentQueue<string> RequestIds { get; } = new();

    /// <summary>A function that answers.</summary>
    public void Add(string name, Func<string, string> handler) =>
        functions[name] = (payload, _) => Task.FromResult(new LambdaResult(handler(payload), null));

    /// <summary>A function that throws.</summary>
    public void AddFailing(string name, string errorType, string message) =>
        functions[name] = (_, _) => Task.FromResult(Failure(errorType, message));

    /// <summary>A function that does what the test wants.</summary>
    public void AddAsync(string name, Func<string, CancellationToken, Task<LambdaResult>> handler) => functions[name] = handler;

    public static LambdaResult Failure(string errorType, string message) =>
        new($$"""{"errorType":"{{errorType}}","errorMessage":"{{message}}","stackTrace":[]}""", "Unhandled");

    public Task<LambdaResult> InvokeAsync(string function, string payload, string requestId, CancellationToken cancellationToken)
    {
        RequestIds.Enqueue(requestId);
        return InvokeAsync(function, payload, cancellationToken);
    }

    public Task<LambdaResult> InvokeAsync(string function, string payload, CancellationToken cancellationToken)
    {
        var name = function.Split(':')[^1];
        Calls.Enqueue((name, payload));
        return functions.TryGetValue(name, out var handler)
            ? handler(payload, cancellationToken)
            : throw new AwsServiceException("ResourceNotFoundException", $"Function not found: {function}", System.Net.HttpStatusCode.NotFound);
    }
}
