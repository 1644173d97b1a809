using System.Net;
using System.Text;
using Amazon.S3;
using Amazon.S3.Model;

namespace Sluice.Lake.Tests.S3;

public sealed class ObjectTests : IAsyncLifetime
{
    private const string Bucket = "landing";

    private S3Fixture lake = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => lake = await S3Fixture.StartAsync(Bucket);

    public ValueTask DisposeAsync() => lake.DisposeAsync();

    [Fact]
    public async Task Put_ThenGet_ReturnsBytesHeadersAndMetadata()
    {
        var put = new PutObjectRequest { BucketName = Bucket, Key = "incoming/a b+c/2026-11-21/é.csv", ContentBody = "a,b\n1,2\n", ContentType = "text/csv" };
        put.Headers.CacheControl = "max-age=60";
        put.Headers.ContentDisposition = "attachment";
        put.Headers.ContentEncoding = "identity";
        put.Metadata["Origin"] = "emissions";
        var written = await lake.Client.PutObjectAsync(put, Stop);

        using var got = await lake.Client.GetObjectAsync(Bucket, put.Key, Stop);

        Assert.Equal("\"e5ebd4c02cefbe7955977c67ada242b7\"", written.ETag);
        Assert.Equal(written.ETag, got.ETag);
        Assert.Equal("text/csv", got.Headers.ContentType);
        Assert.Equal("max-age=60", got.Headers.CacheControl);
        Assert.Equal("attachment", got.Headers.ContentDisposition);
        Assert.Equal("identity", got.Headers.ContentEncoding);
        Assert.Equal("emissions", got.Metadata["origin"]);
        Assert.Equal("a,b\n1,2\n", await new StreamReader(got.ResponseStream).ReadToEndAsync(Stop));
    }

    [Theory]
    [InlineData("bytes=0-3", 206, "bytes 0-3/10", "0123")]
    [InlineData("bytes=7-", 206, "bytes 7-9/10", "789")]
    [InlineData("bytes=7-100", 206, "bytes 7-9/10", "789")]
    [InlineData("bytes=-4", 206, "bytes 6-9/10", "6789")]
    [InlineData("bytes=-100", 206, "bytes 0-9/10", "0123456789")]
    [InlineData("bytes=5-2", 200, null, "0123456789")]
    [InlineData("bytes=0-1,3-4", 200, null, "0123456789")]
    [InlineData("lines=0-1", 200, null, "0123456789")]
    public async Task Get_OfARange(string range, int status, string? contentRange, string body)
    {
        await PutAsync("digits", "0123456789");
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(lake.Endpoint, $"/{Bucket}/digits"));
        request.Headers.TryAddWithoutValidation("Range", range);

        using var response = await lake.Http.SendAsync(request, Stop);

        Assert.Equal(status, (int)response.StatusCode);
        Assert.Equal(contentRange, response.Content.Headers.ContentRange?.ToString());
        Assert.Equal(body, await response.Content.ReadAsStringAsync(Stop));
    }

    [Theory]
    [InlineData("bytes=10-")]
    [InlineData("bytes=-0")]
    public async Task Get_OfARangeBeyondTheEnd_IsInvalidRange(string range)
    {
        await PutAsync("digits", "0123456789");

        var (status, body) = await lake.SendAsync(HttpMethod.Get, $"/{Bucket}/digits", null, ("Range", range));

        Assert.Equal(HttpStatusCode.RequestedRangeNotSatisfiable, status);
        Assert.Contains($"<Code>InvalidRange</Code><Message>The requested range is not satisfiable</Message><RangeRequested>{range}</RangeRequested><ActualObjectSize>10</ActualObjectSize>", body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Get_OverridesHeaders()
    {
        await PutAsync("a", "x");

        using var got = await lake.Client.GetObjectAsync(
            new GetObjectRequest { BucketName = Bucket, Key = "a", ResponseHeaderOverrides = new ResponseHeaderOverrides { ContentType = "text/plain", ContentDisposition = "inline" } }, Stop);

        Assert.Equal(("text/plain", "inline"), (got.Headers.ContentType, got.Headers.ContentDisposition));
    }

    [Fact]
    public async Task Get_OfAMissingKey_NamesIt()
    {
        var error = await Assert.ThrowsAsync<NoSuchKeyException>(() => lake.Client.GetObjectAsync(Bucket, "nothing", Stop));

        Assert.Equal(("NoSuchKey", "The specified key does not exist.", HttpStatusCode.NotFound), (error.ErrorCode, error.Message, error.StatusCode));
        Assert.NotEmpty(error.RequestId);
    }

    [Fact]
    public async Task Get_Conditions()
    {
        var etag = (await PutAsync("a", "x")).ETag;
        const string Before = "Sat, 01 Jan 2000 00:00:00 GMT", After = "Sat, 01 Jan 2050 00:00:00 GMT";

        Assert.Equal(200, await StatusAsync(("If-Match", etag)));
        Assert.Equal(412, await StatusAsync(("If-Match", "\"other\"")));
        Assert.Equal(304, await StatusAsync(("If-None-Match", etag)));
        Assert.Equal(200, await StatusAsync(("If-None-Match", "\"other\"")));
        Assert.Equal(304, await StatusAsync(("If-Modified-Since", After)));
        Assert.Equal(200, await StatusAsync(("If-Modified-Since", Before)));
        Assert.Equal(412, await StatusAsync(("If-Unmodified-Since", Before)));
        Assert.Equal(200, await StatusAsync(("If-Unmodified-Since", After)));
        Assert.Equal(200, await StatusAsync(("If-Match", etag), ("If-Unmodified-Since", Before)));
        Assert.Equal(304, await StatusAsync(("If-None-Match", etag), ("If-Modified-Since", Before)));

        async Task<int> StatusAsync(params (string, string)[] headers) => (int)(await lake.SendAsync(HttpMethod.Get, $"/{Bucket}/a", null, headers)).Status;
    }

    [Fact]
    public async Task Head_HasTheLengthAndNoBody()
    {
        await PutAsync("a", "12345");

        var head = await lake.Client.GetObjectMetadataAsync(Bucket, "a", Stop);
        var missing = await Assert.ThrowsAnyAsync<AmazonS3Exception>(() => lake.Client.GetObjectMetadataAsync(Bucket, "b", Stop));

        Assert.Equal(5, head.ContentLength);
        Assert.Equal(HttpStatusCode.NotFound, missing.StatusCode);
    }

    [Theory]
    [InlineData("../../etc/passwd")]
    [InlineData("./.")]
    [InlineData("a//b")]
    [InlineData("folder/")]
    [InlineData("100%25")]
    [InlineData("hour=10%3A00/x")]
    [InlineData("con/nul.txt")]
    [InlineData("tab\tnewline\nend")]
    [InlineData("[a]*?{b}~")]
    [InlineData("\U0001F600")]
    public async Task AnyKey_ComesBackAsItWas(string key)
    {
        await PutAsync(key, "x");

        using var got = await lake.Client.GetObjectAsync(Bucket, key, Stop);
        var listed = await lake.Client.ListObjectsV2Async(new ListObjectsV2Request { BucketName = Bucket, Encoding = EncodingType.Url }, Stop);

        Assert.Equal("x", await new StreamReader(got.ResponseStream).ReadToEndAsync(Stop));
        Assert.Equal(key, Uri.UnescapeDataString(Assert.Single(listed.S3Objects).Key));
        Assert.StartsWith(Path.Combine(lake.Folder, "s3", Bucket) + Path.DirectorySeparatorChar, Path.GetFullPath(lake.Store.List(Bucket, "")[0].FilePath), StringComparison.Ordinal);
    }

    [Fact]
    public async Task DotsInThePath_AreTheKeysOwn()
    {
        var (status, _) = await lake.SendAsync(HttpMethod.Put, $"/{Bucket}/a/../b%2Fc", new StringContent("x"));

        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal(["a/../b/c"], lake.Store.List(Bucket, "").Select(stored => stored.Key));
    }

    [Fact]
    public async Task Put_OfAKeyThatIsTooLong_IsKeyTooLongError()
    {
        await PutAsync(new string('k', 1024), "x");
        var error = await Assert.ThrowsAsync<AmazonS3Exception>(() => PutAsync(new string('k', 1023) + "é", "x"));

        Assert.Equal(("KeyTooLongError", "Your key is too long"), (error.ErrorCode, error.Message));
    }

    [Fact]
    public async Task Put_IfNoneMatch_OfManyAtOnce_LetsOneWin()
    {
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 24).Select(async number =>
        {
            try
            {
                return (await lake.Client.PutObjectAsync(new PutObjectRequest { BucketName = Bucket, Key = "runs/x.lock", ContentBody = $"{number}", IfNoneMatch = "*" }, Stop)).ETag;
            }
            catch (AmazonS3Exception exception) when (exception is { ErrorCode: "PreconditionFailed", StatusCode: HttpStatusCode.PreconditionFailed })
            {
                return null;
            }
        }));

        Assert.Equal(lake.Store.Find(Bucket, "runs/x.lock")!.ETag, Assert.Single(outcomes, etag => etag is not null));
    }

    [Fact]
    public async Task Put_IfMatch_NeedsTheEntityTagThatIsThere()
    {
        var first = (await PutAsync("a", "1")).ETag;
        await lake.Client.PutObjectAsync(new PutObjectRequest { BucketName = Bucket, Key = "a", ContentBody = "2", IfMatch = first }, Stop);

        var stale = await Assert.ThrowsAsync<AmazonS3Exception>(() => lake.Client.PutObjectAsync(new PutObjectRequest { BucketName = Bucket, Key = "a", ContentBody = "3", IfMatch = first }, Stop));
        var missing = await Assert.ThrowsAnyAsync<AmazonS3Exception>(() => lake.Client.PutObjectAsync(new PutObjectRequest { BucketName = Bucket, Key = "b", ContentBody = "3", IfMatch = first }, Stop));

        Assert.Equal("PreconditionFailed", stale.ErrorCode);
        Assert.Equal("NoSuchKey", missing.ErrorCode);
        Assert.Equal(["a"], lake.Store.List(Bucket, "").Select(stored => stored.Key));
    }

    [Fact]
    public async Task Delete_AndDeleteObjects()
    {
        foreach (var key in new[] { "a", "b", "c", "d" })
        {
            await PutAsync(key, key);
        }

        await lake.Client.DeleteObjectAsync(Bucket, "a", Stop);
        await lake.Client.DeleteObjectAsync(Bucket, "a", Stop);
        var loud = await lake.Client.DeleteObjectsAsync(new DeleteObjectsRequest { BucketName = Bucket, Objects = [new KeyVersion { Key = "b" }, new KeyVersion { Key = "never" }] }, Stop);
        var partly = await Assert.ThrowsAsync<DeleteObjectsException>(() => lake.Client.DeleteObjectsAsync(
            new DeleteObjectsRequest { BucketName = Bucket, Quiet = true, Objects = [new KeyVersion { Key = "c" }, new KeyVersion { Key = "d", ETag = "\"other\"" }] }, Stop));

        Assert.Equal(["b", "never"], loud.DeletedObjects.Select(deleted => deleted.Key));
        Assert.Equal("d: PreconditionFailed", string.Join(',', partly.Response.DeleteErrors.Select(error => $"{error.Key}: {error.Code}")));
        Assert.Equal(["d"], lake.Store.List(Bucket, "").Select(stored => stored.Key));
    }

    [Fact]
    public async Task Copy_KeepsMetadata_OrReplacesIt()
    {
        var put = new PutObjectRequest { BucketName = Bucket, Key = "from/ä +%.csv", ContentBody = "1", ContentType = "text/csv" };
        put.Metadata["a"] = "1";
        await lake.Client.PutObjectAsync(put, Stop);

        var copied = await lake.Client.CopyObjectAsync(Bucket, put.Key, Bucket, "to/kept", Stop);
        var replace = new CopyObjectRequest { SourceBucket = Bucket, SourceKey = put.Key, DestinationBucket = Bucket, DestinationKey = put.Key, MetadataDirective = S3MetadataDirective.REPLACE, ContentType = "text/plain" };
        replace.Metadata["b"] = "2";
        await lake.Client.CopyObjectAsync(replace, Stop);
        var ontoItself = await Assert.ThrowsAsync<AmazonS3Exception>(() => lake.Client.CopyObjectAsync(Bucket, put.Key, Bucket, put.Key, Stop));

        var kept = lake.Store.Find(Bucket, "to/kept")!;
        var replaced = lake.Store.Find(Bucket, put.Key)!;
        Assert.Equal((copied.ETag, "text/csv", "1"), (kept.ETag, kept.ContentType, kept.Metadata["a"]));
        Assert.Equal(("text/plain", "b"), (replaced.ContentType, string.Join(',', replaced.Metadata.Keys)));
        Assert.Equal("InvalidRequest", ontoItself.ErrorCode);
    }

    [Fact]
    public async Task Copy_Conditions()
    {
        var etag = (await PutAsync("a", "1")).ETag;

        var error = await Assert.ThrowsAsync<AmazonS3Exception>(() => lake.Client.CopyObjectAsync(
            new CopyObjectRequest { SourceBucket = Bucket, SourceKey = "a", DestinationBucket = Bucket, DestinationKey = "b", ETagToNotMatch = etag }, Stop));
        await lake.Client.CopyObjectAsync(new CopyObjectRequest { SourceBucket = Bucket, SourceKey = "a", DestinationBucket = Bucket, DestinationKey = "b", ETagToMatch = etag }, Stop);

        Assert.Equal("PreconditionFailed", error.ErrorCode);
        Assert.Equal(etag, lake.Store.Find(Bucket, "b")!.ETag);
    }

    [Fact]
    public async Task VirtualHostStyle_FindsTheBucketInTheHost()
    {
        await PutAsync("a/b", "x");

        var (status, body) = await lake.SendAsync(HttpMethod.Get, "/a/b", null, ("Host", $"{Bucket}.localhost:{lake.Endpoint.Port}"));
        var (onAws, _) = await lake.SendAsync(HttpMethod.Get, "/a/b", null, ("Host", $"{Bucket}.s3.eu-west-1.amazonaws.com"));

        Assert.Equal((HttpStatusCode.OK, "x", HttpStatusCode.OK), (status, body, onAws));
    }

    [Theory]
    [InlineData("GET", "/landing/a?acl", "GET of the sub-resource '?acl'")]
    [InlineData("PUT", "/landing?lifecycle", "PUT of the sub-resource '?lifecycle'")]
    [InlineData("PUT", "/landing?notification", "PUT of the sub-resource '?notification'")]
    [InlineData("GET", "/landing/a?versionId=1", "the query parameter 'versionId' of GetObject")]
    public async Task WhatIsNotThere_SaysSo(string method, string path, string what)
    {
        var (status, body) = await lake.SendAsync(new HttpMethod(method), path);

        Assert.Equal(HttpStatusCode.NotImplemented, status);
        Assert.Contains($"<Code>NotImplemented</Code><Message>The lake does not implement {what}.</Message>", body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Metadata_ThatIsNotAscii_OrTooLarge()
    {
        var request = new PutObjectRequest { BucketName = Bucket, Key = "big", ContentBody = "x" };
        request.Metadata["m"] = new string('x', 2048);
        var error = await Assert.ThrowsAsync<AmazonS3Exception>(() => lake.Client.PutObjectAsync(request, Stop));
        await lake.SendAsync(HttpMethod.Put, $"/{Bucket}/a", new StringContent("x"), ("x-amz-meta-city", "=?UTF-8?B?TGnDqGdl?="));

        using var response = await lake.Http.GetAsync(new Uri(lake.Endpoint, $"/{Bucket}/a"), Stop);

        Assert.Equal("MetadataTooLarge", error.ErrorCode);
        Assert.Equal("Liège", lake.Store.Find(Bucket, "a")!.Metadata["city"]);
        Assert.Equal("=?UTF-8?B?TGnDqGdl?=", response.Headers.GetValues("x-amz-meta-city").Single());
    }

    [Fact]
    public async Task Restarted_EverythingIsThere()
    {
        var put = new PutObjectRequest { BucketName = Bucket, Key = "a", ContentBody = "x", ContentType = "text/csv", ChecksumAlgorithm = ChecksumAlgorithm.SHA256 };
        put.Metadata["m"] = "1";
        await lake.Client.PutObjectAsync(put, Stop);

        await lake.RestartAsync();

        var head = await lake.Client.GetObjectMetadataAsync(new GetObjectMetadataRequest { BucketName = Bucket, Key = "a", ChecksumMode = ChecksumMode.ENABLED }, Stop);
        Assert.Equal(("text/csv", "1", Convert.ToBase64String(System.Security.Cryptography.SHA256.HashData("x"u8))), (head.Headers.ContentType, head.Metadata["m"], head.ChecksumSHA256));
    }

    private Task<PutObjectResponse> PutAsync(string key, string text) =>
        lake.Client.PutObjectAsync(new PutObjectRequest { BucketName = Bucket, Key = key, InputStream = new MemoryStream(Encoding.UTF8.GetBytes(text)) }, Stop);
}
