namespace Sluice.Lake.S3.Operations;

/// <summary><see href="https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketLocation.html">GetBucketLocation</see></summary>
internal sealed class GetBucketLocation(ObjectStore store, string region) : S3Operation(["location"], [])
{
    public override Task HandleAsync(S3Request request, CancellationToken cancellationToken)
    {
        store.CheckBucket(request.Bucket);

        // us-east-1 is older than regions: there the element is empty.
        return S3Xml.WriteAsync(request, S3Xml.Element("LocationConstraint", region == "us-east-1" ? null : region), cancellationToken);
    }
}
