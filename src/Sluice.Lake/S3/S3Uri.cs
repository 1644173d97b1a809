namespace Sluice.Lake.S3;

/// <summary>An <c>s3://bucket/key</c> location, taken apart.</summary>
/// <param name="Bucket">The bucket.</param>
/// <param name="Key">The key or prefix, without a leading slash; may be empty.</param>
public readonly record struct S3Uri(string Bucket, string Key)
{
    /// <summary>Parses <c>s3://</c>, <c>s3a://</c> and <c>s3n://</c> locations.</summary>
    public static bool TryParse(string? text, out S3Uri uri)
    {
        uri = default;
        if (text is null)
        {
            return false;
        }

        var scheme = text.IndexOf("://", StringComparison.Ordinal);
        if (scheme < 0 || text[..scheme] is not ("s3" or "s3a" or "s3n"))
        {
            return false;
        }

        var rest = text[(scheme + 3)..];
        var slash = rest.IndexOf('/', StringComparison.Ordinal);
        uri = slash < 0 ? new S3Uri(rest, "") : new S3Uri(rest[..slash], rest[(slash + 1)..]);
        return uri.Bucket.Length > 0;
    }

    /// <summary><c>s3://bucket/key</c>.</summary>
    public override string ToString() => $"s3://{Bucket}/{Key}";
}
