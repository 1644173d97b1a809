namespace Sluice.Lake.S3.Operations;

/// <summary><see href="https://docs.aws.amazon.com/AmazonS3/latest/API/API_CreateBucket.html">CreateBucket</see></summary>
internal sealed class CreateBucket(ObjectStore store, string region) : S3Operation([], [])
{
    public override async Task HandleAsync(S3Request request, CancellationToken cancellationToken)
    {
        var configuration = await S3Xml.ReadAsync(request, "CreateBucketConfiguration", cancellationToken);
        configuration?.Allow("LocationConstraint");
        if (configuration?.Child("LocationConstraint") is { Length: > 0 } location && location != region && !(location == "EU" && region == "eu-west-1"))
        {
            throw S3Errors.IllegalLocationConstraint(location, region);
        }

        if (!store.TryCreateBucket(request.Bucket))
        {
            throw S3Errors.BucketAlreadyOwnedByYou(request.Bucket);
        }

        request.Response.Headers.Location = "/" + request.Bucket;
    }
}
