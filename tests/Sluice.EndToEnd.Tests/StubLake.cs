using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Sluice.Lake.Hosting;
using Sluice.Lake.Storage;

namespace Sluice.EndToEnd.Tests;

/// <summary>
/// What a command sees of a lake of an earlier build, which has no sessions, and which stops at a moment that no real one can be stopped at
/// for sure: as soon as it has a done-file, or has answered StartExecution, and has told of the events that the test wants told.
/// </summary>
internal sealed class StubLake : IAsyncDisposable
{
    internal const string ExecutionArn = "arn:aws:states:eu-west-1:000000000000:execution:sluice-etl-pipeline-dev:stub";

    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);

    private readonly HttpListener listener = new();
    private readonly TaskCompletionSource<HttpListenerContext> subscriber = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly LakeLock taken;
    private readonly Func<string, IEnumerable<JsonObject>> events;
    private readonly Task serving;

    private StubLake(LakeLock taken, Func<string, IEnumerable<JsonObject>> events)
    {
        (this.taken, this.events) = (taken, events);
        using (var free = new TcpListener(IPAddress.Loopback, 0))
        {
            free.Start();
            Endpoint = new Uri($"http://127.0.0.1:{((IPEndPoint)free.LocalEndpoint).Port}/");
        }

        listener.Prefixes.Add(Endpoint.ToString());
        listener.Start();
        taken.Announce(Endpoint);
        serving = Task.Run(ServeAsync);
    }

    internal Uri Endpoint { get; }

    /// <summary>Starts one on a data folder.</summary>
    /// <param name="data">The folder.</param>
    /// <param name="events">What it tells before it stops, by the done-file's entity tag.</param>
    internal static async Task<StubLake> StartAsync(string data, Func<string, IEnumerable<JsonObject>> events) =>
        new(await LakeLock.TakeAsync(new LakeFolder(data), TimeProvider.System, TestContext.Current.CancellationToken), events);

    /// <summary>A line of the stream of events.</summary>
    internal static JsonObject Line(string executionArn, string type, string? detailsName = null, JsonObject? details = null)
    {
        var historyEvent = new JsonObject { ["type"] = type };
        if (detailsName is not null)
        {
            historyEvent[detailsName] = details;
        }

        return new JsonObject { ["executionArn"] = executionArn, ["event"] = historyEvent };
    }

    public async ValueTask DisposeAsync()
    {
        listener.Close();
        await serving;
        taken.Dispose();
    }

    private async Task ServeAsync()
    {
        while (true)
        {
            HttpListenerContext context;
            try
            {
                context = await listener.GetContextAsync();
            }
            catch (Exception exception) when (exception is HttpListenerException or ObjectDisposedException)
            {
                return;
            }

            if (await AnswerAsync(context))
            {
                continue;
            }

            listener.Close(); // every connection with it
            return;
        }
    }

    /// <summary>Answers; false when the lake stops now.</summary>
    private async Task<bool> AnswerAsync(HttpListenerContext context)
    {
        var request = context.Request;
        using var body = new MemoryStream();
        await request.InputStream.CopyToAsync(body);
        if (request.Url!.AbsolutePath == "/_sluice/events")
        {
            context.Response.SendChunked = true;
            await WriteLineAsync(context, "");
            subscriber.SetResult(context);
            return true;
        }

        if (request.Headers["X-Amz-Target"] == "AWSStepFunctions.StartExecution")
        {
            Answer(context, 200, new JsonObject { ["executionArn"] = ExecutionArn, ["startDate"] = 1 }.ToJsonString());
            await EndAsync("");
            return false;
        }

        if (request.HttpMethod == "PUT")
        {
            Answer(context, 200, "");
            if (request.Url.AbsolutePath.EndsWith(".done", StringComparison.Ordinal))
            {
                await EndAsync(Convert.ToHexStringLower(MD5.HashData(body.ToArray())));
                return false;
            }

            return true;
        }

        if (request.Url.Query.Contains("list-type=2", StringComparison.Ordinal))
        {
            Answer(context, 200, "<ListBucketResult></ListBucketResult>");
            return true;
        }

        Answer(context, 404, """{"message":"There is no such thing."}""");
        return true;
    }

    private async Task EndAsync(string entityTag)
    {
        var context = await subscriber.Task.WaitAsync(Limit);
        foreach (var line in events(entityTag))
        {
            await WriteLineAsync(context, line.ToJsonString());
        }

        context.Response.Close();
    }

    private static async Task WriteLineAsync(HttpListenerContext context, string line)
    {
        await context.Response.OutputStream.WriteAsync(Encoding.UTF8.GetBytes(line + "\n"));
        await context.Response.OutputStream.FlushAsync();
    }

    private static void Answer(HttpListenerContext context, int status, string body)
    {
        context.Response.StatusCode = status;
        context.Response.Close(Encoding.UTF8.GetBytes(body), willBlock: true);
    }
}
