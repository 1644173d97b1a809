using System.Security.Cryptography;
using Amazon.Runtime;
using Amazon.S3;
using Microsoft.Extensions.Logging.Abstractions;
using Sluice.Copying;
using Sluice.Functions.Assets;

namespace Sluice.Functions.Tests.Lake;

/// <summary>Copies inside S3, of objects that one request copies and of larger ones; with limits that are smaller than S3's.</summary>
public sealed class S3CopiesTests : IAsyncLifetime
{
    private const int Mebibyte = 1024 * 1024;

    private readonly CopyLimits limits = new(Whole: 6 * Mebibyte, Part: 5 * Mebibyte); // a part that is not the last has 5 MiB at least
    private RunningLake lake = null!; // InitializeAsync comes first
    private AmazonS3Client client = null!; // as above

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        lake = await RunningLake.StartAsync();
        client = new AmazonS3Client(
            new BasicAWSCredentials("local", "local"),
            new AmazonS3Config { ServiceURL = lake.Host.Endpoint.ToString(), ForcePathStyle = true, AuthenticationRegion = "eu-west-1" });
    }

    public ValueTask DisposeAsync()
    {
        client.Dispose();
        return lake.DisposeAsync();
    }

    [Theory]
    [InlineData(6 * Mebibyte, 0)]
    [InlineData(6 * Mebibyte + 1, 2)]
    [InlineData(11 * Mebibyte, 3)]
    public async Task Copies_HaveTheSourcesBytes(int size, int parts)
    {
        var content = RandomNumberGenerator.GetBytes(size);
        var source = await lake.Host.Objects.PutAsync(RunningLake.Landing, "a/from", new MemoryStream(content), "", Token);

        await new S3Copies(client, limits, NullLogger<S3Copies>.Instance).CopyAsync((RunningLake.Landing, "a/from"), size, source.ETag, (RunningLake.Processed, "b/to"), Token);

        var copy = lake.Host.Objects.Find(RunningLake.Processed, "b/to")!;
        Assert.Equal(content, await File.ReadAllBytesAsync(copy.FilePath, Token));
        Assert.Equal(parts == 0 ? source.ETag : $"-{parts}\"", parts == 0 ? copy.ETag : copy.ETag[copy.ETag.IndexOf('-', StringComparison.Ordinal)..]);
    }

    [Theory]
    [InlineData(6 * Mebibyte)]
    [InlineData(7 * Mebibyte)]
    public async Task AnotherVersion_IsNotCopied_AndNothingIsLeft(int size)
    {
        await lake.Host.Objects.PutAsync(RunningLake.Landing, "a/from", new MemoryStream(new byte[size]), "", Token);

        var error = await Assert.ThrowsAnyAsync<AmazonS3Exception>(() => new S3Copies(client, limits, NullLogger<S3Copies>.Instance).CopyAsync(
            (RunningLake.Landing, "a/from"), size, "\"another\"", (RunningLake.Processed, "b/to"), Token));

        Assert.Equal("PreconditionFailed", error.ErrorCode);
        Assert.Null(lake.Host.Objects.Find(RunningLake.Processed, "b/to"));
        Assert.Empty((await client.ListMultipartUploadsAsync(RunningLake.Processed, Token)).MultipartUploads ?? []);
    }
}
