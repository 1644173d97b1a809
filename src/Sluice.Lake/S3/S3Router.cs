using System.Collections.Frozen;
using Sluice.Lake.S3.Operations;

namespace Sluice.Lake.S3;

/// <summary>Which operation a request is: by what it is about (service, bucket, object), its method, and the parameter that S3 tells sub-resources apart with.</summary>
internal sealed class S3Router
{
    // Everything of S3's API that the lake has no part of. Answered by name, so that nobody wonders.
    private static readonly FrozenSet<string> OtherResources = new[]
    {
        "abac", "accelerate", "acl", "analytics", "attributes", "cors", "encryption", "intelligent-tiering", "inventory", "legal-hold", "lifecycle",
        "logging", "metadataConfiguration", "metadataInventoryTable", "metadataJournalTable", "metadataTable", "metrics", "notification",
        "object-lock", "ownershipControls", "policy", "policyStatus", "publicAccessBlock", "renameObject", "replication", "requestPayment",
        "restore", "retention", "select", "session", "tagging", "torrent", "versions", "website",
    }.ToFrozenSet(StringComparer.Ordinal);

    private readonly Dictionary<(char Subject, string Method, string Resource), S3Operation> operations;

    /// <summary>The operations on a store.</summary>
    public S3Router(ObjectStore store, string region, string owner)
    {
        const char Service = 's', Bucket = 'b', Object = 'o';
        operations = new()
        {
            [(Service, "GET", "")] = new ListBuckets(store, region, owner),
            [(Bucket, "PUT", "")] = new CreateBucket(store, region),
            [(Bucket, "HEAD", "")] = new HeadBucket(store, region),
            [(Bucket, "DELETE", "")] = new DeleteBucket(store),
            [(Bucket, "GET", "")] = new ListObjects(store, owner),
            [(Bucket, "GET", "list-type")] = new ListObjectsV2(store, owner),
            [(Bucket, "GET", "location")] = new GetBucketLocation(store, region),
            [(Bucket, "GET", "versioning")] = new GetBucketVersioning(store),
            [(Bucket, "GET", "uploads")] = new ListMultipartUploads(store, owner),
            [(Bucket, "POST", "delete")] = new DeleteObjects(store),
            [(Object, "GET", "")] = new GetObject(store),
            [(Object, "HEAD", "")] = new HeadObject(store),
            [(Object, "PUT", "")] = new PutObject(store),
            [(Object, "PUT", "copy")] = new CopyObject(store),
            [(Object, "DELETE", "")] = new DeleteObject(store),
            [(Object, "POST", "uploads")] = new CreateMultipartUpload(store),
            [(Object, "PUT", "uploadId")] = new UploadPart(store),
            [(Object, "PUT", "uploadId copy")] = new UploadPartCopy(store),
            [(Object, "POST", "uploadId")] = new CompleteMultipartUpload(store),
            [(Object, "DELETE", "uploadId")] = new AbortMultipartUpload(store),
            [(Object, "GET", "uploadId")] = new ListParts(store, owner),
        };
    }

    /// <summary>The operation.</summary>
    /// <exception cref="S3Exception"><c>NotImplemented</c>, <c>MethodNotAllowed</c>.</exception>
    public S3Operation Find(S3Request request)
    {
        var method = request.Http.Request.Method;
        var subject = request.Address.Bucket is null ? 's' : request.Address.Key is null ? 'b' : 'o';
        if (request.Http.Request.Query.Keys.FirstOrDefault(OtherResources.Contains) is { } other)
        {
            throw S3Errors.NotImplemented($"{method} of the sub-resource '?{other}'");
        }

        if (operations.TryGetValue((subject, method, Resource(request, subject)), out var operation))
        {
            return operation;
        }

        throw S3Errors.MethodNotAllowed(method, subject switch { 's' => "SERVICE", 'b' => "BUCKET", _ => "OBJECT" });
    }

    private static string Resource(S3Request request, char subject)
    {
        ReadOnlySpan<string> resources = subject == 'o' ? ["uploadId", "uploads"] : ["list-type", "location", "versioning", "uploads", "delete"];
        var resource = "";
        foreach (var candidate in resources)
        {
            if (request.Parameter(candidate) is not null)
            {
                resource = candidate;
                break;
            }
        }

        return subject == 'o' && request.Http.Request.Method == "PUT" && request.Header("x-amz-copy-source") is not null
            ? $"{resource} copy".TrimStart()
            : resource;
    }
}
