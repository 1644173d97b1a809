using System.Text.Json.Serialization;

namespace Sluice.Configuration;

/// <summary>How an incoming file's digest is computed; the lower-case name is the ending of the file that holds it.</summary>
[JsonConverter(typeof(WordConverter<ChecksumAlgorithm>))]
public enum ChecksumAlgorithm
{
    /// <summary><c>.md5</c>, as md5sum writes it.</summary>
    Md5,

    /// <summary><c>.sha256</c>, as sha256sum writes it.</summary>
    Sha256,
}
