using System.Security.Cryptography;

namespace Sluice.Lake.S3.Bodies;

/// <summary>Everything that is computed over a body while it goes by.</summary>
internal sealed class BodyDigest : IDisposable
{
    private readonly IncrementalHash md5 = IncrementalHash.CreateHash(HashAlgorithmName.MD5);
    private readonly IncrementalHash? sha256;
    private readonly List<(ChecksumAlgorithm Algorithm, Checksum Checksum)> checksums;

    /// <param name="algorithms">The checksums wanted.</param>
    /// <param name="withSha256">Whether the payload's hash is wanted too.</param>
    public BodyDigest(IEnumerable<ChecksumAlgorithm> algorithms, bool withSha256 = false)
    {
        checksums = [.. algorithms.Distinct().Select(algorithm => (algorithm, algorithm.Start()))];
        sha256 = withSha256 ? IncrementalHash.CreateHash(HashAlgorithmName.SHA256) : null;
    }

    public long Size { get; private set; }

    public void Append(ReadOnlySpan<byte> bytes)
    {
        Size += bytes.Length;
        md5.AppendData(bytes);
        sha256?.AppendData(bytes);
        foreach (var (_, checksum) in checksums)
        {
            checksum.Append(bytes);
        }
    }

    public byte[] Md5() => md5.GetHashAndReset();

    /// <summary>Lower-case hexadecimal.</summary>
    public string? Sha256() => sha256 is null ? null : Convert.ToHexStringLower(sha256.GetHashAndReset());

    /// <summary>By algorithm, base64.</summary>
    public IReadOnlyDictionary<string, string> Checksums() =>
        checksums.ToDictionary(entry => entry.Algorithm.Name, entry => Convert.ToBase64String(entry.Checksum.Finish()));

    public void Dispose()
    {
        md5.Dispose();
        sha256?.Dispose();
        foreach (var (_, checksum) in checksums)
        {
            checksum.Dispose();
        }
    }
}
