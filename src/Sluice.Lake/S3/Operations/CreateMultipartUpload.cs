using Sluice.Lake.S3.Bodies;
using Sluice.Lake.S3.Multipart;

namespace Sluice.Lake.S3.Operations;

/// <summary><see href="https://docs.aws.amazon.com/AmazonS3/latest/API/API_CreateMultipartUpload.html">CreateMultipartUpload</see></summary>
internal sealed class CreateMultipartUpload(ObjectStore store)
    : S3Operation(["uploads"], ["x-amz-meta-", "x-amz-checksum-algorithm", "x-amz-checksum-type"])
{
    public override Task HandleAsync(S3Request request, CancellationToken cancellationToken)
    {
        store.CheckBucket(request.Bucket);
        ObjectStore.CheckKey(request.Key);
        var algorithm = ChecksumAlgorithm.Requested(request, "x-amz-checksum-algorithm");
        var type = Type(algorithm, request.Header("x-amz-checksum-type"));
        var upload = store.Uploads.Create(new UploadEntry
        {
            Bucket = request.Bucket,
            Key = request.Key,
            ContentType = request.Header("Content-Type"),
            Metadata = ObjectHeaders.Metadata(request),
            Headers = ObjectHeaders.Standard(request),
            ChecksumAlgorithm = algorithm?.Name,
            ChecksumType = type,
            Time = store.Now.ToUnixTimeSeconds(),
        });
        if (algorithm is not null)
        {
            request.Response.Headers["x-amz-checksum-algorithm"] = algorithm.Name;
            request.Response.Headers["x-amz-checksum-type"] = type;
        }

        return S3Xml.WriteAsync(
            request,
            S3Xml.Element(
                "InitiateMultipartUploadResult",
                S3Xml.Element("Bucket", upload.Bucket),
                S3Xml.Element("Key", upload.Key),
                S3Xml.Element("UploadId", upload.Id)),
            cancellationToken);
    }

    private static string? Type(ChecksumAlgorithm? algorithm, string? requested) => (algorithm, requested) switch
    {
        (null, null) => null,
        (null, _) => throw S3Errors.InvalidRequest("The x-amz-checksum-type header can only be used with the x-amz-checksum-algorithm header."),
        ({ Name: "CRC64NVME" }, null or ChecksumType.FullObject) => ChecksumType.FullObject,
        ({ IsCrc: true }, ChecksumType.FullObject) => ChecksumType.FullObject,
        ({ Name: not "CRC64NVME" }, null or ChecksumType.Composite) => ChecksumType.Composite,
        (_, ChecksumType.FullObject or ChecksumType.Composite) =>
            throw S3Errors.InvalidRequest($"The {requested} checksum type cannot be used with the {algorithm.Name} checksum algorithm."),
        _ => throw S3Errors.InvalidRequest($"Value for x-amz-checksum-type header is invalid: '{requested}'."),
    };
}
