using Microsoft.AspNetCore.Http;

namespace Sluice.Lake.S3.Operations;

/// <summary><see href="https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteObject.html">DeleteObject</see></summary>
internal sealed class DeleteObject(ObjectStore store) : S3Operation([], [])
{
    public override Task HandleAsync(S3Request request, CancellationToken cancellationToken)
    {
        store.Delete(request.Bucket, request.Key, new WriteCondition(IfAbsent: false, request.Header("If-Match")));
        request.Response.StatusCode = StatusCodes.Status204NoContent;
        return Task.CompletedTask;
    }
}
