using System.Buffers;
using System.Globalization;
using System.Security.Cryptography;

namespace Sluice.Lake.S3.Bodies;

/// <summary>
/// Takes a request's body into a file or memory, piece by piece, and checks everything that the client said about it:
/// its length, <c>Content-MD5</c>, <c>x-amz-content-sha256</c>, and the checksum in a header or a trailer.
/// </summary>
internal static class BodyReceiver
{
    /// <summary>The largest body of one request: 5 GiB.</summary>
    public const long Largest = 5L * 1024 * 1024 * 1024;

    private const int BufferSize = 128 * 1024;

    /// <summary>Receives a body into a new file.</summary>
    /// <param name="request">Whose body.</param>
    /// <param name="path">The file; it must not exist.</param>
    /// <param name="algorithm">A checksum to compute even when the client has not sent its value.</param>
    /// <param name="cancellationToken">Ends it when the client has left.</param>
    public static async Task<ReceivedBody> ReceiveFileAsync(S3Request request, string path, ChecksumAlgorithm? algorithm, CancellationToken cancellationToken)
    {
        using var file = File.OpenHandle(path, FileMode.CreateNew, FileAccess.Write);
        long written = 0;
        return await ReceiveAsync(
            request,
            bytes =>
            {
                RandomAccess.Write(file, bytes, written); // into the operating system's cache: not worth a thread's switch
                written += bytes.Length;
            },
            algorithm,
            cancellationToken);
    }

    /// <summary>The algorithm of the checksum that comes with a body, in a header or a trailer; null when none comes.</summary>
    public static ChecksumAlgorithm? Promised(S3Request request) => Expected(request)?.Algorithm ?? Trailing(request);

    /// <summary>Receives a small body, such as an XML document.</summary>
    /// <exception cref="S3Exception">It is larger than the limit.</exception>
    public static async Task<byte[]> ReceiveBytesAsync(S3Request request, int limit, bool checksumIsOfBody, CancellationToken cancellationToken)
    {
        using var content = new MemoryStream();
        await ReceiveAsync(
            request,
            bytes =>
            {
                if (content.Length + bytes.Length > limit)
                {
                    throw S3Errors.MaxMessageLengthExceeded(limit);
                }

                content.Write(bytes);
            },
            null,
            cancellationToken,
            checksumIsOfBody);
        return content.ToArray();
    }

    private static async Task<ReceivedBody> ReceiveAsync(
        S3Request request, SpanAction take, ChecksumAlgorithm? algorithm, CancellationToken cancellationToken, bool checksumIsOfBody = true)
    {
        var expected = checksumIsOfBody ? Expected(request) : null;
        var trailing = Trailing(request);
        var payload = request.Header("x-amz-content-sha256");
        var hashed = IsHash(payload);
        var length = DeclaredLength(request);
        if (length > Largest)
        {
            throw S3Errors.EntityTooLarge(length.Value, Largest);
        }

        ChecksumAlgorithm?[] wanted = [expected?.Algorithm, trailing, algorithm];
        using var digest = new BodyDigest(wanted.OfType<ChecksumAlgorithm>(), hashed);
        var chunked = IsChunked(request) ? new AwsChunkedStream(request.Http.Request.Body) : null;
        var body = chunked ?? request.Http.Request.Body;
        var buffer = ArrayPool<byte>.Shared.Rent((int)Math.Clamp(length ?? BufferSize, 4096, BufferSize));
        try
        {
            int read;
            while ((read = await body.ReadAsync(buffer, cancellationToken)) > 0)
            {
                digest.Append(buffer.AsSpan(0, read));
                take(buffer.AsSpan(0, read));
                if (digest.Size > Largest)
                {
                    throw S3Errors.EntityTooLarge(digest.Size, Largest);
                }
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }

        if (length is not null && length != digest.Size)
        {
            throw S3Errors.IncompleteBody();
        }

        var md5 = digest.Md5();
        var checksums = digest.Checksums();
        CheckMd5(request.Header("Content-MD5"), md5);
        if (hashed && !string.Equals(digest.Sha256(), payload, StringComparison.OrdinalIgnoreCase))
        {
            throw S3Errors.ContentSha256Mismatch(payload!); // a hash, as checked above
        }

        if (expected is var (promised, value))
        {
            CheckChecksum(promised, value, checksums);
        }

        if (trailing is not null)
        {
            if (chunked?.Trailers.GetValueOrDefault(trailing.Header) is not { } sent)
            {
                throw S3Errors.MalformedTrailer($"x-amz-trailer announces {trailing.Header}, which did not come");
            }

            CheckChecksum(trailing, sent, checksums);
        }

        return new ReceivedBody(digest.Size, md5, checksums);
    }

    private static bool IsChunked(S3Request request) =>
        request.Header("x-amz-content-sha256")?.StartsWith("STREAMING-", StringComparison.Ordinal) == true;

    private static bool IsHash(string? payload)
    {
        switch (payload)
        {
            case null or "UNSIGNED-PAYLOAD" or "STREAMING-UNSIGNED-PAYLOAD-TRAILER"
                or "STREAMING-AWS4-HMAC-SHA256-PAYLOAD" or "STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER"
                or "STREAMING-AWS4-ECDSA-P256-SHA256-PAYLOAD" or "STREAMING-AWS4-ECDSA-P256-SHA256-PAYLOAD-TRAILER":
                return false;
            case { Length: 64 } when payload.All(char.IsAsciiHexDigit):
                return true;
            default:
                throw S3Errors.InvalidArgument(
                    "x-amz-content-sha256",
                    payload,
                    "x-amz-content-sha256 must be UNSIGNED-PAYLOAD, STREAMING-UNSIGNED-PAYLOAD-TRAILER, STREAMING-AWS4-HMAC-SHA256-PAYLOAD, STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER or a valid sha256 value.");
        }
    }

    private static long? DeclaredLength(S3Request request)
    {
        if (!IsChunked(request))
        {
            return request.Http.Request.ContentLength;
        }

        var text = request.Header("x-amz-decoded-content-length") ?? throw S3Errors.MissingContentLength();
        return long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var length)
            ? length
            : throw S3Errors.InvalidArgument("x-amz-decoded-content-length", text, "not a number of bytes");
    }

    private static (ChecksumAlgorithm Algorithm, string Value)? Expected(S3Request request)
    {
        (ChecksumAlgorithm, string)? expected = null;
        Span<byte> decoded = stackalloc byte[64]; // the longest checksum has 32
        foreach (var algorithm in ChecksumAlgorithm.All)
        {
            if (request.Header(algorithm.Header) is not { } value)
            {
                continue;
            }

            if (expected is not null)
            {
                throw S3Errors.InvalidRequest("Expecting a single x-amz-checksum- header. Multiple checksum Types are not allowed.");
            }

            if (!Convert.TryFromBase64String(value, decoded, out var bytes) || bytes != algorithm.Bytes)
            {
                throw S3Errors.InvalidRequest($"Value for {algorithm.Header} header is invalid.");
            }

            expected = (algorithm, value);
        }

        return expected;
    }

    private static ChecksumAlgorithm? Trailing(S3Request request)
    {
        if (request.Header("x-amz-trailer") is not { } name)
        {
            return null;
        }

        return ChecksumAlgorithm.All.FirstOrDefault(algorithm => algorithm.Header.Equals(name.Trim(), StringComparison.OrdinalIgnoreCase))
            ?? throw S3Errors.InvalidRequest($"The value specified in the x-amz-trailer header is not supported: '{name}'.");
    }

    private static void CheckMd5(string? header, byte[] md5)
    {
        if (header is null)
        {
            return;
        }

        Span<byte> expected = stackalloc byte[64];
        if (!Convert.TryFromBase64String(header, expected, out var length) || length != MD5.HashSizeInBytes)
        {
            throw S3Errors.InvalidDigest(header);
        }

        if (!md5.AsSpan().SequenceEqual(expected[..length]))
        {
            throw S3Errors.BadDigest("Content-MD5", header, Convert.ToBase64String(md5));
        }
    }

    private static void CheckChecksum(ChecksumAlgorithm algorithm, string value, IReadOnlyDictionary<string, string> computed)
    {
        if (computed[algorithm.Name] != value)
        {
            throw S3Errors.BadDigest(algorithm.Name, value, computed[algorithm.Name]);
        }
    }

    private delegate void SpanAction(ReadOnlySpan<byte> bytes);
}
