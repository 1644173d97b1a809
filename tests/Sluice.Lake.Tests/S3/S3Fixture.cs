using System.Net;
using Amazon.Runtime;
using Amazon.S3;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Sluice.Lake.Hosting;
using Sluice.Lake.S3;
using Sluice.Lake.Storage;
using Sluice.Lake.Time;

namespace Sluice.Lake.Tests.S3;

/// <summary>A store behind its protocol on a port of its own, and the SDK's client for it.</summary>
public sealed class S3Fixture : IAsyncDisposable
{
    private readonly string folder = Path.Combine(Path.GetTempPath(), "sluice-s3-" + Guid.NewGuid().ToString("N"));
    private WebApplication? server;

    private S3Fixture()
    {
    }

    public Uri Endpoint { get; private set; } = null!;

    public ObjectStore Store { get; private set; } = null!;

    public AmazonS3Client Client { get; private set; } = null!;

    public HttpClient Http { get; private set; } = null!;

    public string Folder => folder;

    /// <summary>Whether the connection breaks when an answer's body is about to be sent, as when the client leaves.</summary>
    public bool CutsAnswers { get; set; }

    public static async Task<S3Fixture> StartAsync(params string[] buckets)
    {
        var fixture = new S3Fixture();
        await fixture.OpenAsync();
        foreach (var bucket in buckets)
        {
            fixture.Store.EnsureBucket(bucket);
        }

        return fixture;
    }

    /// <summary>Stops everything and starts it again over the same folder.</summary>
    public async Task RestartAsync()
    {
        await CloseAsync();
        await OpenAsync();
    }

    public AmazonS3Client NewClient(Action<AmazonS3Config>? configure = null)
    {
        var config = new AmazonS3Config { ServiceURL = Endpoint.ToString(), ForcePathStyle = true, AuthenticationRegion = "eu-west-1", MaxErrorRetry = 0 };
        configure?.Invoke(config);
        return new AmazonS3Client(new BasicAWSCredentials("test", "test"), config);
    }

    /// <summary>The text of a plain GET, by anyone.</summary>
    public async Task<(HttpStatusCode Status, string Body)> SendAsync(HttpMethod method, string pathAndQuery, HttpContent? content = null, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(method, new Uri(Endpoint.ToString().TrimEnd('/') + pathAndQuery, new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true }));
        request.Content = content;
        foreach (var (name, value) in headers)
        {
            if (!request.Headers.TryAddWithoutValidation(name, value))
            {
                content!.Headers.TryAddWithoutValidation(name, value);
            }
        }

        using var response = await Http.SendAsync(request, TestContext.Current.CancellationToken);
        return (response.StatusCode, await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    public async ValueTask DisposeAsync()
    {
        await CloseAsync();
        Directory.Delete(folder, recursive: true);
    }

    private async Task OpenAsync()
    {
        Store = new ObjectStore(new LakeFolder(folder), new LakeTime(TimeProvider.System));
        var protocol = new S3Protocol(Store, new LakeIdentity(), new LakeTime(TimeProvider.System));
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(options => options.Listen(IPAddress.Loopback, 0));
        server = builder.Build();
        server.Run(context =>
        {
            if (CutsAnswers)
            {
                context.Response.Body = new CutStream(context);
            }

            return protocol.HandleAsync(context);
        });
        await server.StartAsync();
        Endpoint = new Uri(server.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single());
        Client = NewClient();
        Http = new HttpClient();
    }

    private async Task CloseAsync()
    {
        Client.Dispose();
        Http.Dispose();
        await server!.DisposeAsync();
        await Store.Sweep;
        Store.Dispose();
    }

    private sealed class CutStream(HttpContext context) : MemoryStream
    {
        public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
        {
            context.Abort();
            return ValueTask.FromCanceled(context.RequestAborted);
        }
    }
}
