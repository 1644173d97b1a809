namespace Sluice.Lake.S3.Operations;

/// <summary><see href="https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListBuckets.html">ListBuckets</see></summary>
internal sealed class ListBuckets(ObjectStore store, string region, string owner)
    : S3Operation(["max-buckets", "continuation-token", "prefix", "bucket-region"], [])
{
    private const int Largest = 10_000;

    public override Task HandleAsync(S3Request request, CancellationToken cancellationToken)
    {
        var prefix = request.Parameter("prefix") ?? "";
        var after = request.Parameter("continuation-token") ?? "";
        var limit = request.Count("max-buckets", Largest);
        if (limit == 0)
        {
            throw S3Errors.InvalidArgument("max-buckets", "0", $"Argument max-buckets must be an integer between 1 and {Largest}");
        }

        var inRegion = request.Parameter("bucket-region") is not { } wanted || wanted == region;
        var found = store.Buckets
            .Where(bucket => inRegion && bucket.Name.StartsWith(prefix, StringComparison.Ordinal) && string.CompareOrdinal(bucket.Name, after) > 0)
            .ToList();
        var page = found.Take(limit).ToList();
        return S3Xml.WriteAsync(
            request,
            S3Xml.Element(
                "ListAllMyBucketsResult",
                S3Xml.Element("Owner", S3Xml.Element("ID", owner)),
                S3Xml.Element(
                    "Buckets",
                    page.Select(bucket => S3Xml.Element(
                        "Bucket",
                        S3Xml.Element("Name", bucket.Name),
                        S3Xml.Element("CreationDate", S3Xml.Date(bucket.Created)),
                        S3Xml.Element("BucketRegion", region)))),
                S3Xml.Optional("Prefix", request.Parameter("prefix")),
                S3Xml.Optional("ContinuationToken", found.Count > page.Count ? page[^1].Name : null)),
            cancellationToken);
    }
}
