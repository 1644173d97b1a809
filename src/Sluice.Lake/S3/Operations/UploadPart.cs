using Sluice.Lake.S3.Bodies;
using Sluice.Lake.S3.Multipart;

namespace Sluice.Lake.S3.Operations;

/// <summary><see href="https://docs.aws.amazon.com/AmazonS3/latest/API/API_UploadPart.html">UploadPart</see></summary>
internal sealed class UploadPart(ObjectStore store) : S3Operation(["uploadId", "partNumber"], [])
{
    public override async Task HandleAsync(S3Request request, CancellationToken cancellationToken)
    {
        store.CheckBucket(request.Bucket);
        var number = PartNumber.Of(request);
        var upload = store.Uploads.Get(request.Bucket, request.Key, request.Parameter("uploadId")!); // what the request is routed by
        CheckAlgorithm(upload, BodyReceiver.Promised(request));
        var part = await upload.AddAsync(
            number, path => BodyReceiver.ReceiveFileAsync(request, path, upload.Algorithm, cancellationToken), () => store.Now);
        request.Response.Headers.ETag = part.ETag;
        ObjectHeaders.SendChecksums(request, part.Checksums, withType: false);
    }

    /// <summary>A part's checksum is of the upload's algorithm. Where the object's is made of those of the parts, each part comes with one.</summary>
    private static void CheckAlgorithm(MultipartUpload upload, ChecksumAlgorithm? promised)
    {
        var isNeeded = promised is not null || upload.Begin.ChecksumType == ChecksumType.Composite;
        if (isNeeded && upload.Algorithm is { } algorithm && algorithm != promised)
        {
            throw S3Errors.InvalidRequest(
                $"Checksum Type mismatch occurred, expected checksum Type: {algorithm.Name.ToLowerInvariant()}, actual checksum Type: {promised?.Name.ToLowerInvariant() ?? "null"}");
        }
    }
}
