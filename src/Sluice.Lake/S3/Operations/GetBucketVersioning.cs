namespace Sluice.Lake.S3.Operations;

/// <summary><see href="https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketVersioning.html">GetBucketVersioning</see>: no bucket of the lake has ever had versions.</summary>
internal sealed class GetBucketVersioning(ObjectStore store) : S3Operation(["versioning"], [])
{
    public override Task HandleAsync(S3Request request, CancellationToken cancellationToken)
    {
        store.CheckBucket(request.Bucket);
        return request.Http.Request.Method == "GET"
            ? S3Xml.WriteAsync(request, S3Xml.Element("VersioningConfiguration"), cancellationToken)
            : throw S3Errors.NotImplemented("PutBucketVersioning");
    }
}
