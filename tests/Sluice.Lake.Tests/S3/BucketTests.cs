using System.Net;
using Amazon.S3;
using Amazon.S3.Model;

namespace Sluice.Lake.Tests.S3;

public sealed class BucketTests : IAsyncLifetime
{
    private S3Fixture lake = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => lake = await S3Fixture.StartAsync();

    public ValueTask DisposeAsync() => lake.DisposeAsync();

    [Fact]
    public async Task CreateListHeadDelete()
    {
        await lake.Client.PutBucketAsync("b-bucket", Stop);
        await lake.Client.PutBucketAsync("a-bucket", Stop);

        Assert.Equal(["a-bucket", "b-bucket"], (await lake.Client.ListBucketsAsync(Stop)).Buckets.Select(bucket => bucket.BucketName));
        await lake.Client.HeadBucketAsync(new HeadBucketRequest { BucketName = "a-bucket" }, Stop);
        Assert.Equal("eu-west-1", (await lake.Client.GetBucketLocationAsync("a-bucket", Stop)).Location.Value);
        Assert.Equal(VersionStatus.Off, (await lake.Client.GetBucketVersioningAsync("a-bucket", Stop)).VersioningConfig.Status);

        await lake.Client.DeleteBucketAsync("a-bucket", Stop);
        await lake.RestartAsync();
        Assert.Equal(["b-bucket"], (await lake.Client.ListBucketsAsync(Stop)).Buckets.Select(bucket => bucket.BucketName));
    }

    [Fact]
    public async Task Create_OfOneThatIsThere_IsBucketAlreadyOwnedByYou()
    {
        await lake.Client.PutBucketAsync("landing", Stop);

        var error = await Assert.ThrowsAnyAsync<AmazonS3Exception>(() => lake.Client.PutBucketAsync("landing", Stop));

        Assert.Equal(("BucketAlreadyOwnedByYou", HttpStatusCode.Conflict), (error.ErrorCode, error.StatusCode));
    }

    [Fact]
    public async Task Delete_OfOneWithObjects_IsBucketNotEmpty()
    {
        lake.Store.EnsureBucket("landing");
        await lake.Store.PutAsync("landing", "a", Stream.Null, "text/plain", Stop);

        var error = await Assert.ThrowsAsync<AmazonS3Exception>(() => lake.Client.DeleteBucketAsync("landing", Stop));

        Assert.Equal(("BucketNotEmpty", HttpStatusCode.Conflict), (error.ErrorCode, error.StatusCode));
    }

    [Theory]
    [InlineData("ab", "a name has 3 to 63 characters, this one has 2.")]
    [InlineData("Landing", "a name is made of lower-case letters, digits, '.' and '-', this one has 'L'.")]
    [InlineData("-landing", "a name begins and ends with a letter or digit.")]
    [InlineData("lan..ding", "a name has no two periods side by side.")]
    [InlineData("192.168.5.4", "a name is not an IP address.")]
    [InlineData("xn--landing", "AWS reserves names that begin with 'xn--'.")]
    [InlineData("landing-s3alias", "AWS reserves names that end with '-s3alias'.")]
    public async Task Create_WithAWrongName_SaysWhatIsWrong(string name, string problem)
    {
        var (status, body) = await lake.SendAsync(HttpMethod.Put, "/" + name);

        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Contains($"<Code>InvalidBucketName</Code><Message>The specified bucket is not valid: {problem}</Message>", body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AnotherRegion_IsIllegal()
    {
        var (_, body) = await lake.SendAsync(
            HttpMethod.Put, "/landing", new StringContent("<CreateBucketConfiguration><LocationConstraint>us-west-2</LocationConstraint></CreateBucketConfiguration>"));

        Assert.Contains("<Code>IllegalLocationConstraintException</Code>", body, StringComparison.Ordinal);
        Assert.False(lake.Store.BucketExists("landing"));
    }

    [Fact]
    public async Task AnotherOwner_IsAccessDenied()
    {
        lake.Store.EnsureBucket("landing");

        var (status, body) = await lake.SendAsync(HttpMethod.Get, "/landing?list-type=2", null, ("x-amz-expected-bucket-owner", "111111111111"));

        Assert.Equal(HttpStatusCode.Forbidden, status);
        Assert.Contains("<Message>Access Denied: the bucket's owner is 000000000000, not 111111111111.</Message>", body, StringComparison.Ordinal);
    }
}
