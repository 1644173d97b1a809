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
        var source = CopySource.Find(request.Text("CopySource", required: true)!, objects); // required
        var stored = await ObjectCopy.RunAsync(
            objects, source, bucket, key, attributes: null, algorithm: null, Condition(request), cancellationToken);
        return new JsonObject
        {
            ["CopyObjectResult"] = new JsonObject { ["ETag"] = stored.ETag, ["LastModified"] = Time(stored.LastModified) },
        };
    }
}
