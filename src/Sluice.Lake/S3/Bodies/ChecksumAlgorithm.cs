using System.Security.Cryptography;

namespace Sluice.Lake.S3.Bodies;

/// <summary>The checksums that S3 keeps with an object (<see href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/checking-object-integrity.html">Checking object integrity</see>).</summary>
internal sealed class ChecksumAlgorithm
{
    private readonly Func<Checksum> create;

    private ChecksumAlgorithm(string name, int bytes, Func<Checksum> create)
    {
        (Name, Bytes, this.create) = (name, bytes, create);
        Header = "x-amz-checksum-" + name.ToLowerInvariant();
    }

    public static IReadOnlyList<ChecksumAlgorithm> All { get; } =
    [
        new("CRC32", 4, () => new Crc(Crc.Ieee)),
        new("CRC32C", 4, () => new Crc32C()),
        new("CRC64NVME", 8, () => new Crc(Crc.Nvme)),
        new("SHA1", 20, () => new HashChecksum(HashAlgorithmName.SHA1)),
        new("SHA256", 32, () => new HashChecksum(HashAlgorithmName.SHA256)),
    ];

    /// <summary>As in <c>x-amz-checksum-algorithm</c> and, after <c>Checksum</c>, in XML: <c>CRC32</c>.</summary>
    public string Name { get; }

    /// <summary>The header or trailer that carries the value, base64: <c>x-amz-checksum-crc32</c>.</summary>
    public string Header { get; }

    /// <summary>Whether it is a CRC: only those make a checksum of the full object for a multipart upload.</summary>
    public bool IsCrc => Name.StartsWith("CRC", StringComparison.Ordinal);

    /// <summary>The length of a value.</summary>
    public int Bytes { get; }

    /// <summary>The algorithm of that name in any case; null when S3 has none such.</summary>
    public static ChecksumAlgorithm? Find(string name) => All.FirstOrDefault(algorithm => algorithm.Name.Equals(name, StringComparison.OrdinalIgnoreCase));

    /// <summary>The algorithm that a header of the request names; null when there is no such header.</summary>
    public static ChecksumAlgorithm? Requested(S3Request request, string header) => request.Header(header) is not { } name
        ? null
        : Find(name) ?? throw S3Errors.InvalidRequest($"Checksum algorithm provided is unsupported. Please try again with any of the valid types: [{string.Join(", ", All.Select(algorithm => algorithm.Name))}]; {header} is '{name}'.");

    /// <summary>A fresh computation.</summary>
    public Checksum Start() => create();
}
