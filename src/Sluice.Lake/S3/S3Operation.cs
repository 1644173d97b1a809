using System.Collections.Frozen;

namespace Sluice.Lake.S3;

/// <summary>One operation of S3's protocol, by AWS's name. The query parameters and <c>x-amz-</c> headers that it does not name are refused.</summary>
internal abstract class S3Operation(IEnumerable<string> parameters, IEnumerable<string> headers)
{
    private static readonly FrozenSet<string> EveryOperation = new[]
    {
        "x-amz-date", "x-amz-content-sha256", "x-amz-security-token", "x-amz-user-agent", "x-amz-api-version", "x-amz-expected-bucket-owner", "x-amz-request-payer",
        "x-amz-decoded-content-length", "x-amz-trailer", "x-amz-sdk-checksum-algorithm",
        "x-amz-checksum-crc32", "x-amz-checksum-crc32c", "x-amz-checksum-crc64nvme", "x-amz-checksum-sha1", "x-amz-checksum-sha256",
        // Presigned URLs; signatures are not checked, because only this machine can connect.
        "X-Amz-Algorithm", "X-Amz-Credential", "X-Amz-Expires", "X-Amz-SignedHeaders", "X-Amz-Signature", "AWSAccessKeyId", "Signature", "Expires", "x-id",
        "Content-Type", "Content-MD5", // as headers too: of version 2, what has been signed
    }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    // What the lake does anyway may be asked for.
    private static readonly (string Header, string[] Values)[] Defaults =
    [
        ("x-amz-acl", ["private", "bucket-owner-full-control"]),
        ("x-amz-storage-class", ["STANDARD"]),
        ("x-amz-server-side-encryption", ["AES256"]),
        ("x-amz-tagging-directive", ["COPY"]),
        ("x-amz-object-ownership", ["BucketOwnerEnforced"]),
        ("x-amz-bucket-object-lock-enabled", ["false"]),
    ];

    private readonly FrozenSet<string> known = parameters.Concat(headers).ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    /// <summary>The operation's name as in AWS's API reference.</summary>
    public string Name => GetType().Name;

    /// <summary>Answers a request of this operation.</summary>
    public abstract Task HandleAsync(S3Request request, CancellationToken cancellationToken);

    /// <summary>Throws <c>NotImplemented</c> for a parameter or header that asks for something the lake does not do.</summary>
    public void CheckKnown(S3Request request)
    {
        foreach (var (name, _) in request.Http.Request.Query)
        {
            if (!IsKnown(name, request))
            {
                throw S3Errors.NotImplemented($"the query parameter '{name}' of {Name}");
            }
        }

        foreach (var (name, _) in request.Http.Request.Headers)
        {
            if (name.StartsWith("x-amz-", StringComparison.OrdinalIgnoreCase) && !IsKnown(name, request))
            {
                throw S3Errors.NotImplemented($"the header '{name}: {request.Header(name)}' of {Name}");
            }
        }
    }

    private bool IsKnown(string name, S3Request request) =>
        EveryOperation.Contains(name)
        || known.Contains(name)
        || (name.StartsWith("x-amz-meta-", StringComparison.OrdinalIgnoreCase) && known.Contains("x-amz-meta-"))
        || Array.Exists(Defaults, entry => name.Equals(entry.Header, StringComparison.OrdinalIgnoreCase) && entry.Values.Contains(request.Header(entry.Header)));
}
