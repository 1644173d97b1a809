namespace Sluice.Lake.S3;

/// <summary>
/// The lake's objects, in process: what Athena, crawlers and the event bus use, and what S3's REST protocol is a face of.
/// Errors are <see cref="Protocol.AwsServiceException"/> with S3's codes (<c>NoSuchBucket</c>, <c>NoSuchKey</c>, <c>PreconditionFailed</c> …).
/// </summary>
public interface IObjectStore
{
    /// <summary>Called after an object has been written, with the reason as EventBridge names it: <c>PutObject</c>, <c>CopyObject</c>, <c>CompleteMultipartUpload</c>.</summary>
    event Action<StoredObject, string>? ObjectCreated;

    /// <summary>Creates a bucket; does nothing when it is there.</summary>
    void EnsureBucket(string bucket);

    /// <summary>Whether there is such a bucket.</summary>
    bool BucketExists(string bucket);

    /// <summary>The object, or null when there is no such key.</summary>
    StoredObject? Find(string bucket, string key);

    /// <summary>The objects whose keys begin with a prefix, sorted by the UTF-8 bytes of their keys; a snapshot.</summary>
    IReadOnlyList<StoredObject> List(string bucket, string prefix);

    /// <summary>Writes an object. Readers see the old object or the new one.</summary>
    Task<StoredObject> PutAsync(string bucket, string key, Stream content, string contentType, CancellationToken cancellationToken);

    /// <summary>Writes an object by moving a file of the same volume into the store: what a query has produced.</summary>
    Task<StoredObject> PutFileAsync(string bucket, string key, string filePath, CancellationToken cancellationToken);

    /// <summary>Deletes an object; does nothing when there is no such key.</summary>
    void Delete(string bucket, string key);
}
