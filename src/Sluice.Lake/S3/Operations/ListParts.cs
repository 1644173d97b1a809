namespace Sluice.Lake.S3.Operations;

/// <summary><see href="https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListParts.html">ListParts</see></summary>
internal sealed class ListParts(ObjectStore store, string owner) : S3Operation(["uploadId", "max-parts", "part-number-marker"], [])
{
    public override Task HandleAsync(S3Request request, CancellationToken cancellationToken)
    {
        store.CheckBucket(request.Bucket);
        var upload = store.Uploads.Get(request.Bucket, request.Key, request.Parameter("uploadId")!); // what the request is routed by
        var limit = request.Count("max-parts", 1000);
        var marker = request.Parameter("part-number-marker") is { Length: > 0 } ? request.Count("part-number-marker", int.MaxValue) : 0;
        var left = upload.Parts.Where(part => part.Number > marker).ToList();
        var page = left.Take(limit).ToList();
        return S3Xml.WriteAsync(
            request,
            S3Xml.Element(
                "ListPartsResult",
                S3Xml.Element("Bucket", upload.Bucket),
                S3Xml.Element("Key", upload.Key),
                S3Xml.Element("UploadId", upload.Id),
                S3Xml.Element("Initiator", S3Xml.Element("ID", owner)),
                S3Xml.Element("Owner", S3Xml.Element("ID", owner)),
                S3Xml.Element("StorageClass", "STANDARD"),
                S3Xml.Element("PartNumberMarker", marker),
                S3Xml.Optional("NextPartNumberMarker", page.Count > 0 ? page[^1].Number : null),
                S3Xml.Element("MaxParts", limit),
                S3Xml.Element("IsTruncated", left.Count > page.Count),
                S3Xml.Optional("ChecksumAlgorithm", upload.Begin.ChecksumAlgorithm),
                S3Xml.Optional("ChecksumType", upload.Begin.ChecksumType),
                page.Select(part => S3Xml.Element(
                    "Part",
                    S3Xml.Element("PartNumber", part.Number),
                    S3Xml.Element("LastModified", S3Xml.Date(part.LastModified)),
                    S3Xml.Element("ETag", part.ETag),
                    S3Xml.Element("Size", part.Size),
                    S3Xml.Checksums(part.Checksums, withType: false)))),
            cancellationToken);
    }
}
