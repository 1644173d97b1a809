using Sluice.Lake.S3.Bodies;

namespace Sluice.Lake.S3.Operations;

/// <summary><see href="https://docs.aws.amazon.com/AmazonS3/latest/API/API_CopyObject.html">CopyObject</see></summary>
internal sealed class CopyObject(ObjectStore store)
    : S3Operation([], ["x-amz-meta-", "x-amz-metadata-directive", "x-amz-checksum-algorithm", .. CopySource.Headers])
{
    public override async Task HandleAsync(S3Request request, CancellationToken cancellationToken)
    {
        ObjectStore.CheckKey(request.Key);
        store.CheckBucket(request.Bucket);
        var source = CopySource.Find(request, store);
        var replace = ReplacesMetadata(request);
        if (!replace && source.Bucket == request.Bucket && source.Key == request.Key)
        {
            throw S3Errors.InvalidRequest(
                "This copy request is illegal because it is trying to copy an object to itself without changing the object's metadata, storage class, website redirect location or encryption attributes.");
        }

        if (source.Size > BodyReceiver.Largest)
        {
            throw S3Errors.InvalidRequest($"The specified copy source is larger than the maximum allowable size for a copy source: {BodyReceiver.Largest}");
        }

        // The copy has the source's kind of checksum unless another is asked for, computed of the whole.
        var algorithm = ChecksumAlgorithm.Requested(request, "x-amz-checksum-algorithm")
            ?? (source.Checksums.Keys.FirstOrDefault() is { } kept ? ChecksumAlgorithm.Find(kept) : null);
        var path = store.NewFile();
        try
        {
            var body = await FileCopy.CopyAsync(source.FilePath, new ByteRange(0, source.Size), path, algorithm, cancellationToken);
            var draft = new ObjectDraft
            {
                FilePath = path,
                Size = body.Size,
                ETag = ObjectStore.EntityTag(body.Md5),
                ContentType = replace ? request.Header("Content-Type") : source.ContentType,
                Metadata = replace ? ObjectHeaders.Metadata(request) : source.Metadata,
                Headers = replace ? ObjectHeaders.Standard(request) : source.Headers,
                Checksums = body.Checksums,
            };
            var stored = store.Write(request.Bucket, request.Key, draft, request.WriteCondition(), "CopyObject");
            await S3Xml.WriteAsync(
                request,
                S3Xml.Element(
                    "CopyObjectResult",
                    S3Xml.Element("ETag", stored.ETag),
                    S3Xml.Element("LastModified", S3Xml.Date(stored.LastModified)),
                    S3Xml.Checksums(stored.Checksums)),
                cancellationToken);
        }
        finally
        {
            File.Delete(path); // gone already when it has become an object
        }
    }

    private static bool ReplacesMetadata(S3Request request) => request.Header("x-amz-metadata-directive") switch
    {
        null or "COPY" => false,
        "REPLACE" => true,
        var other => throw S3Errors.InvalidArgument("x-amz-metadata-directive", other, "Unknown metadata directive."),
    };
}
