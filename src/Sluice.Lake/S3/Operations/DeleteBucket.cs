using Microsoft.AspNetCore.Http;

namespace Sluice.Lake.S3.Operations;

/// <summary><see href="https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteBucket.html">DeleteBucket</see></summary>
internal sealed class DeleteBucket(ObjectStore store) : S3Operation([], [])
{
    public override Task HandleAsync(S3Request request, CancellationToken cancellationToken)
    {
        store.DeleteBucket(request.Bucket);
        request.Response.StatusCode = StatusCodes.Status204NoContent;
        return Task.CompletedTask;
    }
}
