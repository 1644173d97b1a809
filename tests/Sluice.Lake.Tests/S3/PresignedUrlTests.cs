using System.Net;
using Amazon.S3;
using Amazon.S3.Model;

namespace Sluice.Lake.Tests.S3;

/// <summary>Requests whose signature is in the URL.</summary>
public sealed class PresignedUrlTests : IAsyncLifetime
{
    private const string Bucket = "landing";

    private S3Fixture lake = null!; // InitializeAsync comes first

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => lake = await S3Fixture.StartAsync(Bucket);

    public ValueTask DisposeAsync() => lake.DisposeAsync();

    [Fact]
    public async Task PresignedUrls_Work()
    {
        using var client = lake.NewClient(config => config.UseHttp = true);
        var put = await client.GetPreSignedURLAsync(new GetPreSignedUrlRequest { BucketName = Bucket, Key = "a", Verb = HttpVerb.PUT, Expires = new DateTime(2050, 1, 1, 0, 0, 0, DateTimeKind.Utc) });
        var get = await client.GetPreSignedURLAsync(new GetPreSignedUrlRequest { BucketName = Bucket, Key = "a", Verb = HttpVerb.GET, Expires = new DateTime(2050, 1, 1, 0, 0, 0, DateTimeKind.Utc) });

        using var written = await lake.Http.PutAsync(new Uri(put.Replace("https:", "http:", StringComparison.Ordinal)), new StringContent("hello"), Stop);
        var read = await lake.Http.GetStringAsync(new Uri(get.Replace("https:", "http:", StringComparison.Ordinal)), Stop);

        Assert.Equal(HttpStatusCode.OK, written.StatusCode);
        Assert.Equal("hello", read);
    }

    /// <summary>As boto3 makes it by default for <c>ContentType</c> and <c>Metadata</c>.</summary>
    [Fact]
    public async Task PresignedUrl_OfVersion2_HasHeadersInTheQuery()
    {
        using var content = new StringContent("a,b", new System.Net.Http.Headers.MediaTypeHeaderValue("text/csv"));
        var (status, body) = await lake.SendAsync(
            HttpMethod.Put, $"/{Bucket}/a?AWSAccessKeyId=a&Signature=b&content-type=text%2Fcsv&x-amz-meta-source=shop&Expires=4070908800", content);

        Assert.True(status == HttpStatusCode.OK, body);
        var stored = lake.Store.Find(Bucket, "a")!;
        Assert.Equal(("text/csv", "shop"), (stored.ContentType, stored.Metadata["source"]));
    }

    [Theory]
    [InlineData("?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=a&X-Amz-Signature=b&X-Amz-Date=20260101T000000Z&X-Amz-Expires=60", HttpStatusCode.Forbidden, "<Code>AccessDenied</Code><Message>Request has expired</Message><X-Amz-Expires>60</X-Amz-Expires><Expires>2026-01-01T00:01:00Z</Expires>")]
    [InlineData("?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=a&X-Amz-Signature=b&X-Amz-Date=20990101T000000Z&X-Amz-Expires=60", HttpStatusCode.OK, "x")]
    [InlineData("?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=a&X-Amz-Signature=b&X-Amz-Date=20990101T000000Z&X-Amz-Expires=604801", HttpStatusCode.BadRequest, "<Code>AuthorizationQueryParametersError</Code><Message>X-Amz-Expires must be less than a week (in seconds); that is, the given X-Amz-Expires must be less than 604800 seconds</Message>")]
    [InlineData("?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=a&X-Amz-Signature=b&X-Amz-Date=20990101T000000Z&X-Amz-Expires=soon", HttpStatusCode.BadRequest, "<Code>AuthorizationQueryParametersError</Code><Message>X-Amz-Expires should be a number</Message>")]
    [InlineData("?AWSAccessKeyId=a&Signature=b&Expires=1767225600", HttpStatusCode.Forbidden, "<Code>AccessDenied</Code><Message>Request has expired</Message><Expires>2026-01-01T00:00:00Z</Expires>")]
    [InlineData("?AWSAccessKeyId=a&Signature=b&Expires=4070908800", HttpStatusCode.OK, "x")]
    public async Task PresignedUrls_End(string query, HttpStatusCode status, string text)
    {
        await lake.Client.PutObjectAsync(new PutObjectRequest { BucketName = Bucket, Key = "a", ContentBody = "x" }, Stop);

        var (answered, body) = await lake.SendAsync(HttpMethod.Get, $"/{Bucket}/a{query}");

        Assert.Equal(status, answered);
        Assert.Contains(text, body, StringComparison.Ordinal);
    }
}
