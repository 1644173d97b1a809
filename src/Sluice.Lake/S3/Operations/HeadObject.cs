namespace Sluice.Lake.S3.Operations;

/// <summary><see href="https://docs.aws.amazon.com/AmazonS3/latest/API/API_HeadObject.html">HeadObject</see></summary>
internal sealed class HeadObject(ObjectStore store)
    : S3Operation([.. ObjectHeaders.OverrideParameters], ["x-amz-checksum-mode"])
{
    public override Task HandleAsync(S3Request request, CancellationToken cancellationToken)
    {
        var stored = store.Find(request.Bucket, request.Key) ?? throw S3Errors.NoSuchKey(request.Key);
        if (ReadConditions.Answer(request, stored) is { } range)
        {
            request.Response.ContentLength = range.Length;
        }

        return Task.CompletedTask;
    }
}
