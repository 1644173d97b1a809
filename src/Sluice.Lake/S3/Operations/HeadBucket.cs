namespace Sluice.Lake.S3.Operations;

/// <summary><see href="https://docs.aws.amazon.com/AmazonS3/latest/API/API_HeadBucket.html">HeadBucket</see></summary>
internal sealed class HeadBucket(ObjectStore store, string region) : S3Operation([], [])
{
    public override Task HandleAsync(S3Request request, CancellationToken cancellationToken)
    {
        store.CheckBucket(request.Bucket);
        request.Response.Headers["x-amz-bucket-region"] = region;
        return Task.CompletedTask;
    }
}
