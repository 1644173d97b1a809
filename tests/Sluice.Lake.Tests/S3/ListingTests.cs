using Amazon.S3;
using Amazon.S3.Model;

namespace Sluice.Lake.Tests.S3;

public sealed class ListingTests : IAsyncLifetime
{
    private const string Bucket = "landing";

    private S3Fixture lake = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        lake = await S3Fixture.StartAsync(Bucket);
        foreach (var key in new[] { "a", "a/1", "a/2", "a/b/3", "b c", "c/\U0001F600", "c/\uFFFD/x", "d" })
        {
            await lake.Store.PutAsync(Bucket, key, Stream.Null, "text/plain", Stop);
        }
    }

    public ValueTask DisposeAsync() => lake.DisposeAsync();

    [Theory]
    [InlineData("", "", "a|a/1|a/2|a/b/3|b c|c/\uFFFD/x|c/\U0001F600|d", "")]
    [InlineData("", "/", "a|b c|d", "a/|c/")]
    [InlineData("a/", "/", "a/1|a/2", "a/b/")]
    [InlineData("a/b", "/", "", "a/b/")]
    [InlineData("c/", "\uFFFD", "c/\U0001F600", "c/\uFFFD")]
    [InlineData("nothing", "/", "", "")]
    public async Task Pages_OfAnySize_HoldTheSameInTheSameOrder(string prefix, string delimiter, string keys, string prefixes)
    {
        foreach (var size in new[] { 1, 2, 3, 1000 })
        {
            var (seenKeys, seenPrefixes) = (new List<string>(), new List<string>());
            var request = new ListObjectsV2Request { BucketName = Bucket, Prefix = prefix, Delimiter = delimiter, MaxKeys = size };
            ListObjectsV2Response page;
            do
            {
                page = await lake.Client.ListObjectsV2Async(request, Stop);
                seenKeys.AddRange(page.S3Objects?.Select(found => found.Key) ?? []);
                seenPrefixes.AddRange(page.CommonPrefixes ?? []);
                Assert.InRange(page.KeyCount ?? 0, 0, size);
                request.ContinuationToken = page.NextContinuationToken;
            }
            while (page.IsTruncated == true);

            Assert.Equal((keys, prefixes), (string.Join('|', seenKeys), string.Join('|', seenPrefixes)));
        }
    }

    [Fact]
    public async Task Version1_PagesByMarker_AndSaysNextMarkerOnlyWithADelimiter()
    {
        var first = await lake.Client.ListObjectsAsync(new ListObjectsRequest { BucketName = Bucket, Delimiter = "/", MaxKeys = 2 }, Stop);
        var second = await lake.Client.ListObjectsAsync(new ListObjectsRequest { BucketName = Bucket, Delimiter = "/", MaxKeys = 2, Marker = first.NextMarker }, Stop);
        var (_, flat) = await lake.SendAsync(HttpMethod.Get, $"/{Bucket}?max-keys=2");

        Assert.Equal("a/", first.NextMarker);
        Assert.Equal(["b c"], second.S3Objects.Select(found => found.Key));
        Assert.Equal(["c/"], second.CommonPrefixes);
        Assert.True(second.IsTruncated);
        Assert.Contains("<IsTruncated>true</IsTruncated>", flat, StringComparison.Ordinal);
        Assert.DoesNotContain("NextMarker", flat, StringComparison.Ordinal);
    }

    [Fact]
    public async Task StartAfter_IsNotItselfListed()
    {
        var page = await lake.Client.ListObjectsV2Async(new ListObjectsV2Request { BucketName = Bucket, StartAfter = "a/2" }, Stop);

        Assert.Equal("a/b/3", page.S3Objects[0].Key);
    }

    [Fact]
    public async Task NoKeys_IsACompletePage()
    {
        var page = await lake.Client.ListObjectsV2Async(new ListObjectsV2Request { BucketName = Bucket, MaxKeys = 0 }, Stop);

        Assert.Equal((0, false), (page.KeyCount, page.IsTruncated));
    }

    [Fact]
    public async Task EncodingTypeUrl_EncodesKeysAndPrefixes()
    {
        var (_, body) = await lake.SendAsync(HttpMethod.Get, $"/{Bucket}?list-type=2&encoding-type=url&prefix=b%20&delimiter=%2F");

        Assert.Contains("<Prefix>b%20</Prefix><Delimiter>/</Delimiter>", body, StringComparison.Ordinal);
        Assert.Contains("<Key>b%20c</Key>", body, StringComparison.Ordinal);
        Assert.Contains("<EncodingType>url</EncodingType>", body, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("max-keys=-1", "InvalidArgument", "Provided max-keys not an integer or within integer range")]
    [InlineData("list-type=2&continuation-token=*", "InvalidArgument", "The continuation token provided is incorrect")]
    [InlineData("encoding-type=base64", "InvalidArgument", "Invalid Encoding Method specified in Request")]
    public async Task WrongParameters_AreInvalidArguments(string query, string code, string message)
    {
        var (_, body) = await lake.SendAsync(HttpMethod.Get, $"/{Bucket}?{query}");

        Assert.Contains($"<Code>{code}</Code><Message>{message}</Message>", body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AnUnknownBucket_IsNoSuchBucket()
    {
        var error = await Assert.ThrowsAnyAsync<AmazonS3Exception>(() => lake.Client.ListObjectsV2Async(new ListObjectsV2Request { BucketName = "nowhere" }, Stop));

        Assert.Equal(("NoSuchBucket", "The specified bucket does not exist"), (error.ErrorCode, error.Message));
    }
}
