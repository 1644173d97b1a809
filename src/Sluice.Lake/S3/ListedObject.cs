using System.Xml.Linq;
using Sluice.Lake.S3.Bodies;

namespace Sluice.Lake.S3;

/// <summary>An object in a listing's XML.</summary>
internal static class ListedObject
{
    /// <param name="stored">The object.</param>
    /// <param name="encoding">How its key is written.</param>
    /// <param name="owner">The owner's id; null to leave it out.</param>
    public static XElement Element(StoredObject stored, KeyEncoding encoding, string? owner) => S3Xml.Element(
        "Contents",
        encoding.Element("Key", stored.Key),
        S3Xml.Element("LastModified", S3Xml.Date(stored.LastModified)),
        S3Xml.Element("ETag", stored.ETag),
        stored.Checksums.Keys.Select(name => S3Xml.Element("ChecksumAlgorithm", name)),
        stored.Checksums.Values.Take(1).Select(value => S3Xml.Element("ChecksumType", ChecksumType.Of(value))),
        S3Xml.Element("Size", stored.Size),
        owner is null ? null : S3Xml.Element("Owner", S3Xml.Element("ID", owner)),
        S3Xml.Element("StorageClass", "STANDARD"));

    /// <summary>The <c>CommonPrefixes</c> of a listing.</summary>
    public static IEnumerable<XElement> CommonPrefixes(IEnumerable<string> prefixes, KeyEncoding encoding) =>
        prefixes.Select(prefix => S3Xml.Element("CommonPrefixes", encoding.Element("Prefix", prefix)));
}
