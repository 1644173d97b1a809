using System.Buffers;
using Microsoft.AspNetCore.Http;

namespace Sluice.Lake.S3.Operations;

/// <summary><see href="https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObject.html">GetObject</see></summary>
internal sealed class GetObject(ObjectStore store)
    : S3Operation([.. ObjectHeaders.OverrideParameters], ["x-amz-checksum-mode"])
{
    private const int BufferSize = 128 * 1024;

    public override async Task HandleAsync(S3Request request, CancellationToken cancellationToken)
    {
        var stored = store.Find(request.Bucket, request.Key) ?? throw S3Errors.NoSuchKey(request.Key);
        using var file = File.OpenHandle(stored.FilePath, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete);
        if (ReadConditions.Answer(request, stored) is not { } range)
        {
            return;
        }

        request.Response.ContentLength = range.Length;
        var buffer = ArrayPool<byte>.Shared.Rent((int)Math.Clamp(range.Length, 1, BufferSize));
        try
        {
            var (offset, left) = (range.Offset, range.Length);
            while (left > 0)
            {
                var read = RandomAccess.Read(file, buffer.AsSpan(0, (int)Math.Min(left, buffer.Length)), offset);
                if (read == 0)
                {
                    throw S3Errors.InternalError($"{stored.FilePath} is shorter than the {stored.Size} bytes that were written to it");
                }

                await request.Response.Body.WriteAsync(buffer.AsMemory(0, read), cancellationToken);
                (offset, left) = (offset + read, left - read);
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }
}
