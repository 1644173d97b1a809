using System.Text.Json.Nodes;
using Sluice.Lake.S3;

namespace Sluice.Lake.StepFunctions.Integrations;

/// <summary><c>aws-sdk:s3:deleteObject</c>. A key that is not there is no error.</summary>
internal sealed class S3DeleteObjectIntegration : S3Integration
{
    protected override IReadOnlyList<string> Parameters { get; } = ["Bucket", "Key", "IfMatch"];

    protected override Task<JsonNode?> RunAsync(TaskRequest request, ObjectStore objects, CancellationToken cancellationToken)
    {
        var (bucket, key) = Place(request);
        objects.Delete(bucket, key, Condition(request));
        return Task.FromResult<JsonNode?>(new JsonObject());
    }
}
