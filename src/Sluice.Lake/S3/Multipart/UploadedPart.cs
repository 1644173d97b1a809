namespace Sluice.Lake.S3.Multipart;

/// <summary>A part of an upload.</summary>
internal sealed record UploadedPart
{
    /// <summary>1 to 10,000.</summary>
    public required int Number { get; init; }

    /// <summary>The file's name in the upload's folder.</summary>
    public required string File { get; init; }

    public required long Size { get; init; }

    /// <summary>MD5 in quotes.</summary>
    public required string ETag { get; init; }

    /// <summary>Unix seconds.</summary>
    public required long Modified { get; init; }

    /// <summary>By algorithm, base64.</summary>
    public required IReadOnlyDictionary<string, string> Checksums { get; init; }

    public DateTimeOffset LastModified => DateTimeOffset.FromUnixTimeSeconds(Modified);
}
