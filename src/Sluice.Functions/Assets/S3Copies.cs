using Amazon.Runtime;
using Amazon.S3;
using Amazon.S3.Model;
using Microsoft.Extensions.Logging;
using Sluice.Copying;

namespace Sluice.Functions.Assets;

/// <summary>Copies objects inside S3, whatever their size: no byte of them comes here.</summary>
public sealed class S3Copies(IAmazonS3 s3, CopyLimits limits, ILogger<S3Copies> logger)
{
    /// <summary>Copies an object over what is at the target.</summary>
    /// <param name="source">The object's bucket and key.</param>
    /// <param name="bytes">Its size.</param>
    /// <param name="etag">Its entity tag: another version of it is not copied.</param>
    /// <param name="target">The copy's bucket and key.</param>
    /// <param name="cancellationToken">Stops the copying; nothing is left of a copy in parts.</param>
    /// <exception cref="AmazonS3Exception"><c>PreconditionFailed</c>: it has been replaced.</exception>
    public Task CopyAsync(
        (string Bucket, string Key) source, long bytes, string etag, (string Bucket, string Key) target, CancellationToken cancellationToken) =>
        limits.Parts(bytes) is { Count: > 0 } parts
            ? CopyPartsAsync(source, parts, etag, target, cancellationToken)
            : s3.CopyObjectAsync(
                new CopyObjectRequest
                {
                    SourceBucket = source.Bucket,
                    SourceKey = source.Key,
                    ETagToMatch = etag,
                    DestinationBucket = target.Bucket,
                    DestinationKey = target.Key,
                },
                cancellationToken);

    private async Task CopyPartsAsync(
        (string Bucket, string Key) source, IReadOnlyList<CopyPart> parts, string etag, (string Bucket, string Key) target, CancellationToken cancellationToken)
    {
        var (bucket, key) = target;
        var upload = await s3.InitiateMultipartUploadAsync(new InitiateMultipartUploadRequest { BucketName = bucket, Key = key }, cancellationToken);
        try
        {
            var copied = new List<PartETag>();
            foreach (var part in parts)
            {
                var response = await s3.CopyPartAsync(
                    new CopyPartRequest
                    {
                        SourceBucket = source.Bucket,
                        SourceKey = source.Key,
                        ETagToMatch = [etag],
                        FirstByte = part.First,
                        LastByte = part.Last,
                        DestinationBucket = bucket,
                        DestinationKey = key,
                        UploadId = upload.UploadId,
                        PartNumber = part.Number,
                    },
                    cancellationToken);
                copied.Add(new PartETag(part.Number, response.ETag));
            }

            await s3.CompleteMultipartUploadAsync(
                new CompleteMultipartUploadRequest { BucketName = bucket, Key = key, UploadId = upload.UploadId, PartETags = copied }, cancellationToken);
        }
        catch
        {
            await AbortAsync(bucket, key, upload.UploadId);
            throw;
        }
    }

    private async Task AbortAsync(string bucket, string key, string uploadId)
    {
        try
        {
            await s3.AbortMultipartUploadAsync(
                new AbortMultipartUploadRequest { BucketName = bucket, Key = key, UploadId = uploadId }, CancellationToken.None);
        }
        catch (AmazonServiceException exception)
        {
            // What is to be reported is why the copy failed. The bucket's life-cycle rule takes what is left of it.
            logger.NotAborted(exception, bucket, key);
        }
    }
}
