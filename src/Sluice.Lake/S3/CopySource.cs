namespace Sluice.Lake.S3;

/// <summary>The object that <c>x-amz-copy-source</c> names.</summary>
internal static class CopySource
{
    /// <summary>The headers that both copying operations know.</summary>
    public static readonly string[] Headers =
    [
        "x-amz-copy-source", "x-amz-copy-source-if-match", "x-amz-copy-source-if-none-match",
        "x-amz-copy-source-if-modified-since", "x-amz-copy-source-if-unmodified-since",
    ];

    /// <summary>The source, found, and as the request's conditions want it.</summary>
    /// <exception cref="S3Exception"><c>InvalidArgument</c>, <c>NoSuchBucket</c>, <c>NoSuchKey</c>, <c>PreconditionFailed</c>.</exception>
    public static StoredObject Find(S3Request request, ObjectStore store)
    {
        var source = Find(request.Header("x-amz-copy-source")!, store); // requests without it are routed elsewhere
        ReadConditions.CheckCopySource(request, source);
        return source;
    }

    /// <summary>The object that <c>bucket/key</c> names, URL-encoded, with or without a slash before it.</summary>
    /// <exception cref="S3Exception"><c>InvalidArgument</c>, <c>NoSuchBucket</c>, <c>NoSuchKey</c>.</exception>
    public static StoredObject Find(string header, ObjectStore store)
    {
        if (header.Contains("?versionId=", StringComparison.Ordinal))
        {
            throw S3Errors.NotImplemented("versionId in x-amz-copy-source");
        }

        var decoded = S3Address.Decode(header).TrimStart('/');
        var slash = decoded.IndexOf('/', StringComparison.Ordinal);
        if (slash <= 0 || slash == decoded.Length - 1)
        {
            throw S3Errors.InvalidArgument("x-amz-copy-source", header, "Copy Source must mention the source bucket and key: sourcebucket/sourcekey");
        }

        var (bucket, key) = (decoded[..slash], decoded[(slash + 1)..]);
        return store.Find(bucket, key) ?? throw S3Errors.NoSuchKey(key);
    }
}
