using Sluice.Lake.S3.Multipart;

namespace Sluice.Lake.S3.Operations;

/// <summary><see href="https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListMultipartUploads.html">ListMultipartUploads</see></summary>
internal sealed class ListMultipartUploads(ObjectStore store, string owner)
    : S3Operation(["uploads", "prefix", "delimiter", "key-marker", "upload-id-marker", "max-uploads", "encoding-type"], [])
{
    public override Task HandleAsync(S3Request request, CancellationToken cancellationToken)
    {
        store.CheckBucket(request.Bucket);
        if (request.Parameter("delimiter") is { Length: > 0 })
        {
            throw S3Errors.NotImplemented("delimiter of ListMultipartUploads");
        }

        var encoding = KeyEncoding.Of(request);
        var (prefix, marker, idMarker) = (request.Parameter("prefix") ?? "", request.Parameter("key-marker") ?? "", request.Parameter("upload-id-marker") ?? "");
        var limit = request.Count("max-uploads", 1000);
        var left = store.Uploads.Of(request.Bucket)
            .Where(upload => upload.Key.StartsWith(prefix, StringComparison.Ordinal) && IsAfter(upload, marker, idMarker))
            .ToList();
        var page = left.Take(limit).ToList();
        var more = left.Count > page.Count && page.Count > 0;
        return S3Xml.WriteAsync(
            request,
            S3Xml.Element(
                "ListMultipartUploadsResult",
                S3Xml.Element("Bucket", request.Bucket),
                encoding.Element("KeyMarker", marker),
                S3Xml.Element("UploadIdMarker", idMarker),
                encoding.Element("NextKeyMarker", more ? page[^1].Key : null),
                S3Xml.Optional("NextUploadIdMarker", more ? page[^1].Id : null),
                encoding.Element("Prefix", prefix),
                encoding.Declaration,
                S3Xml.Element("MaxUploads", limit),
                S3Xml.Element("IsTruncated", more),
                page.Select(upload => S3Xml.Element(
                    "Upload",
                    encoding.Element("Key", upload.Key),
                    S3Xml.Element("UploadId", upload.Id),
                    S3Xml.Element("Initiator", S3Xml.Element("ID", owner)),
                    S3Xml.Element("Owner", S3Xml.Element("ID", owner)),
                    S3Xml.Element("StorageClass", "STANDARD"),
                    S3Xml.Element("Initiated", S3Xml.Date(upload.Initiated)),
                    S3Xml.Optional("ChecksumAlgorithm", upload.Begin.ChecksumAlgorithm),
                    S3Xml.Optional("ChecksumType", upload.Begin.ChecksumType)))),
            cancellationToken);
    }

    // Without an upload id the marker's own uploads have been listed already.
    private static bool IsAfter(MultipartUpload upload, string marker, string idMarker)
    {
        var order = KeyOrder.Instance.Compare(upload.Key, marker);
        return order > 0 || (order == 0 && idMarker.Length > 0 && string.CompareOrdinal(upload.Id, idMarker) > 0);
    }
}
