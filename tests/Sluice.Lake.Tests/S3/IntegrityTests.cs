using System.Net;
using System.Security.Cryptography;
using System.Text;
using Amazon.S3;
using Amazon.S3.Model;
using Sluice.Lake.S3.Bodies;

namespace Sluice.Lake.Tests.S3;

public sealed class IntegrityTests : IAsyncLifetime
{
    private const string Bucket = "landing";

    private S3Fixture lake = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => lake = await S3Fixture.StartAsync(Bucket);

    public ValueTask DisposeAsync() => lake.DisposeAsync();

    // The check values of the catalogue of CRCs, and RFC 3174's and FIPS 180's own examples.
    [Theory]
    [InlineData("CRC32", "123456789", "CBF43926")]
    [InlineData("CRC32C", "123456789", "E3069283")]
    [InlineData("CRC64NVME", "123456789", "AE8B14860A799888")]
    [InlineData("SHA1", "abc", "A9993E364706816ABA3E25717850C26C9CD0D89D")]
    [InlineData("SHA256", "abc", "BA7816BF8F01CFEA414140DE5DAE2223B00361A396177A9CB410FF61F20015AD")]
    public void Checksum_OfTheStandardsOwnExample(string algorithm, string text, string expected)
    {
        using var checksum = Sluice.Lake.S3.Bodies.ChecksumAlgorithm.Find(algorithm)!.Start();
        checksum.Append(Encoding.ASCII.GetBytes(text));

        Assert.Equal(expected, Convert.ToHexString(checksum.Finish()));
    }

    [Theory]
    [InlineData("CRC32")]
    [InlineData("CRC32C")]
    [InlineData("CRC64NVME")]
    public void Checksum_DoesNotDependOnHowTheBytesArrive(string name)
    {
        var algorithm = Sluice.Lake.S3.Bodies.ChecksumAlgorithm.Find(name)!;
        var bytes = RandomNumberGenerator.GetBytes(1000);
        using var whole = algorithm.Start();
        using var pieces = algorithm.Start();

        whole.Append(bytes);
        for (var (start, length) = (0, 1); start < bytes.Length; start += length, length = (length % 13) + 1)
        {
            pieces.Append(bytes.AsSpan(start, Math.Min(length, bytes.Length - start)));
        }

        Assert.Equal(whole.Finish(), pieces.Finish());
    }

    [Theory]
    [InlineData("CRC32")]
    [InlineData("CRC32C")]
    [InlineData("CRC64NVME")]
    [InlineData("SHA1")]
    [InlineData("SHA256")]
    public async Task Put_WithAChecksum_KeepsAndReturnsIt(string name)
    {
        var algorithm = Sluice.Lake.S3.Bodies.ChecksumAlgorithm.Find(name)!;
        using var checksum = algorithm.Start();
        checksum.Append("hello"u8);
        var value = Convert.ToBase64String(checksum.Finish());
        await lake.SendAsync(HttpMethod.Put, $"/{Bucket}/a", new StringContent("hello"), (algorithm.Header, value));

        using var response = await lake.Http.SendAsync(new HttpRequestMessage(HttpMethod.Get, new Uri(lake.Endpoint, $"/{Bucket}/a")) { Headers = { { "x-amz-checksum-mode", "ENABLED" } } }, Stop);

        Assert.Equal(value, response.Headers.GetValues(algorithm.Header).Single());
        Assert.Equal("FULL_OBJECT", response.Headers.GetValues("x-amz-checksum-type").Single());
    }

    [Theory]
    [InlineData("CRC32")]
    [InlineData("SHA1")]
    [InlineData("SHA256")]
    public async Task Put_WithTheSdksOwnChecksum_IsAccepted(string name)
    {
        await lake.Client.PutObjectAsync(new PutObjectRequest { BucketName = Bucket, Key = "a", ContentBody = "hello", ChecksumAlgorithm = new Amazon.S3.ChecksumAlgorithm(name) }, Stop);

        Assert.Equal([name], lake.Store.Find(Bucket, "a")!.Checksums.Keys);
    }

    [Theory]
    [InlineData("Content-MD5", "AAAAAAAAAAAAAAAAAAAAAA==", "BadDigest")]
    [InlineData("Content-MD5", "nonsense", "InvalidDigest")]
    [InlineData("x-amz-checksum-crc32", "AAAAAA==", "BadDigest")]
    [InlineData("x-amz-checksum-crc32", "AAAA", "InvalidRequest")]
    [InlineData("x-amz-checksum-sha256", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=", "BadDigest")]
    [InlineData("x-amz-content-sha256", "0000000000000000000000000000000000000000000000000000000000000000", "XAmzContentSHA256Mismatch")]
    [InlineData("x-amz-content-sha256", "nonsense", "InvalidArgument")]
    public async Task Put_WithAWrongDigest_StoresNothing(string header, string value, string code)
    {
        var (status, body) = await lake.SendAsync(HttpMethod.Put, $"/{Bucket}/a", new StringContent("hello"), (header, value));

        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Contains($"<Code>{code}</Code>", body, StringComparison.Ordinal);
        Assert.Null(lake.Store.Find(Bucket, "a"));
        Assert.Empty(Directory.EnumerateFiles(Path.Combine(lake.Folder, "s3", ".incoming")));
    }

    [Fact]
    public async Task AwsChunked_Signed_IsDecoded()
    {
        const string Body = "5;chunk-signature=ad80c730\r\nhello\r\n7;chunk-signature=0055627c\r\n\r\nworld\r\n0;chunk-signature=b6c6ea8a\r\n\r\n";

        var (status, _) = await lake.SendAsync(
            HttpMethod.Put,
            $"/{Bucket}/a",
            new ByteArrayContent(Encoding.ASCII.GetBytes(Body)),
            ("x-amz-content-sha256", "STREAMING-AWS4-HMAC-SHA256-PAYLOAD"),
            ("x-amz-decoded-content-length", "12"),
            ("Content-Encoding", "aws-chunked,gzip"));

        var stored = lake.Store.Find(Bucket, "a")!;
        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal("hello\r\nworld", await File.ReadAllTextAsync(stored.FilePath, Stop));
        Assert.Equal("gzip", stored.Headers["Content-Encoding"]);
    }

    [Theory]
    [InlineData("5\r\nhello\r\n0\r\nx-amz-checksum-crc32:NhCmhg==\r\n\r\n", "5", null)]
    [InlineData("5\r\nhello\r\n0\r\nx-amz-checksum-crc32:AAAAAA==\r\n\r\n", "5", "BadDigest")]
    [InlineData("5\r\nhello\r\n0\r\n\r\n", "5", "MalformedTrailerError")]
    [InlineData("5\r\nhello\r\n0\r\nx-amz-checksum-crc32:NhCmhg==\r\n\r\n", "6", "IncompleteBody")]
    [InlineData("5\r\nhel", "5", "IncompleteBody")]
    [InlineData("x\r\nhello\r\n", "5", "InvalidChunkSizeError")]
    [InlineData("4\r\nhello\r\n0\r\n\r\n", "5", "InvalidChunkSizeError")]
    public async Task AwsChunked_WithATrailer(string body, string length, string? code)
    {
        var (_, answer) = await lake.SendAsync(
            HttpMethod.Put,
            $"/{Bucket}/a",
            new ByteArrayContent(Encoding.ASCII.GetBytes(body)),
            ("x-amz-content-sha256", "STREAMING-UNSIGNED-PAYLOAD-TRAILER"),
            ("x-amz-decoded-content-length", length),
            ("x-amz-trailer", "x-amz-checksum-crc32"));

        if (code is null)
        {
            Assert.Equal("NhCmhg==", lake.Store.Find(Bucket, "a")!.Checksums["CRC32"]);
        }
        else
        {
            Assert.Contains($"<Code>{code}</Code>", answer, StringComparison.Ordinal);
            Assert.Null(lake.Store.Find(Bucket, "a"));
        }
    }

    [Fact]
    public async Task AwsChunked_InPiecesOfAnySize_IsDecoded()
    {
        var bytes = RandomNumberGenerator.GetBytes(300_000);
        using var encoded = new MemoryStream();
        for (var start = 0; start < bytes.Length; start += 70_001)
        {
            var piece = bytes.AsSpan(start, Math.Min(70_001, bytes.Length - start));
            encoded.Write(Encoding.ASCII.GetBytes($"{piece.Length:X}\r\n"));
            encoded.Write(piece);
            encoded.Write("\r\n"u8);
        }

        encoded.Write("0\r\nx-amz-trailer-signature:abc\r\n\r\n"u8);
        foreach (var step in new[] { 1000, 4096, 65_536 })
        {
            await using var decoder = new AwsChunkedStream(new Dribble(encoded.ToArray(), step));
            using var decoded = new MemoryStream();
            await decoder.CopyToAsync(decoded, 50_000, Stop);

            Assert.Equal(bytes, decoded.ToArray());
            Assert.Equal("abc", decoder.Trailers["x-amz-trailer-signature"]);
        }
    }

    private sealed class Dribble(byte[] bytes, int step) : MemoryStream(bytes)
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            base.ReadAsync(buffer[..Math.Min(buffer.Length, step)], cancellationToken);
    }
}
