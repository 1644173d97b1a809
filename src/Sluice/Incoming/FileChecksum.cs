using System.Security.Cryptography;
using Sluice.Configuration;

namespace Sluice.Incoming;

/// <summary>Holds a file against the digest that came with it.</summary>
public static class FileChecksum
{
    /// <summary>Reads the file to its end and compares.</summary>
    /// <param name="match">The file, with a <see cref="IncomingMatch.ChecksumKey"/>.</param>
    /// <param name="content">Its content.</param>
    /// <param name="checksumText">The content of the file that holds its digest: hex digits, then anything (as sha256sum writes).</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <exception cref="IncomingFilesException">The digests differ, or the text holds none.</exception>
    public static async Task VerifyAsync(IncomingMatch match, Stream content, string checksumText, CancellationToken cancellationToken)
    {
        var algorithm = match.Plan.Checksum
            ?? throw new ArgumentException($"No checksum is registered for '{match.Plan.Pattern}'.", nameof(match));
        var digits = algorithm == ChecksumAlgorithm.Md5 ? 32 : 64;
        var expected = checksumText.TrimStart().Split([' ', '\t', '\r', '\n'], 2)[0].ToLowerInvariant();
        if (expected.Length != digits || !expected.All(char.IsAsciiHexDigit))
        {
            throw new IncomingFilesException($"The file '{match.ChecksumKey}' begins with '{Short(expected)}'. Expected the {digits} hexadecimal digits of a digest.");
        }

        // MD5 guards against damage in transit here, not against an adversary.
        var found = Convert.ToHexStringLower(algorithm == ChecksumAlgorithm.Md5
            ? await MD5.HashDataAsync(content, cancellationToken)
            : await SHA256.HashDataAsync(content, cancellationToken));
        if (found != expected)
        {
            throw new IncomingFilesException($"The file '{match.SourceKey}' has the digest {found}. Its checksum file '{match.ChecksumKey}' says {expected}.");
        }
    }

    private static string Short(string text) => text.Length <= 70 ? text : text[..70] + "…";
}
