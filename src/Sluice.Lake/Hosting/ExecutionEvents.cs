using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Sluice.Lake.Protocol;
using Sluice.Lake.StepFunctions.Executions;

namespace Sluice.Lake.Hosting;

/// <summary>
/// <c>GET /_sluice/events</c>: what executions do from now on, a JSON object a line, <c>{"executionArn", "event"}</c>, the event
/// as GetExecutionHistory has it. The command line follows a run by it.
/// </summary>
internal sealed class ExecutionEvents : IDisposable
{
    private readonly ConcurrentDictionary<EventFollower, bool> followers = new();

    /// <summary>Hands an event to everyone who listens.</summary>
    public void Publish(string executionArn, HistoryEvent historyEvent)
    {
        if (followers.IsEmpty)
        {
            return;
        }

        var line = new JsonObject { ["executionArn"] = executionArn, ["event"] = historyEvent.ToProtocol(includeData: true) };
        byte[] bytes = [.. JsonSerializer.SerializeToUtf8Bytes(line, AwsJson.Options), (byte)'\n'];
        foreach (var follower in followers.Keys)
        {
            follower.Add(bytes);
        }
    }

    /// <summary>Answers a request: the headers when the subscription holds, then lines until the client goes or the lake stops.</summary>
    public async Task HandleAsync(HttpContext context)
    {
        var follower = new EventFollower();
        followers[follower] = true;
        try
        {
            context.Response.ContentType = "application/x-ndjson";
            await context.Response.StartAsync(context.RequestAborted);
            await context.Response.Body.FlushAsync(context.RequestAborted);
            await follower.CopyToAsync(context.Response.Body, context.RequestAborted);
        }
        finally
        {
            followers.TryRemove(follower, out _);
        }
    }

    /// <summary>Ends every subscription.</summary>
    public void Dispose()
    {
        foreach (var follower in followers.Keys)
        {
            follower.End();
        }
    }
}
