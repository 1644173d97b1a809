using System.Globalization;

namespace Sluice.Lake.S3;

/// <summary>
/// A line of a bucket's journal. The first line of a journal is the bucket itself (<see cref="Created"/>); a line with
/// <see cref="ETag"/> is an object, one without is the removal of <see cref="Key"/>.
/// </summary>
internal sealed record BucketEntry
{
    /// <summary>When the bucket was created, Unix seconds; only on the first line.</summary>
    public long? Created { get; init; }

    /// <summary>The highest version that had been given when the line was written: versions grow across restarts.</summary>
    public ulong Version { get; init; }

    public string? Key { get; init; }

    public long? Size { get; init; }

    public string? ETag { get; init; }

    /// <summary>Unix seconds.</summary>
    public long? Modified { get; init; }

    public string? ContentType { get; init; }

    public IReadOnlyDictionary<string, string>? Metadata { get; init; }

    public IReadOnlyDictionary<string, string>? Headers { get; init; }

    public IReadOnlyDictionary<string, string>? Checksums { get; init; }

    public static BucketEntry Of(StoredObject stored) => new()
    {
        Version = ulong.Parse(stored.Sequencer, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture),
        Key = stored.Key,
        Size = stored.Size,
        ETag = stored.ETag,
        Modified = stored.LastModified.ToUnixTimeSeconds(),
        ContentType = stored.ContentType,
        Metadata = stored.Metadata.Count == 0 ? null : stored.Metadata,
        Headers = stored.Headers.Count == 0 ? null : stored.Headers,
        Checksums = stored.Checksums.Count == 0 ? null : stored.Checksums,
    };

    /// <summary>The object that the line describes; null for a removal.</summary>
    public StoredObject? ToObject(string bucket, string folder)
    {
        if (Key is null || ETag is null)
        {
            return null;
        }

        return new StoredObject
        {
            Bucket = bucket,
            Key = Key,
            Size = Size ?? 0,
            ETag = ETag,
            LastModified = DateTimeOffset.FromUnixTimeSeconds(Modified ?? 0),
            FilePath = Path.Combine(folder, KeyPath.Of(Key, Version)),
            Sequencer = Version.ToString("X16", CultureInfo.InvariantCulture),
            ContentType = ContentType ?? StoredObject.DefaultContentType,
            Metadata = Metadata ?? StoredObject.Nothing,
            Headers = Headers ?? StoredObject.Nothing,
            Checksums = Checksums ?? StoredObject.Nothing,
        };
    }
}
