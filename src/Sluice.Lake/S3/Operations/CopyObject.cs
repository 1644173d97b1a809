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
        var attributes = ReplacesMetadata(request)
            ? new ObjectAttributes(request.Header("Content-Type"), ObjectHeaders.Metadata(request), ObjectHeaders.Standard(request))
            : null;
        var algorithm = ChecksumAlgorithm.Requested(request, "x-amz-checksum-algorithm");
        var stored = await ObjectCopy.RunAsync(
            store, source, request.Bucket, request.Key, attributes, algorithm, request.WriteCondition(), cancellationToken);
        await S3Xml.WriteAsync(
            request,
            S3Xml.Element(
                "CopyObjectResult",
                S3Xml.Element("ETag", stored.ETag),
                S3Xml.Element("LastModified", S3Xml.Date(stored.LastModified)),
                S3Xml.Checksums(stored.Checksums)),
            cancellationToken);
    }

    private static bool ReplacesMetadata(S3Request request) => request.Header("x-amz-metadata-directive") switch
    {
        null or "COPY" => false,
        "REPLACE" => true,
        var other => throw S3Errors.InvalidArgument("x-amz-metadata-directive", other, "Unknown metadata directive."),
    };
}
