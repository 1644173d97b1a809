using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json;
using Sluice.Lake.Hosting;
using Sluice.Lake.Protocol;
using Sluice.Lake.Storage;
using Sluice.Lake.Template.Resources;
using Sluice.Lake.Time;

namespace Sluice.Lake.Lambda;

/// <summary>
/// Runs the template's functions in this process. Each event has an instance of its function to itself, as on AWS; instances are
/// kept and used again. A function that has timed out cannot be ended from outside: its instance is given up, and what it
/// still does, it does unobserved.
/// </summary>
public sealed class LambdaHost : ILambdaInvoker, IAsyncDisposable
{
    /// <summary>The largest event, bytes. https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html</summary>
    public const int MaximumRequestBytes = 6 * 1024 * 1024;

    /// <summary>The largest event of an invocation that nobody waits for, bytes. https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html</summary>
    public const int MaximumAsynchronousRequestBytes = 1024 * 1024;

    private const int MaximumResponseBytes = MaximumRequestBytes + 100;

    private readonly Dictionary<string, Deployed> functions;
    private readonly LakeIdentity identity;
    private readonly LakeTime time;
    private readonly FunctionEnvironment environment;

    /// <summary>Makes functions ready to be invoked; none is loaded yet.</summary>
    /// <param name="functions">The functions.</param>
    /// <param name="identity">The account and region.</param>
    /// <param name="folder">Logs go to its <c>logs</c>.</param>
    /// <param name="time">Time-outs run on its real clock.</param>
    /// <param name="endpoint">The lake's address, asked for when a function is first invoked.</param>
    public LambdaHost(IReadOnlyList<FunctionResource> functions, LakeIdentity identity, LakeFolder folder, LakeTime time, Func<Uri> endpoint)
    {
        this.functions = functions.ToDictionary(
            static function => function.Name, function => new Deployed(function, new FunctionLog(folder, function.Name)), StringComparer.Ordinal);
        this.identity = identity;
        this.time = time;
        Made = time.Now;
        environment = new FunctionEnvironment(identity, endpoint);
        FunctionEnvironment.Isolate(identity);
        FlowConsole.Install();
    }

    /// <summary>Tells which function's invocation a request comes from.</summary>
    public InvocationTraces Traces { get; } = new();

    /// <summary>Since when the functions are as they are: they come from the template that the lake has started with.</summary>
    public DateTimeOffset Made { get; }

    /// <summary>The functions there are, by name.</summary>
    public IReadOnlyList<FunctionResource> Functions =>
        functions.Values.Select(static function => function.Resource).OrderBy(static function => function.Name, StringComparer.Ordinal).ToList();

    /// <summary>The function of a name, ARN or partial ARN.</summary>
    /// <exception cref="AwsServiceException"><c>ResourceNotFoundException</c>.</exception>
    public FunctionResource Find(string function) => Deployment(function).Resource;

    /// <summary>The ARN of a function's role, which SAM makes from its policies.</summary>
    public string RoleOf(FunctionResource function) => $"arn:aws:iam::{identity.AccountId}:role/{function.LogicalId}Role";

    /// <inheritdoc/>
    public async Task<LambdaResult> InvokeAsync(string function, string payload, CancellationToken cancellationToken) =>
        (await InvokeWithLogAsync(function, payload, cancellationToken)).Result;

    /// <inheritdoc/>
    public async Task<LambdaResult> InvokeAsync(string function, string payload, string requestId, CancellationToken cancellationToken) =>
        (await InvokeWithLogAsync(function, payload, requestId, cancellationToken)).Result;

    /// <summary>Invokes a function and also returns the end of its log.</summary>
    public Task<(LambdaResult Result, string RequestId, string LogTail)> InvokeWithLogAsync(
        string function, string payload, CancellationToken cancellationToken) =>
        InvokeWithLogAsync(function, payload, Guid.NewGuid().ToString(), cancellationToken);

    private async Task<(LambdaResult Result, string RequestId, string LogTail)> InvokeWithLogAsync(
        string function, string payload, string requestId, CancellationToken cancellationToken)
    {
        var deployed = Deployment(function);
        var bytes = Event(payload, MaximumRequestBytes);
        var log = new InvocationLog(deployed.Log);
        using var work = time.Work();
        log.Write($"START RequestId: {requestId} Version: $LATEST\n");
        var started = time.Provider.GetTimestamp();
        var result = await RunAsync(deployed, bytes, requestId, log, cancellationToken);
        log.Complete();
        var duration = time.Provider.GetElapsedTime(started).TotalMilliseconds;
        log.Write(string.Create(CultureInfo.InvariantCulture,
            $"END RequestId: {requestId}\nREPORT RequestId: {requestId}\tDuration: {duration:0.00} ms\tBilled Duration: {Math.Ceiling(duration):0} ms\tMemory Size: {deployed.Resource.MemorySize} MB\n"));
        return (result, requestId, log.Tail());
    }

    /// <summary>Invokes a function asynchronously, as <c>InvocationType: Event</c> does: two more attempts when it fails, a minute and two apart.</summary>
    public async Task InvokeEventAsync(string function, string payload, CancellationToken cancellationToken)
    {
        for (var attempt = 1; (await InvokeAsync(function, payload, cancellationToken)).FunctionError is not null && attempt < 3; attempt++)
        {
            await time.WaitAsync(TimeSpan.FromMinutes(attempt), cancellationToken);
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        foreach (var function in functions.Values)
        {
            while (function.Idle.TryTake(out var instance))
            {
                await instance.DisposeAsync();
            }

            function.Log.Dispose();
        }
    }

    private async Task<LambdaResult> RunAsync(Deployed function, byte[] payload, string requestId, InvocationLog log, CancellationToken cancellationToken)
    {
        var timeout = function.Resource.Timeout;
        var context = new InvocationContext(function.Resource, requestId, function.LogStream, log, time.Provider, time.Now + timeout);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        // On another thread: a handler that never awaits must not hold the caller beyond the time-out.
        var handling = Task.Run(() => HandleAsync(function, payload, context, log), CancellationToken.None);
        var first = await Task.WhenAny(handling, Task.Delay(timeout, time.Provider, stop.Token));
        await stop.CancelAsync();
        cancellationToken.ThrowIfCancellationRequested();
        if (first != handling)
        {
            var message = string.Create(CultureInfo.InvariantCulture, $"Task timed out after {timeout.TotalSeconds:0.00} seconds");
            log.Write($"{time.Now.UtcDateTime:yyyy-MM-ddTHH:mm:ss.fffZ} {requestId} {message}\n");
            return new LambdaResult(LambdaError.Of("Sandbox.Timedout", $"RequestId: {requestId} Error: {message}"), "Unhandled");
        }

        var result = await handling;
        return Encoding.UTF8.GetByteCount(result.Payload) <= MaximumResponseBytes
            ? result
            : new LambdaResult(
                LambdaError.Of(
                    "Function.ResponseSizeTooLarge",
                    $"Response payload size exceeded maximum allowed payload size ({MaximumResponseBytes} bytes)."),
                "Unhandled");
    }

    private async Task<LambdaResult> HandleAsync(Deployed function, byte[] payload, InvocationContext context, InvocationLog log)
    {
        FlowConsole.Current = log;
        using var trace = Traces.Begin(function.Resource.Name);
        try
        {
            if (!function.Idle.TryTake(out var instance))
            {
                instance = environment.With(function.Resource, () => FunctionInstance.Create(HandlerName.Parse(function.Resource.Handler)));
            }

            try
            {
                return new LambdaResult(await instance.HandleAsync(payload, context), FunctionError: null);
            }
            finally
            {
                // One that came back too late is not used again: on AWS it would be gone.
                if (context.RemainingTime > TimeSpan.Zero)
                {
                    function.Idle.Add(instance);
                }
                else
                {
                    await instance.DisposeAsync();
                }
            }
        }
        catch (Exception exception)
        {
            // Whatever a function throws is its answer: the caller's Retry and Catch decide what becomes of it.
            var error = LambdaError.Of(exception);
            log.Write($"{exception}\n");
            return new LambdaResult(error, "Unhandled");
        }
    }

    /// <summary>Refuses an event that could not be queued.</summary>
    /// <exception cref="AwsServiceException"><c>RequestTooLargeException</c>, or <c>InvalidRequestContentException</c>: it is no JSON.</exception>
    public static void CheckAsynchronous(string payload) => Event(payload, MaximumAsynchronousRequestBytes);

    private static byte[] Event(string payload, int most)
    {
        var bytes = Encoding.UTF8.GetBytes(payload.Length == 0 ? "{}" : payload);
        if (bytes.Length > most)
        {
            throw new AwsServiceException(
                "RequestTooLargeException",
                $"Request must be smaller than {most} bytes for the InvokeFunction operation; this one has {bytes.Length}.",
                HttpStatusCode.RequestEntityTooLarge);
        }

        try
        {
            using var document = JsonDocument.Parse(bytes);
            return bytes;
        }
        catch (JsonException exception)
        {
            throw new AwsServiceException("InvalidRequestContentException", $"Could not parse request body into json: {exception.Message}");
        }
    }

    private Deployed Deployment(string function)
    {
        // arn:aws:lambda:<region>:<account>:function:<name>[:<qualifier>], <account>:function:<name>, <name>[:<qualifier>]
        var marker = function.IndexOf("function:", StringComparison.Ordinal);
        var parts = (marker < 0 ? function : function[(marker + "function:".Length)..]).Split(':');
        if (functions.TryGetValue(parts[0], out var deployed) && parts is [_] or [_, "$LATEST"])
        {
            return deployed!; // it was found
        }

        throw new AwsServiceException(
            "ResourceNotFoundException",
            $"Function not found: {identity.Arn("lambda", $"function:{string.Join(':', parts)}")}. The template has: {string.Join(", ", functions.Keys.Order(StringComparer.Ordinal))}.",
            HttpStatusCode.NotFound);
    }

    private sealed record Deployed(FunctionResource Resource, FunctionLog Log)
    {
        public ConcurrentBag<FunctionInstance> Idle { get; } = [];

        public string LogStream { get; } = $"[$LATEST]{Guid.NewGuid():N}";
    }
}
