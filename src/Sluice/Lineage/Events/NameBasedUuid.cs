using System.Security.Cryptography;
using System.Text;

namespace Sluice.Lineage.Events;

/// <summary>
/// UUIDs of version 5 (RFC 9562) in the namespace of URLs: the same name gives the same UUID, here and in any other program,
/// such as Python's <c>uuid.uuid5(uuid.NAMESPACE_URL, name)</c>.
/// </summary>
public static class NameBasedUuid
{
    private static readonly Guid UrlNamespace = new("6ba7b811-9dad-11d1-80b4-00c04fd430c8");

    /// <summary>The UUID of a name.</summary>
    public static Guid Of(string name)
    {
#pragma warning disable CA5350 // RFC 9562 says SHA-1. The UUID is a name, it keeps no secret.
        var hash = SHA1.HashData([.. UrlNamespace.ToByteArray(bigEndian: true), .. Encoding.UTF8.GetBytes(name)]);
#pragma warning restore CA5350
        hash[6] = (byte)((hash[6] & 0x0f) | 0x50);
        hash[8] = (byte)((hash[8] & 0x3f) | 0x80);
        return new Guid(hash.AsSpan(0, 16), bigEndian: true);
    }
}
