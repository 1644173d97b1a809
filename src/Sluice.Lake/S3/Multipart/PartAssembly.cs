using System.Security.Cryptography;
using Sluice.Lake.S3.Bodies;

namespace Sluice.Lake.S3.Multipart;

/// <summary>Makes one object of the parts that a completion names.</summary>
internal static class PartAssembly
{
    /// <summary>The least size of every part but the last: 5 MiB.</summary>
    public const long SmallestPart = 5 * 1024 * 1024;

    private const int BufferSize = 1024 * 1024;

    /// <summary>The parts that are named, checked against those that were uploaded.</summary>
    /// <exception cref="S3Exception"><c>InvalidPart</c>, <c>InvalidPartOrder</c>, <c>InvalidRequest</c>, <c>EntityTooSmall</c>.</exception>
    public static IReadOnlyList<UploadedPart> Choose(MultipartUpload upload, IReadOnlyList<NamedPart> named)
    {
        var uploaded = upload.Parts.ToDictionary(part => part.Number);
        var chosen = new List<UploadedPart>(named.Count);
        foreach (var name in named)
        {
            if (chosen.Count > 0 && name.Number <= chosen[^1].Number)
            {
                throw S3Errors.InvalidPartOrder();
            }

            if (!uploaded.TryGetValue(name.Number, out var part)
                || part.ETag.Trim('"') != name.ETag.Trim('"')
                || name.Checksums.Any(checksum => part.Checksums.TryGetValue(checksum.Key, out var value) && value != checksum.Value))
            {
                throw S3Errors.InvalidPart(name.Number, name.ETag);
            }

            if (upload is { Algorithm: { } algorithm, Begin.ChecksumType: ChecksumType.Composite } && !name.Checksums.ContainsKey(algorithm.Name))
            {
                throw S3Errors.InvalidRequest(
                    $"The upload was created using a {algorithm.Name.ToLowerInvariant()} checksum. The complete request must include the checksum for each part. It was missing for part {name.Number} in the request.");
            }

            chosen.Add(part);
        }

        if (chosen.SkipLast(1).FirstOrDefault(part => part.Size < SmallestPart) is { } small)
        {
            throw S3Errors.EntityTooSmall(small.Number, small.ETag.Trim('"'), small.Size, SmallestPart);
        }

        return chosen;
    }

    /// <summary>Writes the parts one after the other into a file, and says what the object is.</summary>
    public static async Task<ObjectDraft> AssembleAsync(
        MultipartUpload upload, IReadOnlyList<UploadedPart> parts, string path, CancellationToken cancellationToken)
    {
        using var whole = upload.Begin.ChecksumType == ChecksumType.FullObject ? upload.Algorithm?.Start() : null;
        await using (var file = new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 0))
        {
            var buffer = new byte[BufferSize];
            foreach (var part in parts)
            {
                await using var source = new FileStream(Path.Combine(upload.Folder, part.File), FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0);
                int read;
                while ((read = await source.ReadAsync(buffer, cancellationToken)) > 0)
                {
                    whole?.Append(buffer.AsSpan(0, read));
                    await file.WriteAsync(buffer.AsMemory(0, read), cancellationToken);
                }
            }
        }

        return new ObjectDraft
        {
            FilePath = path,
            Size = parts.Sum(part => part.Size),
            ETag = $"\"{Convert.ToHexStringLower(MD5.HashData(Concatenated(parts, part => Convert.FromHexString(part.ETag.Trim('"')))))}-{parts.Count}\"",
            ContentType = upload.Begin.ContentType,
            Metadata = upload.Begin.Metadata,
            Headers = upload.Begin.Headers,
            Checksums = whole is null ? Composite(upload, parts) : new Dictionary<string, string>
            {
                [upload.Algorithm!.Name] = Convert.ToBase64String(whole.Finish()), // there is a computation only for an algorithm
            },
        };
    }

    private static Dictionary<string, string>? Composite(MultipartUpload upload, IReadOnlyList<UploadedPart> parts)
    {
        if (upload.Algorithm is not { } algorithm)
        {
            return null;
        }

        using var checksum = algorithm.Start();
        checksum.Append(Concatenated(parts, part => Convert.FromBase64String(part.Checksums[algorithm.Name]))); // computed for every part of such an upload
        return new() { [algorithm.Name] = $"{Convert.ToBase64String(checksum.Finish())}-{parts.Count}" };
    }

    private static byte[] Concatenated(IReadOnlyList<UploadedPart> parts, Func<UploadedPart, byte[]> bytes) => [.. parts.SelectMany(bytes)];
}
