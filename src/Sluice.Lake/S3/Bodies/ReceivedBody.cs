namespace Sluice.Lake.S3.Bodies;

/// <summary>A body that has arrived entirely, and whose checksums hold.</summary>
/// <param name="Size">Bytes.</param>
/// <param name="Md5">Its MD5.</param>
/// <param name="Checksums">By algorithm, base64.</param>
internal sealed record ReceivedBody(long Size, byte[] Md5, IReadOnlyDictionary<string, string> Checksums);
