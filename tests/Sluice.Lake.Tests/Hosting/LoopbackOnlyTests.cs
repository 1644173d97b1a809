using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Sluice.Lake.Tests.Hosting;

/// <summary>The lake asks for no credentials: what a web page could make a browser send is refused.</summary>
public sealed class LoopbackOnlyTests
{
    [Theory]
    [InlineData("127.0.0.1:4566", null, HttpStatusCode.OK)]
    [InlineData("localhost", null, HttpStatusCode.OK)]
    [InlineData("127.0.0.1:4566", "http://localhost:3000", HttpStatusCode.OK)]
    [InlineData("rebound.example.org", null, HttpStatusCode.Forbidden)]
    [InlineData("127.0.0.1.example.org", null, HttpStatusCode.Forbidden)]
    [InlineData("127.0.0.1:4566", "https://example.org", HttpStatusCode.Forbidden)]
    [InlineData("127.0.0.1:4566", "null", HttpStatusCode.Forbidden)]
    public async Task Request_IsAnsweredForThisMachineOnly(string host, string? origin, HttpStatusCode expected)
    {
        await using var lake = await TestLake.StartAsync();
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri("/_sluice/health", UriKind.Relative));
        request.Headers.Host = host;
        if (origin is not null)
        {
            request.Headers.TryAddWithoutValidation("Origin", origin);
        }

        using var response = await lake.Http.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal(expected, response.StatusCode);
    }

    [Fact]
    public async Task RefusedPutThatWaitsToSendItsBody_ClosesTheConnection()
    {
        await using var lake = await TestLake.StartAsync();
        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, lake.Host.Endpoint.Port, TestContext.Current.CancellationToken);
        var stream = client.GetStream();

        await stream.WriteAsync(
            Encoding.ASCII.GetBytes("PUT /no-such-bucket/key HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 3\r\nExpect: 100-continue\r\n\r\n"),
            TestContext.Current.CancellationToken);
        var answer = await ReadUntilClosedAsync(stream);

        Assert.StartsWith("HTTP/1.1 404", answer, StringComparison.Ordinal);
        Assert.Contains("Connection: close", answer, StringComparison.Ordinal);
        Assert.Contains("NoSuchBucket", answer, StringComparison.Ordinal);
    }

    private static async Task<string> ReadUntilClosedAsync(NetworkStream stream)
    {
        var answer = new StringBuilder();
        var buffer = new byte[4096];
        try
        {
            while (await stream.ReadAsync(buffer, TestContext.Current.CancellationToken) is > 0 and var count)
            {
                answer.Append(Encoding.UTF8.GetString(buffer, 0, count));
            }
        }
        catch (IOException)
        {
            // Reset: the server had no use for the body that never came. Closed all the same.
        }

        return answer.ToString();
    }
}
