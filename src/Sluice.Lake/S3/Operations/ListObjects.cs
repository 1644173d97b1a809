namespace Sluice.Lake.S3.Operations;

/// <summary><see href="https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListObjects.html">ListObjects</see>, the first version.</summary>
internal sealed class ListObjects(ObjectStore store, string owner)
    : S3Operation(["prefix", "delimiter", "marker", "max-keys", "encoding-type"], [])
{
    public override Task HandleAsync(S3Request request, CancellationToken cancellationToken)
    {
        var encoding = KeyEncoding.Of(request);
        var (prefix, marker) = (request.Parameter("prefix") ?? "", request.Parameter("marker") ?? "");
        var delimiter = request.Parameter("delimiter") is { Length: > 0 } given ? given : null;
        var limit = request.Count("max-keys", 1000);
        var listing = ObjectListing.Of(store.Index(request.Bucket), prefix, delimiter, marker, limit);
        return S3Xml.WriteAsync(
            request,
            S3Xml.Element(
                "ListBucketResult",
                S3Xml.Element("Name", request.Bucket),
                encoding.Element("Prefix", prefix),
                encoding.Element("Marker", marker),

                // S3 says where to go on only with a delimiter; without one it is the last key.
                encoding.Element("NextMarker", delimiter is null ? null : listing.Last),
                S3Xml.Element("MaxKeys", limit),
                encoding.Element("Delimiter", delimiter),
                encoding.Declaration,
                S3Xml.Element("IsTruncated", listing.Last is not null),
                listing.Objects.Select(stored => ListedObject.Element(stored, encoding, owner)),
                ListedObject.CommonPrefixes(listing.CommonPrefixes, encoding)),
            cancellationToken);
    }
}
