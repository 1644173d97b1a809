namespace Sluice.Lake.S3;

/// <summary>An object as it is stored. Immutable: a new PUT of the same key makes a new one, and the old one's file stays readable for those who have it open.</summary>
public sealed record StoredObject
{
    /// <summary>What an object is when its writer has not said.</summary>
    public const string DefaultContentType = "binary/octet-stream";

    /// <summary>No metadata, headers or checksums: one instance for all objects that have none.</summary>
    internal static readonly IReadOnlyDictionary<string, string> Nothing = new Dictionary<string, string>();

    /// <summary>The bucket's name.</summary>
    public required string Bucket { get; init; }

    /// <summary>The key, as the client gave it.</summary>
    public required string Key { get; init; }

    /// <summary>Bytes.</summary>
    public required long Size { get; init; }

    /// <summary>The entity tag with its quotes: <c>"9e107d9d372bb6826bd81d3542a419d6"</c>, <c>"…-3"</c> for a multipart upload of three parts.</summary>
    public required string ETag { get; init; }

    /// <summary>When it was written, UTC, whole seconds.</summary>
    public required DateTimeOffset LastModified { get; init; }

    /// <summary>Where its bytes are. DuckDB reads them from there. Folder names of the key such as <c>exec_date=2026-11-21</c> are kept in it.</summary>
    public required string FilePath { get; init; }

    /// <summary>A hexadecimal string that grows with every write to the lake: EventBridge's <c>sequencer</c>.</summary>
    public required string Sequencer { get; init; }

    /// <summary>The content type; <c>binary/octet-stream</c> when none was given.</summary>
    public string ContentType { get; init; } = DefaultContentType;

    /// <summary>User metadata, names without <c>x-amz-meta-</c>.</summary>
    public IReadOnlyDictionary<string, string> Metadata { get; init; } = Nothing;

    /// <summary>Other headers that S3 keeps and returns: Cache-Control, Content-Encoding, Content-Disposition, Content-Language, Expires.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; init; } = Nothing;

    /// <summary>The checksums that were sent and verified, by algorithm (<c>CRC32</c>), base64.</summary>
    public IReadOnlyDictionary<string, string> Checksums { get; init; } = Nothing;
}
