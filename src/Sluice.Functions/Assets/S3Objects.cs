using System.Net;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Amazon.S3;
using Amazon.S3.Model;

namespace Sluice.Functions.Assets;

/// <summary>Objects in buckets: the few things that functions do with them.</summary>
public sealed class S3Objects(IAmazonS3 s3)
{
    /// <summary>The most keys of a request: https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteObjects.html</summary>
    private const int MostDeletes = 1000;

    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    /// <summary>An object's content, or null when there is none.</summary>
    public async Task<byte[]?> FindAsync(string bucket, string key, CancellationToken cancellationToken) =>
        (await FindVersionAsync(bucket, key, cancellationToken))?.Content;

    /// <summary>An object's content and entity tag, or null when there is none.</summary>
    public async Task<(byte[] Content, string ETag)?> FindVersionAsync(string bucket, string key, CancellationToken cancellationToken)
    {
        try
        {
            using var response = await s3.GetObjectAsync(new GetObjectRequest { BucketName = bucket, Key = key }, cancellationToken);
            using var copy = new MemoryStream();
            await response.ResponseStream.CopyToAsync(copy, cancellationToken);
            return (copy.ToArray(), response.ETag);
        }
        catch (AmazonS3Exception exception) when (exception.StatusCode == HttpStatusCode.NotFound)
        {
            return null;
        }
    }

    /// <summary>An object's content.</summary>
    /// <param name="bucket">Its bucket.</param>
    /// <param name="key">Its key.</param>
    /// <param name="what">What it is, for the message.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <exception cref="InputException">There is none.</exception>
    public async Task<byte[]> ReadAsync(string bucket, string key, string what, CancellationToken cancellationToken)
    {
        Deadline.Doing($"reading s3://{bucket}/{key}");
        return await FindAsync(bucket, key, cancellationToken)
            ?? throw new InputException($"{what} is not there: s3://{bucket}/{key} does not exist.");
    }

    /// <summary>An object's content, as it comes.</summary>
    public async Task<Stream> OpenAsync(string bucket, string key, CancellationToken cancellationToken) =>
        (await s3.GetObjectAsync(new GetObjectRequest { BucketName = bucket, Key = key }, cancellationToken)).ResponseStream;

    /// <summary>The last bytes of an object that has at least so many.</summary>
    public async Task<byte[]> ReadEndAsync(string bucket, string key, int bytes, CancellationToken cancellationToken)
    {
        var request = new GetObjectRequest { BucketName = bucket, Key = key, ByteRange = new ByteRange($"bytes=-{bytes}") };
        using var response = await s3.GetObjectAsync(request, cancellationToken);
        var end = new byte[bytes];
        await response.ResponseStream.ReadExactlyAsync(end, cancellationToken);
        return end;
    }

    /// <summary>Writes an object over what is there.</summary>
    public Task WriteAsync(string bucket, string key, byte[] content, string contentType, CancellationToken cancellationToken) =>
        s3.PutObjectAsync(Put(bucket, key, content, contentType), cancellationToken);

    /// <summary>Writes a value as indented JSON.</summary>
    public Task WriteJsonAsync<T>(string bucket, string key, T value, CancellationToken cancellationToken) =>
        WriteAsync(bucket, key, JsonSerializer.SerializeToUtf8Bytes(value, Indented), "application/json", cancellationToken);

    /// <summary>Writes an object unless there is one; false when there is.</summary>
    public Task<bool> TryCreateAsync(string bucket, string key, byte[] content, CancellationToken cancellationToken)
    {
        var request = Put(bucket, key, content, "application/json");
        request.IfNoneMatch = "*";
        return TryPutAsync(request, cancellationToken);
    }

    /// <summary>Writes an object in place of the version that was read; false when it is another by now, or gone.</summary>
    public Task<bool> TryReplaceAsync(string bucket, string key, byte[] content, string etag, CancellationToken cancellationToken)
    {
        var request = Put(bucket, key, content, "application/json");
        request.IfMatch = etag;
        return TryPutAsync(request, cancellationToken);
    }

    /// <summary>The objects whose keys begin with a prefix, by key.</summary>
    public async IAsyncEnumerable<S3Object> ListAsync(
        string bucket, string prefix, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var page in PagesAsync(new ListObjectsV2Request { BucketName = bucket, Prefix = prefix }, cancellationToken))
        {
            foreach (var found in page.S3Objects ?? [])
            {
                yield return found;
            }
        }
    }

    /// <summary>The keys right below a prefix: not those in its folders, however many they are.</summary>
    public async Task<HashSet<string>> RightBelowAsync(string bucket, string prefix, CancellationToken cancellationToken)
    {
        var keys = new HashSet<string>(StringComparer.Ordinal);
        var request = new ListObjectsV2Request { BucketName = bucket, Prefix = prefix, Delimiter = "/" };
        await foreach (var page in PagesAsync(request, cancellationToken))
        {
            keys.UnionWith((page.S3Objects ?? []).Select(static found => found.Key));
        }

        return keys;
    }

    /// <summary>The folders right below a prefix, each with a slash at its end.</summary>
    public async Task<IReadOnlyList<string>> FoldersAsync(string bucket, string prefix, CancellationToken cancellationToken)
    {
        var folders = new List<string>();
        var request = new ListObjectsV2Request { BucketName = bucket, Prefix = prefix, Delimiter = "/" };
        await foreach (var page in PagesAsync(request, cancellationToken))
        {
            folders.AddRange(page.CommonPrefixes ?? []);
        }

        return folders;
    }

    /// <summary>Deletes an object; one that is not there is no error.</summary>
    public Task DeleteAsync(string bucket, string key, CancellationToken cancellationToken) =>
        s3.DeleteObjectAsync(new DeleteObjectRequest { BucketName = bucket, Key = key }, cancellationToken);

    /// <summary>Deletes objects, as many at once as S3 takes.</summary>
    public async Task DeleteAllAsync(string bucket, IReadOnlyList<string> keys, CancellationToken cancellationToken)
    {
        foreach (var batch in keys.Chunk(MostDeletes))
        {
            await s3.DeleteObjectsAsync(
                new DeleteObjectsRequest { BucketName = bucket, Objects = [.. batch.Select(static key => new KeyVersion { Key = key })], Quiet = true },
                cancellationToken);
        }
    }

    /// <summary>Deletes every object whose key begins with a prefix; returns how many.</summary>
    public async Task<int> DeleteAllAsync(string bucket, string prefix, CancellationToken cancellationToken)
    {
        var deleted = 0;
        await foreach (var page in PagesAsync(new ListObjectsV2Request { BucketName = bucket, Prefix = prefix }, cancellationToken))
        {
            List<string> keys = [.. (page.S3Objects ?? []).Select(static item => item.Key)];
            await DeleteAllAsync(bucket, keys, cancellationToken);
            deleted += keys.Count;
        }

        return deleted;
    }

    private async Task<bool> TryPutAsync(PutObjectRequest request, CancellationToken cancellationToken)
    {
        try
        {
            await s3.PutObjectAsync(request, cancellationToken);
            return true;
        }
        // 409 is ConditionalRequestConflict: another conditional write of this key is under way, and will be first.
        // https://docs.aws.amazon.com/AmazonS3/latest/userguide/conditional-writes.html
        catch (AmazonS3Exception exception) when (
            exception.StatusCode is HttpStatusCode.PreconditionFailed or HttpStatusCode.Conflict
            || (request.IfMatch is not null && exception.StatusCode == HttpStatusCode.NotFound))
        {
            return false;
        }
    }

    private static PutObjectRequest Put(string bucket, string key, byte[] content, string contentType) => new()
    {
        BucketName = bucket,
        Key = key,
        InputStream = new MemoryStream(content, writable: false),
        ContentType = contentType,
    };

    private async IAsyncEnumerable<ListObjectsV2Response> PagesAsync(
        ListObjectsV2Request request, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        ListObjectsV2Response page;
        do
        {
            page = await s3.ListObjectsV2Async(request, cancellationToken);
            yield return page;
            request.ContinuationToken = page.NextContinuationToken;
        }
        while (page.IsTruncated == true);
    }
}
