using Sluice.Lake.S3.Bodies;

namespace Sluice.Lake.S3.Operations;

/// <summary><see href="https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutObject.html">PutObject</see></summary>
internal sealed class PutObject(ObjectStore store) : S3Operation([], ["x-amz-meta-"])
{
    public override async Task HandleAsync(S3Request request, CancellationToken cancellationToken)
    {
        ObjectStore.CheckKey(request.Key);
        var condition = request.WriteCondition();
        var metadata = ObjectHeaders.Metadata(request);
        condition.Check(store.Find(request.Bucket, request.Key), request.Key); // spares a large body that cannot win; checked again when it is written
        var path = store.NewFile();
        try
        {
            var body = await BodyReceiver.ReceiveFileAsync(request, path, ChecksumAlgorithm.Requested(request, "x-amz-sdk-checksum-algorithm"), cancellationToken);
            var draft = new ObjectDraft
            {
                FilePath = path,
                Size = body.Size,
                ETag = ObjectStore.EntityTag(body.Md5),
                ContentType = request.Header("Content-Type"),
                Metadata = metadata,
                Headers = ObjectHeaders.Standard(request),
                Checksums = body.Checksums,
            };
            var stored = store.Write(request.Bucket, request.Key, draft, condition, "PutObject");
            request.Response.Headers.ETag = stored.ETag;
            ObjectHeaders.SendChecksums(request, stored.Checksums);
        }
        finally
        {
            File.Delete(path); // gone already when it has become an object
        }
    }
}
