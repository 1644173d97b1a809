using System.Text.Json.Nodes;
using Sluice.Lake.S3;

namespace Sluice.Lake.StepFunctions.Integrations;

/// <summary><c>aws-sdk:s3:copyObject</c>: <c>CopySource</c> is <c>bucket/key</c>, URL-encoded, with or without a leading slash.</summary>
internal sealed class S3CopyObjectIntegration : S3Integration
{
    protected override IReadOnlyList<string> Parameters { get; } = ["Bucket", "Key", "CopySource", "IfNoneMatch", "IfMatch"];

    protected override async Task<JsonNode?> RunAsync(TaskRequest request, ObjectStore objects, CancellationToken cancellationToken)
    {
        var (bucket, key) = Place(request);
        var source = Uri.UnescapeDataString(request.Text("CopySource", required: true)!).TrimStart('/'); // required
        var slash = source.IndexOf('/', StringComparison.Ordinal);
        if (slash <= 0)
        {
            throw request.Wrong($"CopySource must be bucket/key, not '{source}'");
        }

        var original = objects.Find(source[..slash], source[(slash + 1)..]) ?? throw S3Errors.NoSuchKey(source[(slash + 1)..]);
        var file = objects.NewFile();
        try
        {
            await using (var from = File.OpenRead(original.FilePath))
            await using (var to = new FileStream(file, FileMode.CreateNew))
            {
                await from.CopyToAsync(to, cancellationToken);
            }

            var draft = new ObjectDraft
            {
                FilePath = file,
                Size = original.Size,
                ETag = original.ETag,
                ContentType = original.ContentType,
                Metadata = original.Metadata,
                Headers = original.Headers,
                Checksums = original.Checksums,
            };
            var stored = objects.Write(bucket, key, draft, Condition(request), "CopyObject");
            return new JsonObject
            {
                ["CopyObjectResult"] = new JsonObject { ["ETag"] = stored.ETag, ["LastModified"] = Time(stored.LastModified) },
            };
        }
        finally
        {
            File.Delete(file); // gone already when it has become an object
        }
    }
}
