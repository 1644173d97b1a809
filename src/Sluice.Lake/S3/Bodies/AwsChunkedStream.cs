using System.Globalization;
using System.Text;

namespace Sluice.Lake.S3.Bodies;

/// <summary>
/// Reads what a body in <c>aws-chunked</c> encoding carries: chunks, each after a line with its size in hexadecimal and
/// perhaps a signature, and trailing headers
/// (<see href="https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-streaming.html">Signature calculations: multiple chunks</see>).
/// Signatures of chunks are not checked, as no signature is.
/// </summary>
internal sealed class AwsChunkedStream(Stream body) : Stream
{
    private const int LongestLine = 8 * 1024;

    private readonly byte[] buffer = new byte[64 * 1024];
    private readonly Dictionary<string, string> trailers = new(StringComparer.OrdinalIgnoreCase);
    private int start;
    private int end;
    private long left;
    private bool began;
    private bool finished;

    /// <summary>The trailing headers; complete once everything has been read.</summary>
    public IReadOnlyDictionary<string, string> Trailers => trailers;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> destination, CancellationToken cancellationToken = default)
    {
        if (finished || destination.IsEmpty)
        {
            return 0;
        }

        if (left == 0)
        {
            if (began && (await LineAsync(cancellationToken)).Length > 0)
            {
                throw S3Errors.InvalidChunk("a chunk is longer than its size line says");
            }

            began = true;
            left = Size(await LineAsync(cancellationToken));
            if (left == 0)
            {
                await ReadTrailersAsync(cancellationToken);
                finished = true;
                return 0;
            }
        }

        var wanted = (int)Math.Min(left, destination.Length);
        int read;
        if (start < end)
        {
            read = Math.Min(wanted, end - start);
            buffer.AsSpan(start, read).CopyTo(destination.Span);
            start += read;
        }
        else
        {
            // Past the buffer: large chunks are copied once.
            read = await body.ReadAsync(destination[..wanted], cancellationToken);
            if (read == 0)
            {
                throw S3Errors.IncompleteBody();
            }
        }

        left -= read;
        return read;
    }

    public override Task<int> ReadAsync(byte[] destination, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(destination.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] destination, int offset, int count) => throw new NotSupportedException("Request bodies are read asynchronously.");

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] source, int offset, int count) => throw new NotSupportedException();

    private static long Size(string line)
    {
        var size = line.AsSpan(0, line.IndexOf(';') is var semicolon and >= 0 ? semicolon : line.Length);
        return long.TryParse(size, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var value) && value >= 0
            ? value
            : throw S3Errors.InvalidChunk($"'{line}' is not a chunk's size in hexadecimal");
    }

    private async Task ReadTrailersAsync(CancellationToken cancellationToken)
    {
        while (await FillAsync(cancellationToken))
        {
            var line = await LineAsync(cancellationToken);
            if (line.Length == 0)
            {
                continue;
            }

            var colon = line.IndexOf(':');
            if (colon <= 0)
            {
                throw S3Errors.MalformedTrailer($"'{line}' is not a header");
            }

            trailers[line[..colon].Trim()] = line[(colon + 1)..].Trim();
        }
    }

    private async ValueTask<string> LineAsync(CancellationToken cancellationToken)
    {
        var line = new StringBuilder();
        while (await FillAsync(cancellationToken))
        {
            var newline = buffer.AsSpan(start, end - start).IndexOf((byte)'\n');
            line.Append(Encoding.Latin1.GetString(buffer, start, newline < 0 ? end - start : newline));
            start = newline < 0 ? end : start + newline + 1;
            if (newline >= 0)
            {
                return line.ToString().TrimEnd('\r');
            }

            if (line.Length > LongestLine)
            {
                throw S3Errors.InvalidChunk($"a line of more than {LongestLine} characters");
            }
        }

        throw S3Errors.IncompleteBody();
    }

    private async ValueTask<bool> FillAsync(CancellationToken cancellationToken)
    {
        if (start < end)
        {
            return true;
        }

        start = 0;
        end = await body.ReadAsync(buffer, cancellationToken);
        return end > 0;
    }
}
