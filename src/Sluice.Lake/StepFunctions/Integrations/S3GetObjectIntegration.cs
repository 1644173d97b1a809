using System.Text;
using System.Text.Json.Nodes;
using Sluice.Lake.S3;
using Sluice.Lake.StepFunctions.Executions;

namespace Sluice.Lake.StepFunctions.Integrations;

/// <summary><c>aws-sdk:s3:getObject</c>. <c>Body</c> is the object's text; the payload quota limits its size.</summary>
internal sealed class S3GetObjectIntegration : S3Integration
{
    protected override IReadOnlyList<string> Parameters { get; } = ["Bucket", "Key"];

    protected override async Task<JsonNode?> RunAsync(TaskRequest request, ObjectStore objects, CancellationToken cancellationToken)
    {
        var stored = Find(request, objects);
        if (stored.Size > StateVisit.MaximumPayload)
        {
            throw new StateFailedException(
                ErrorNames.DataLimitExceeded,
                $"The state/task '{Name}' returned a result with a size exceeding the maximum number of bytes service limit: s3://{stored.Bucket}/{stored.Key} has {stored.Size} bytes.");
        }

        var result = Describe(stored);
        result["Body"] = await File.ReadAllTextAsync(stored.FilePath, Encoding.UTF8, cancellationToken);
        return result;
    }
}
