namespace Sluice.Lake.S3.Operations;

/// <summary><see href="https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListObjectsV2.html">ListObjectsV2</see></summary>
internal sealed class ListObjectsV2(ObjectStore store, string owner)
    : S3Operation(["list-type", "prefix", "delimiter", "start-after", "continuation-token", "max-keys", "encoding-type", "fetch-owner"], [])
{
    public override Task HandleAsync(S3Request request, CancellationToken cancellationToken)
    {
        if (request.Parameter("list-type") is var version and not "2")
        {
            throw S3Errors.InvalidArgument("list-type", version, "Invalid List Type specified in Request; there is 2, and none for the first version");
        }

        var encoding = KeyEncoding.Of(request);
        var prefix = request.Parameter("prefix") ?? "";
        var delimiter = request.Parameter("delimiter") is { Length: > 0 } given ? given : null;
        var token = request.Parameter("continuation-token");
        var after = token is null ? request.Parameter("start-after") ?? "" : ContinuationToken.Read(token);
        var limit = request.Count("max-keys", 1000);
        var listing = ObjectListing.Of(store.Index(request.Bucket), prefix, delimiter, after, limit);
        var withOwner = string.Equals(request.Parameter("fetch-owner"), "true", StringComparison.OrdinalIgnoreCase);
        return S3Xml.WriteAsync(
            request,
            S3Xml.Element(
                "ListBucketResult",
                S3Xml.Element("Name", request.Bucket),
                encoding.Element("Prefix", prefix),
                encoding.Element("Delimiter", delimiter),
                encoding.Element("StartAfter", request.Parameter("start-after")),
                S3Xml.Optional("ContinuationToken", token),
                S3Xml.Optional("NextContinuationToken", ContinuationToken.Of(listing)),
                S3Xml.Element("KeyCount", listing.Objects.Count + listing.CommonPrefixes.Count),
                S3Xml.Element("MaxKeys", limit),
                encoding.Declaration,
                S3Xml.Element("IsTruncated", listing.Last is not null),
                listing.Objects.Select(stored => ListedObject.Element(stored, encoding, withOwner ? owner : null)),
                ListedObject.CommonPrefixes(listing.CommonPrefixes, encoding)),
            cancellationToken);
    }
}
