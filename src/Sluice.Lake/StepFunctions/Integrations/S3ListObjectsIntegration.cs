using System.Text.Json.Nodes;
using Sluice.Lake.S3;
using Sluice.Lake.StepFunctions.Data;

namespace Sluice.Lake.StepFunctions.Integrations;

/// <summary><c>aws-sdk:s3:listObjectsV2</c>, with prefix, delimiter and pages.</summary>
internal sealed class S3ListObjectsIntegration : S3Integration
{
    private const long MostKeys = 1000;

    protected override IReadOnlyList<string> Parameters { get; } = ["Bucket", "Prefix", "Delimiter", "MaxKeys", "ContinuationToken", "StartAfter"];

    protected override Task<JsonNode?> RunAsync(TaskRequest request, ObjectStore objects, CancellationToken cancellationToken)
    {
        var bucket = request.Text("Bucket", required: true)!; // required
        var prefix = request.Text("Prefix") ?? "";
        var delimiter = request.Text("Delimiter");
        var most = MostKeys;
        if (request.Has("MaxKeys") && (!ExactNumber.TryInteger(request.Node("MaxKeys"), out most) || most is < 0 or > MostKeys))
        {
            throw request.Wrong($"MaxKeys must be an integer from 0 to {MostKeys}");
        }

        var after = request.Text("ContinuationToken") is { } token ? ContinuationToken.Read(token) : request.Text("StartAfter") ?? "";
        var listing = ObjectListing.Of(objects.Index(bucket), prefix, delimiter, after, (int)most);
        var result = new JsonObject
        {
            ["CommonPrefixes"] = new JsonArray(listing.CommonPrefixes.Select(static common => (JsonNode)new JsonObject { ["Prefix"] = common }).ToArray()),
            ["Contents"] = new JsonArray(listing.Objects.Select(Entry).ToArray()),
            ["IsTruncated"] = listing.Last is not null,
            ["KeyCount"] = listing.Objects.Count + listing.CommonPrefixes.Count,
            ["MaxKeys"] = most,
            ["Name"] = bucket,
            ["Prefix"] = prefix,
        };
        if (ContinuationToken.Of(listing) is { } next)
        {
            result["NextContinuationToken"] = next;
        }

        return Task.FromResult<JsonNode?>(result);
    }

    private static JsonNode Entry(StoredObject stored) => new JsonObject
    {
        ["ETag"] = stored.ETag,
        ["Key"] = stored.Key,
        ["LastModified"] = Time(stored.LastModified),
        ["Size"] = stored.Size,
        ["StorageClass"] = "STANDARD",
    };
}
