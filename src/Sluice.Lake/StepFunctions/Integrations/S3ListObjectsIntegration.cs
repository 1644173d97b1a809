using System.Text;
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

        var after = request.Text("ContinuationToken") is { } token ? Decode(token, request) : request.Text("StartAfter");
        var contents = new JsonArray();
        var prefixes = new JsonArray();
        string? last = null;
        string? common = null;
        var truncated = false;
        foreach (var stored in objects.List(bucket, prefix))
        {
            // What a page ended with is either a key or a common prefix, which stands for all keys below it.
            if (after is not null && (KeyOrder.Instance.Compare(stored.Key, after) <= 0
                || (delimiter is not null && after.EndsWith(delimiter, StringComparison.Ordinal) && stored.Key.StartsWith(after, StringComparison.Ordinal))))
            {
                continue;
            }

            var cut = string.IsNullOrEmpty(delimiter) ? -1 : stored.Key.IndexOf(delimiter, prefix.Length, StringComparison.Ordinal);
            var group = cut < 0 ? null : stored.Key[..(cut + delimiter!.Length)]; // a cut needs a delimiter
            if (group is not null && group == common)
            {
                continue;
            }

            if (contents.Count + prefixes.Count >= most)
            {
                truncated = true;
                break;
            }

            last = group ?? stored.Key;
            common = group;
            if (group is null)
            {
                contents.Add(new JsonObject
                {
                    ["ETag"] = stored.ETag,
                    ["Key"] = stored.Key,
                    ["LastModified"] = Time(stored.LastModified),
                    ["Size"] = stored.Size,
                    ["StorageClass"] = "STANDARD",
                });
            }
            else
            {
                prefixes.Add(new JsonObject { ["Prefix"] = group });
            }
        }

        var result = new JsonObject
        {
            ["CommonPrefixes"] = prefixes,
            ["Contents"] = contents,
            ["IsTruncated"] = truncated,
            ["KeyCount"] = contents.Count + prefixes.Count,
            ["MaxKeys"] = most,
            ["Name"] = bucket,
            ["Prefix"] = prefix,
        };
        if (truncated && last is not null)
        {
            result["NextContinuationToken"] = Convert.ToBase64String(Encoding.UTF8.GetBytes(last));
        }

        return Task.FromResult<JsonNode?>(result);
    }

    private static string Decode(string token, TaskRequest request)
    {
        try
        {
            return Encoding.UTF8.GetString(Convert.FromBase64String(token));
        }
        catch (FormatException)
        {
            throw request.Wrong($"the ContinuationToken '{token}' does not come from the answer before");
        }
    }
}
