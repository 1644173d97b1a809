using System.Collections.Concurrent;
using System.Diagnostics;

namespace Sluice.Lake.Lambda;

/// <summary>
/// Which function a request comes from. Functions share this process and its credentials; but each invocation is a trace of its own,
/// and .NET's HTTP client says in each request which trace it belongs to (<c>traceparent</c>, W3C Trace Context).
/// </summary>
public sealed class InvocationTraces
{
    private readonly ConcurrentDictionary<string, string> functions = new(StringComparer.Ordinal);

    /// <summary>Begins an invocation in the current flow; disposing it ends it.</summary>
    /// <param name="function">The function's name.</param>
    internal IDisposable Begin(string function)
    {
        var outer = Activity.Current;
        Activity.Current = null; // whoever invokes is another trace
        var activity = new Activity("Invoke").SetIdFormat(ActivityIdFormat.W3C).Start();
        functions[activity.TraceId.ToHexString()] = function;
        return new Invocation(this, activity, outer);
    }

    /// <summary>The function whose invocation sent a request; null for anybody else.</summary>
    /// <param name="traceParent">The request's <c>traceparent</c>.</param>
    public string? FunctionOf(string? traceParent) =>
        traceParent?.Split('-') is [_, var trace, ..] ? functions.GetValueOrDefault(trace) : null;

    private sealed class Invocation(InvocationTraces traces, Activity activity, Activity? outer) : IDisposable
    {
        public void Dispose()
        {
            traces.functions.TryRemove(activity.TraceId.ToHexString(), out _);
            activity.Stop();
            Activity.Current = outer;
        }
    }
}
