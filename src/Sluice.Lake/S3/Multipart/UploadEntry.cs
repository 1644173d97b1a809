namespace Sluice.Lake.S3.Multipart;

/// <summary>A line of an upload's journal: the first describes the object to be, every other one a part; a part's last line counts.</summary>
internal sealed record UploadEntry
{
    public string? Bucket { get; init; }

    public string? Key { get; init; }

    public string? ContentType { get; init; }

    public IReadOnlyDictionary<string, string>? Metadata { get; init; }

    public IReadOnlyDictionary<string, string>? Headers { get; init; }

    public string? ChecksumAlgorithm { get; init; }

    public string? ChecksumType { get; init; }

    /// <summary>When the upload was begun or the part written, Unix seconds.</summary>
    public long Time { get; init; }

    public UploadedPart? Part { get; init; }
}
