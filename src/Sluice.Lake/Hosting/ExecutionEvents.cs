using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Threading.Channels;
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
    // A reader that does not read is cut off before it fills the memory.
    private const int Backlog = 100_000;

    private readonly ConcurrentDictionary<Channel<byte[]>, bool> subscribers = new();

    /// <summary>Hands an event to everyone who listens.</summary>
    public void Publish(string executionArn, HistoryEvent historyEvent)
    {
        if (subscribers.IsEmpty)
        {
            return;
        }

        var line = new JsonObject { ["executionArn"] = executionArn, ["event"] = historyEvent.ToProtocol(includeData: true) };
        byte[] bytes = [.. JsonSerializer.SerializeToUtf8Bytes(line, AwsJson.Options), (byte)'\n'];
        foreach (var subscriber in subscribers.Keys)
        {
            if (!subscriber.Writer.TryWrite(bytes))
            {
                subscriber.Writer.TryComplete();
            }
        }
    }

    /// <summary>Answers a request: the headers when the subscription holds, then lines until the client goes or the lake stops.</summary>
    public async Task HandleAsync(HttpContext context)
    {
        var channel = Channel.CreateBounded<byte[]>(Backlog);
        subscribers[channel] = true;
        try
        {
            context.Response.ContentType = "application/x-ndjson";
            await context.Response.StartAsync(context.RequestAborted);
            await context.Response.Body.FlushAsync(context.RequestAborted);
            while (await channel.Reader.WaitToReadAsync(context.RequestAborted))
            {
                while (channel.Reader.TryRead(out var line))
                {
                    await context.Response.Body.WriteAsync(line, context.RequestAborted);
                }

                await context.Response.Body.FlushAsync(context.RequestAborted);
            }
        }
        finally
        {
            subscribers.TryRemove(channel, out _);
        }
    }

    /// <summary>Ends every subscription.</summary>
    public void Dispose()
    {
        foreach (var subscriber in subscribers.Keys)
        {
            subscriber.Writer.TryComplete();
        }
    }
}
