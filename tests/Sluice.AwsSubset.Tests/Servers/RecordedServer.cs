using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using Amazon.Athena;
using Amazon.Glue;
using Amazon.Runtime;

namespace Sluice.AwsSubset.Tests.Servers;

/// <summary>Answers requests in turn with what a test put in, and keeps what was asked.</summary>
internal sealed class RecordedServer : IAsyncDisposable
{
    private readonly HttpListener _listener = new();
    private readonly ConcurrentQueue<(int Status, string Body)> _answers = new();
    private readonly Task _serving;

    public RecordedServer()
    {
        Endpoint = $"http://127.0.0.1:{FreePort()}/";
        _listener.Prefixes.Add(Endpoint);
        _listener.Start();
        _serving = ServeAsync();
    }

    public string Endpoint { get; }

    public ConcurrentQueue<Request> Requests { get; } = new();

    public IAmazonGlue Glue() => new AmazonGlueClient(
        new BasicAWSCredentials("AKIDEXAMPLE", "secret"),
        new AmazonGlueConfig { ServiceURL = Endpoint, AuthenticationRegion = "eu-west-1" });

    public IAmazonAthena Athena() => new AmazonAthenaClient(
        new BasicAWSCredentials("AKIDEXAMPLE", "secret"),
        new AmazonAthenaConfig { ServiceURL = Endpoint, AuthenticationRegion = "eu-west-1" });

    public RecordedServer Answer(string body, int status = 200)
    {
        _answers.Enqueue((status, body));
        return this;
    }

    public Request SingleRequest() => Assert.Single(Requests);

    public async ValueTask DisposeAsync()
    {
        _listener.Stop();
        await _serving;
        _listener.Close();
    }

    public static int FreePort()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }

    private async Task ServeAsync()
    {
        while (true)
        {
            HttpListenerContext context;
            try
            {
                context = await _listener.GetContextAsync();
            }
            catch (Exception e) when (e is HttpListenerException or ObjectDisposedException)
            {
                return;
            }

            using var reader = new StreamReader(context.Request.InputStream, Encoding.UTF8);
            Requests.Enqueue(new Request(
                context.Request.HttpMethod,
                context.Request.RawUrl!,
                context.Request.Headers.AllKeys.ToDictionary(
                    key => key!, key => context.Request.Headers[key]!, StringComparer.OrdinalIgnoreCase),
                await reader.ReadToEndAsync()));
            var (status, body) = _answers.TryDequeue(out var answer)
                ? answer
                : (418, """{"__type":"NoAnswerRecorded","message":"The test recorded no further answer."}""");
            context.Response.StatusCode = status;
            context.Response.ContentType = "application/x-amz-json-1.1";
            context.Response.Headers["x-amzn-RequestId"] = "request-1";
            await context.Response.OutputStream.WriteAsync(Encoding.UTF8.GetBytes(body));
            context.Response.Close();
        }
    }

    /// <summary>What was asked.</summary>
    internal sealed record Request(string Method, string Path, IReadOnlyDictionary<string, string> Headers, string Body)
    {
        public JsonElement Json => JsonDocument.Parse(Body).RootElement;
    }
}
