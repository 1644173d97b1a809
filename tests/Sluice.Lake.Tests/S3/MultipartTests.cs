using System.Net;
using System.Security.Cryptography;
using Amazon.S3;
using Amazon.S3.Model;

namespace Sluice.Lake.Tests.S3;

public sealed class MultipartTests : IAsyncLifetime
{
    private const string Bucket = "landing";
    private const string Key = "big/file.parquet";
    private const int Smallest = 5 * 1024 * 1024;

    private S3Fixture lake = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => lake = await S3Fixture.StartAsync(Bucket);

    public ValueTask DisposeAsync() => lake.DisposeAsync();

    [Fact]
    public async Task Complete_JoinsTheParts_AlsoAfterARestart()
    {
        var (first, second) = (Bytes(1, Smallest), Bytes(2, 1000));
        var id = await BeginAsync(request => request.Metadata["m"] = "1");
        var one = await PartAsync(id, 1, Bytes(9, 10));
        one = await PartAsync(id, 1, first);
        await lake.RestartAsync();
        var two = await PartAsync(id, 2, second);

        var listed = await lake.Client.ListPartsAsync(Bucket, Key, id, Stop);
        var done = await CompleteAsync(id, (1, one.ETag), (2, two.ETag));

        var tag = Convert.ToHexStringLower(MD5.HashData([.. MD5.HashData(first), .. MD5.HashData(second)]));
        Assert.Equal([(1, (long)Smallest, one.ETag), (2, 1000, two.ETag)], listed.Parts.Select(part => (part.PartNumber!.Value, part.Size!.Value, part.ETag)));
        Assert.Equal($"\"{tag}-2\"", done.ETag);
        var stored = lake.Store.Find(Bucket, Key)!;
        Assert.Equal((done.ETag, Smallest + 1000L, "1"), (stored.ETag, stored.Size, stored.Metadata["m"]));
        byte[] whole = [.. first, .. second];
        Assert.Equal(whole, await File.ReadAllBytesAsync(stored.FilePath, Stop));
        Assert.Empty(Directory.EnumerateFileSystemEntries(Path.Combine(lake.Folder, "s3", ".uploads")));
        Assert.Equal("NoSuchUpload", (await Assert.ThrowsAnyAsync<AmazonS3Exception>(() => CompleteAsync(id, (1, one.ETag)))).ErrorCode);
    }

    [Fact]
    public async Task Complete_ChecksItsParts_AndLeavesTheUploadWhenTheyAreWrong()
    {
        var id = await BeginAsync();
        var one = await PartAsync(id, 1, Bytes(1, 100));
        var two = await PartAsync(id, 2, Bytes(2, 100));

        var small = await Assert.ThrowsAnyAsync<AmazonS3Exception>(() => CompleteAsync(id, (1, one.ETag), (2, two.ETag)));
        var wrongTag = await Assert.ThrowsAnyAsync<AmazonS3Exception>(() => CompleteAsync(id, (1, two.ETag)));
        var missing = await Assert.ThrowsAnyAsync<AmazonS3Exception>(() => CompleteAsync(id, (3, two.ETag)));
        var (_, order) = await lake.SendAsync(HttpMethod.Post, $"/{Bucket}/{Key}?uploadId={id}", new StringContent(
            $"<CompleteMultipartUpload><Part><PartNumber>2</PartNumber><ETag>{two.ETag}</ETag></Part><Part><PartNumber>1</PartNumber><ETag>{one.ETag}</ETag></Part></CompleteMultipartUpload>"));

        Assert.Equal(("EntityTooSmall", "Your proposed upload is smaller than the minimum allowed size"), (small.ErrorCode, small.Message));
        Assert.Equal(("InvalidPart", "InvalidPart"), (wrongTag.ErrorCode, missing.ErrorCode));
        Assert.Contains("<Code>InvalidPartOrder</Code>", order, StringComparison.Ordinal);
        await CompleteAsync(id, (2, two.ETag));
        Assert.Equal(100, lake.Store.Find(Bucket, Key)!.Size);
    }

    [Fact]
    public async Task Complete_IfNoneMatch_DoesNotReplace()
    {
        await lake.Store.PutAsync(Bucket, Key, Stream.Null, "text/plain", Stop);
        var id = await BeginAsync();
        var part = await PartAsync(id, 1, Bytes(1, 10));

        var error = await Assert.ThrowsAnyAsync<AmazonS3Exception>(() => lake.Client.CompleteMultipartUploadAsync(
            new CompleteMultipartUploadRequest { BucketName = Bucket, Key = Key, UploadId = id, PartETags = [new PartETag(1, part.ETag)], IfNoneMatch = "*" }, Stop));

        Assert.Equal(("PreconditionFailed", HttpStatusCode.PreconditionFailed), (error.ErrorCode, error.StatusCode));
        Assert.Equal(0, lake.Store.Find(Bucket, Key)!.Size);
    }

    [Fact]
    public async Task Abort_ForgetsTheUpload()
    {
        var id = await BeginAsync();
        await PartAsync(id, 1, Bytes(1, 10));
        Assert.Equal([(Key, id)], (await lake.Client.ListMultipartUploadsAsync(Bucket, Stop)).MultipartUploads.Select(upload => (upload.Key, upload.UploadId)));

        await lake.Client.AbortMultipartUploadAsync(Bucket, Key, id, Stop);

        Assert.Empty((await lake.Client.ListMultipartUploadsAsync(Bucket, Stop)).MultipartUploads ?? []);
        Assert.Equal("NoSuchUpload", (await Assert.ThrowsAnyAsync<AmazonS3Exception>(() => PartAsync(id, 1, Bytes(1, 10)))).ErrorCode);
        Assert.Null(lake.Store.Find(Bucket, Key));
    }

    [Fact]
    public async Task Abort_WhileAPartArrives_TellsThatTheUploadIsGone()
    {
        var id = await BeginAsync();
        var (arrives, aborted) = (Signal(), Signal());
        using var watcher = new FileSystemWatcher(Path.Combine(lake.Folder, "s3", ".uploads", id));
        watcher.Created += (_, _) => arrives.TrySetResult();
        watcher.EnableRaisingEvents = true;

        var sent = lake.SendAsync(HttpMethod.Put, $"/{Bucket}/{Key}?partNumber=1&uploadId={id}", new HeldContent(Bytes(1, 1000), aborted.Task));
        await arrives.Task.WaitAsync(Stop);
        await lake.Client.AbortMultipartUploadAsync(Bucket, Key, id, Stop);
        aborted.SetResult();

        var (status, body) = await sent;
        Assert.Equal(HttpStatusCode.NotFound, status);
        Assert.Contains("<Code>NoSuchUpload</Code>", body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task UploadPartCopy_WhoseClientLeavesBeforeTheAnswer_HasMadeAPart()
    {
        lake.Store.EnsureBucket("source");
        await lake.Client.PutObjectAsync(new PutObjectRequest { BucketName = "source", Key = "k", ContentBody = "hello" }, Stop);
        var id = await BeginAsync();
        lake.CutsAnswers = true;
        await Assert.ThrowsAsync<HttpRequestException>(() => lake.SendAsync(
            HttpMethod.Put, $"/{Bucket}/{Key}?partNumber=1&uploadId={id}", null, ("x-amz-copy-source", "/source/k")));
        lake.CutsAnswers = false;

        var part = Assert.Single((await lake.Client.ListPartsAsync(Bucket, Key, id, Stop)).Parts);
        await CompleteAsync(id, (1, part.ETag));
        Assert.Equal("hello", await File.ReadAllTextAsync(lake.Store.Find(Bucket, Key)!.FilePath, Stop));
    }

    [Fact]
    public async Task UploadPartCopy_TakesARange()
    {
        await lake.Store.PutAsync(Bucket, "source", new MemoryStream("0123456789"u8.ToArray()), "text/plain", Stop);
        var id = await BeginAsync();

        var copied = await lake.Client.CopyPartAsync(
            new CopyPartRequest { SourceBucket = Bucket, SourceKey = "source", DestinationBucket = Bucket, DestinationKey = Key, UploadId = id, PartNumber = 1, FirstByte = 2, LastByte = 4 }, Stop);
        var beyond = await Assert.ThrowsAnyAsync<AmazonS3Exception>(() => lake.Client.CopyPartAsync(
            new CopyPartRequest { SourceBucket = Bucket, SourceKey = "source", DestinationBucket = Bucket, DestinationKey = Key, UploadId = id, PartNumber = 2, FirstByte = 2, LastByte = 10 }, Stop));
        await CompleteAsync(id, (1, copied.ETag));

        Assert.Equal("InvalidArgument", beyond.ErrorCode);
        Assert.Equal("234", await File.ReadAllTextAsync(lake.Store.Find(Bucket, Key)!.FilePath, Stop));
    }

    [Theory]
    [InlineData("bytes=2-10", "InvalidArgument", "Range specified is not valid for source object of size: 10")]
    [InlineData("bytes=10-11", "InvalidRequest", "The specified copy range is invalid for the source object size")]
    [InlineData("bytes=4-2", "InvalidArgument", "The x-amz-copy-source-range value must be of the form bytes=first-last where")]
    [InlineData("bytes=4-", "InvalidArgument", "The x-amz-copy-source-range value must be of the form bytes=first-last where")]
    [InlineData("bytes=0-99999999999999999999", "InvalidArgument", "The x-amz-copy-source-range value must be of the form bytes=first-last where")]
    public async Task UploadPartCopy_OfARangeThatIsNotThere_IsRefused(string range, string code, string message)
    {
        await lake.Store.PutAsync(Bucket, "source", new MemoryStream("0123456789"u8.ToArray()), "text/plain", Stop);
        var id = await BeginAsync();

        var (status, answer) = await lake.SendAsync(
            HttpMethod.Put, $"/{Bucket}/{Key}?uploadId={id}&partNumber=1", null, ("x-amz-copy-source", $"/{Bucket}/source"), ("x-amz-copy-source-range", range));

        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Contains($"<Code>{code}</Code><Message>{message}", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Checksums_OfPartsOrOfTheWhole()
    {
        var (first, second) = (Bytes(1, Smallest), Bytes(2, 1000));
        var composite = await UploadAsync(ChecksumAlgorithm.SHA256, ChecksumType.COMPOSITE);
        var whole = await UploadAsync(ChecksumAlgorithm.CRC32, ChecksumType.FULL_OBJECT);

        var parts = Convert.ToBase64String(SHA256.HashData([.. SHA256.HashData(first), .. SHA256.HashData(second)]));
        Assert.Equal((parts + "-2", ChecksumType.COMPOSITE), (composite.ChecksumSHA256, composite.ChecksumType));
        await lake.Client.PutObjectAsync(new PutObjectRequest { BucketName = Bucket, Key = "same", InputStream = new MemoryStream([.. first, .. second]), ChecksumAlgorithm = ChecksumAlgorithm.CRC32 }, Stop);
        Assert.Equal((lake.Store.Find(Bucket, "same")!.Checksums["CRC32"], ChecksumType.FULL_OBJECT), (whole.ChecksumCRC32, whole.ChecksumType));

        async Task<GetObjectMetadataResponse> UploadAsync(ChecksumAlgorithm algorithm, ChecksumType type)
        {
            var id = await BeginAsync(request => (request.ChecksumAlgorithm, request.ChecksumType) = (algorithm, type));
            var one = await PartAsync(id, 1, first, algorithm);
            var two = await PartAsync(id, 2, second, algorithm);
            await lake.Client.CompleteMultipartUploadAsync(
                new CompleteMultipartUploadRequest { BucketName = Bucket, Key = Key, UploadId = id, ChecksumType = type, PartETags = [new PartETag(one, copyChecksums: true), new PartETag(two, copyChecksums: true)] }, Stop);
            return await lake.Client.GetObjectMetadataAsync(new GetObjectMetadataRequest { BucketName = Bucket, Key = Key, ChecksumMode = ChecksumMode.ENABLED }, Stop);
        }
    }

    /// <summary>Messages as https://github.com/floci-io/floci/pull/3093 has them from S3.</summary>
    [Fact]
    public async Task Checksums_OfEachPart_AreOfTheUploadsAlgorithm_AndNamedAtTheEnd()
    {
        var id = await BeginAsync(request => request.ChecksumAlgorithm = ChecksumAlgorithm.SHA256);
        var path = $"/{Bucket}/{Key}?uploadId={id}";

        var other = await Assert.ThrowsAnyAsync<AmazonS3Exception>(() => PartAsync(id, 1, Bytes(1, 10), ChecksumAlgorithm.CRC32));
        var (_, none) = await lake.SendAsync(HttpMethod.Put, $"{path}&partNumber=1", new StringContent("part"));
        var one = await PartAsync(id, 1, Bytes(1, 10), ChecksumAlgorithm.SHA256);
        var unnamed = await Assert.ThrowsAnyAsync<AmazonS3Exception>(() => CompleteAsync(id, (1, one.ETag)));

        Assert.Equal("Checksum Type mismatch occurred, expected checksum Type: sha256, actual checksum Type: crc32", other.Message);
        Assert.Contains(
            "<Code>InvalidRequest</Code><Message>Checksum Type mismatch occurred, expected checksum Type: sha256, actual checksum Type: null</Message>", none, StringComparison.Ordinal);
        Assert.Equal(
            "The upload was created using a sha256 checksum. The complete request must include the checksum for each part. It was missing for part 1 in the request.", unnamed.Message);
        await lake.Client.CompleteMultipartUploadAsync(
            new CompleteMultipartUploadRequest { BucketName = Bucket, Key = Key, UploadId = id, PartETags = [new PartETag(one, copyChecksums: true)] }, Stop);
    }

    [Fact]
    public async Task Checksums_OfTheWhole_AskNoneOfTheParts_ButOfNoOtherAlgorithm()
    {
        var id = await BeginAsync(request => (request.ChecksumAlgorithm, request.ChecksumType) = (ChecksumAlgorithm.CRC32, ChecksumType.FULL_OBJECT));
        var path = $"/{Bucket}/{Key}?uploadId={id}";

        var other = await Assert.ThrowsAnyAsync<AmazonS3Exception>(() => PartAsync(id, 1, Bytes(1, 10), ChecksumAlgorithm.SHA256));
        await lake.SendAsync(HttpMethod.Put, $"{path}&partNumber=1", new StringContent("part"));
        await CompleteAsync(id, (1, Convert.ToHexStringLower(MD5.HashData("part"u8))));

        Assert.Equal("Checksum Type mismatch occurred, expected checksum Type: crc32, actual checksum Type: sha256", other.Message);
        Assert.Equal(4, lake.Store.Find(Bucket, Key)!.Size);
    }

    private static TaskCompletionSource Signal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private static byte[] Bytes(int seed, int count)
    {
        var bytes = new byte[count];
        new Random(seed).NextBytes(bytes);
        return bytes;
    }

    private async Task<string> BeginAsync(Action<InitiateMultipartUploadRequest>? configure = null)
    {
        var request = new InitiateMultipartUploadRequest { BucketName = Bucket, Key = Key };
        configure?.Invoke(request);
        return (await lake.Client.InitiateMultipartUploadAsync(request, Stop)).UploadId;
    }

    private Task<UploadPartResponse> PartAsync(string id, int number, byte[] bytes, ChecksumAlgorithm? algorithm = null) =>
        lake.Client.UploadPartAsync(new UploadPartRequest { BucketName = Bucket, Key = Key, UploadId = id, PartNumber = number, InputStream = new MemoryStream(bytes), ChecksumAlgorithm = algorithm }, Stop);

    private Task<CompleteMultipartUploadResponse> CompleteAsync(string id, params (int Number, string ETag)[] parts) =>
        lake.Client.CompleteMultipartUploadAsync(
            new CompleteMultipartUploadRequest { BucketName = Bucket, Key = Key, UploadId = id, PartETags = [.. parts.Select(part => new PartETag(part.Number, part.ETag))] }, Stop);

    /// <summary>A body whose second half is sent later.</summary>
    private sealed class HeldContent(byte[] bytes, Task release) : HttpContent
    {
        protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
        {
            await stream.WriteAsync(bytes.AsMemory(0, bytes.Length / 2), Stop);
            await stream.FlushAsync(Stop);
            await release.WaitAsync(Stop);
            await stream.WriteAsync(bytes.AsMemory(bytes.Length / 2), Stop);
        }

        protected override bool TryComputeLength(out long length)
        {
            length = bytes.Length;
            return true;
        }
    }
}
