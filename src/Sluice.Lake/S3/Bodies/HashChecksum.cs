using System.Security.Cryptography;

namespace Sluice.Lake.S3.Bodies;

/// <summary>A cryptographic hash as a checksum.</summary>
internal sealed class HashChecksum(HashAlgorithmName name) : Checksum
{
    private readonly IncrementalHash hash = IncrementalHash.CreateHash(name);

    public override void Append(ReadOnlySpan<byte> bytes) => hash.AppendData(bytes);

    public override byte[] Finish() => hash.GetHashAndReset();

    public override void Dispose() => hash.Dispose();
}
