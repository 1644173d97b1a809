using System.Text.Json.Nodes;
using Sluice.Lake.S3;

namespace Sluice.Lake.StepFunctions.Integrations;

/// <summary><c>aws-sdk:s3:headObject</c>.</summary>
internal sealed class S3HeadObjectIntegration : S3Integration
{
    protected override IReadOnlyList<string> Parameters { get; } = ["Bucket", "Key"];

    protected override Task<JsonNode?> RunAsync(TaskRequest request, ObjectStore objects, CancellationToken cancellationToken) =>
        Task.FromResult<JsonNode?>(Describe(Find(request, objects)));
}
