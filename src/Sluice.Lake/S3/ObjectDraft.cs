namespace Sluice.Lake.S3;

/// <summary>Bytes that have arrived in a file of the lake and are about to become an object.</summary>
public sealed record ObjectDraft
{
    /// <summary>The file that holds the bytes; it is moved into the store.</summary>
    public required string FilePath { get; init; }

    /// <summary>Bytes.</summary>
    public required long Size { get; init; }

    /// <summary>The entity tag with its quotes.</summary>
    public required string ETag { get; init; }

    /// <summary>The content type; null for S3's default.</summary>
    public string? ContentType { get; init; }

    /// <summary>User metadata, names without <c>x-amz-meta-</c>.</summary>
    public IReadOnlyDictionary<string, string>? Metadata { get; init; }

    /// <summary>Other headers that S3 keeps.</summary>
    public IReadOnlyDictionary<string, string>? Headers { get; init; }

    /// <summary>Verified checksums by algorithm, base64.</summary>
    public IReadOnlyDictionary<string, string>? Checksums { get; init; }
}
