using System.Net;
using Microsoft.AspNetCore.Http;

namespace Sluice.Lake.Hosting;

/// <summary>
/// Which requests are this machine's own. The lake asks for no credentials, so a web page must not be able to talk to it: not
/// by a name of its own that resolves to 127.0.0.1 (DNS rebinding), nor by a form or script that needs no permission.
/// </summary>
internal static class LoopbackOnly
{
    /// <summary>Whether the request names the loopback address, localhost or a bucket of it, and comes from no foreign page.</summary>
    public static bool Allows(HttpRequest request) =>
        (IsOwn(request.Host.Host) || IsAmazons(request.Host.Host))
        && (!request.Headers.TryGetValue("Origin", out var origin)
            || (Uri.TryCreate(origin, UriKind.Absolute, out var page) && IsOwn(page.Host)));

    private static bool IsOwn(string host) =>
        host.Length == 0 // HTTP/1.0 clients name none; browsers always do
        || (IPAddress.TryParse(host, out var address) && IPAddress.IsLoopback(address))
        || host.Equals("localhost", StringComparison.OrdinalIgnoreCase)
        || host.EndsWith(".localhost", StringComparison.OrdinalIgnoreCase);

    /// <summary>S3's own names, where somebody has pointed them at the lake: nobody else can make them resolve to 127.0.0.1.</summary>
    private static bool IsAmazons(string host) => host.EndsWith(".amazonaws.com", StringComparison.OrdinalIgnoreCase);
}
