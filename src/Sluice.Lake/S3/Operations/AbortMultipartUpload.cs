using Microsoft.AspNetCore.Http;

namespace Sluice.Lake.S3.Operations;

/// <summary><see href="https://docs.aws.amazon.com/AmazonS3/latest/API/API_AbortMultipartUpload.html">AbortMultipartUpload</see></summary>
internal sealed class AbortMultipartUpload(ObjectStore store) : S3Operation(["uploadId"], [])
{
    public override Task HandleAsync(S3Request request, CancellationToken cancellationToken)
    {
        store.CheckBucket(request.Bucket);
        var upload = store.Uploads.Get(request.Bucket, request.Key, request.Parameter("uploadId")!); // what the request is routed by
        upload.Take();
        store.Uploads.Remove(upload);
        request.Response.StatusCode = StatusCodes.Status204NoContent;
        return Task.CompletedTask;
    }
}
