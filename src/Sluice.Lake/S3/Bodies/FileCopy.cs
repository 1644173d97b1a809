namespace Sluice.Lake.S3.Bodies;

/// <summary>Copies a piece of a file, computing over it what a body's receipt computes.</summary>
internal static class FileCopy
{
    private const int BufferSize = 1024 * 1024;

    public static async Task<ReceivedBody> CopyAsync(
        string source, ByteRange range, string target, ChecksumAlgorithm? algorithm, CancellationToken cancellationToken)
    {
        ChecksumAlgorithm?[] wanted = [algorithm];
        using var digest = new BodyDigest(wanted.OfType<ChecksumAlgorithm>());
        using var input = File.OpenHandle(source, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete);
        using var output = File.OpenHandle(target, FileMode.CreateNew, FileAccess.Write);
        var buffer = new byte[Math.Clamp(range.Length, 1, BufferSize)];
        while (digest.Size < range.Length)
        {
            var wantedNow = (int)Math.Min(buffer.Length, range.Length - digest.Size);
            var read = await RandomAccess.ReadAsync(input, buffer.AsMemory(0, wantedNow), range.Offset + digest.Size, cancellationToken);
            if (read == 0)
            {
                throw S3Errors.InternalError($"{source} has become shorter while it was copied");
            }

            await RandomAccess.WriteAsync(output, buffer.AsMemory(0, read), digest.Size, cancellationToken);
            digest.Append(buffer.AsSpan(0, read));
        }

        return new ReceivedBody(digest.Size, digest.Md5(), digest.Checksums());
    }
}
