using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Sluice.Lake.Hosting;

/// <summary>
/// The one port. Kestrel without the hosting around it: nothing here needs configuration files, middleware or a container, and
/// they would be most of the time that a lake takes to start.
/// </summary>
internal sealed class LakeServer : IHttpApplication<HttpContext>, IAsyncDisposable
{
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(5);

    private readonly KestrelServer kestrel;
    private readonly Func<HttpContext, Task> handle;

    private LakeServer(KestrelServer kestrel, Func<HttpContext, Task> handle) => (this.kestrel, this.handle) = (kestrel, handle);

    /// <summary>Where it answers.</summary>
    public Uri Endpoint { get; private set; } = new("http://127.0.0.1/");

    /// <summary>Listens on the loopback address only.</summary>
    /// <exception cref="IOException">The port is taken.</exception>
    public static async Task<LakeServer> StartAsync(int port, Func<HttpContext, Task> handle, CancellationToken cancellationToken)
    {
        var options = new KestrelServerOptions { AddServerHeader = false };
        options.Limits.MaxRequestBodySize = null; // objects have any size; services refuse what is too large in their own words
        options.Limits.MinRequestBodyDataRate = null;
        options.Limits.MinResponseDataRate = null;
        options.Listen(IPAddress.Loopback, port, static listen => listen.Protocols = HttpProtocols.Http1);
        var transport = new SocketTransportFactory(Options.Create(new SocketTransportOptions()), NullLoggerFactory.Instance);
        var server = new LakeServer(new KestrelServer(Options.Create(options), transport, NullLoggerFactory.Instance), handle);
        try
        {
            await server.kestrel.StartAsync(server, cancellationToken);
        }
        catch (IOException exception)
        {
            server.kestrel.Dispose();
            throw new IOException(
                $"The port {port} on 127.0.0.1 is taken. Stop what has it, or choose another with --port. ({Innermost(exception)})", exception);
        }

        server.Endpoint = new Uri(server.kestrel.Features.GetRequiredFeature<IServerAddressesFeature>().Addresses.First());
        return server;
    }

    /// <inheritdoc/>
    public HttpContext CreateContext(IFeatureCollection contextFeatures) => new DefaultHttpContext(contextFeatures);

    /// <inheritdoc/>
    public Task ProcessRequestAsync(HttpContext context) => handle(context);

    /// <inheritdoc/>
    public void DisposeContext(HttpContext context, Exception? exception)
    {
    }

    /// <summary>Stops listening; gives requests a moment to end, then ends them.</summary>
    public async ValueTask DisposeAsync()
    {
        using var stop = new CancellationTokenSource(Grace);
        await kestrel.StopAsync(stop.Token);
        kestrel.Dispose();
    }

    private static string Innermost(Exception exception) => exception.GetBaseException() is SocketException socket ? socket.SocketErrorCode.ToString() : exception.Message;
}
