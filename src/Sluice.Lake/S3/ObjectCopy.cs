using Sluice.Lake.S3.Bodies;

namespace Sluice.Lake.S3;

/// <summary>Makes an object of another one's bytes: a whole one with a tag and checksums of its own, also where the source has several parts.</summary>
internal static class ObjectCopy
{
    /// <summary>Copies an object.</summary>
    /// <param name="store">The store.</param>
    /// <param name="source">The object.</param>
    /// <param name="bucket">The copy's bucket.</param>
    /// <param name="key">The copy's key.</param>
    /// <param name="attributes">What the copy has in place of the source's; null to keep those.</param>
    /// <param name="algorithm">The copy's checksum; null for one of the source's kind.</param>
    /// <param name="condition">What must hold at the copy's place.</param>
    /// <param name="cancellationToken">Ends the copying.</param>
    /// <exception cref="S3Exception"><c>InvalidRequest</c>: onto itself, or too large; and what writing an object throws.</exception>
    public static async Task<StoredObject> RunAsync(
        ObjectStore store,
        StoredObject source,
        string bucket,
        string key,
        ObjectAttributes? attributes,
        ChecksumAlgorithm? algorithm,
        WriteCondition condition,
        CancellationToken cancellationToken)
    {
        if (attributes is null && source.Bucket == bucket && source.Key == key)
        {
            throw S3Errors.InvalidRequest(
                "This copy request is illegal because it is trying to copy an object to itself without changing the object's metadata, storage class, website redirect location or encryption attributes.");
        }

        if (source.Size > BodyReceiver.Largest)
        {
            throw S3Errors.InvalidRequest($"The specified copy source is larger than the maximum allowable size for a copy source: {BodyReceiver.Largest}");
        }

        // The copy has the source's kind of checksum unless another is asked for, computed of the whole.
        algorithm ??= source.Checksums.Keys.FirstOrDefault() is { } kept ? ChecksumAlgorithm.Find(kept) : null;
        var path = store.NewFile();
        try
        {
            var body = await FileCopy.CopyAsync(source.FilePath, new ByteRange(0, source.Size), path, algorithm, cancellationToken);
            var draft = new ObjectDraft
            {
                FilePath = path,
                Size = body.Size,
                ETag = ObjectStore.EntityTag(body.Md5),
                ContentType = attributes is null ? source.ContentType : attributes.ContentType,
                Metadata = attributes is null ? source.Metadata : attributes.Metadata,
                Headers = attributes is null ? source.Headers : attributes.Headers,
                Checksums = body.Checksums,
            };
            return store.Write(bucket, key, draft, condition, "CopyObject");
        }
        finally
        {
            File.Delete(path); // gone already when it has become an object
        }
    }
}
