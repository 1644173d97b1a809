using System.Text;
using System.Text.Json.Nodes;
using Sluice.Lake.S3;
using Sluice.Lake.StepFunctions.Data;

namespace Sluice.Lake.StepFunctions.Integrations;

/// <summary><c>aws-sdk:s3:putObject</c>. A text <c>Body</c> is written as it is, any other JSON as its text.</summary>
internal sealed class S3PutObjectIntegration : S3Integration
{
    private static readonly string[] HeaderNames = ["CacheControl", "ContentDisposition", "ContentEncoding", "ContentLanguage"];

    protected override IReadOnlyList<string> Parameters { get; } =
        ["Bucket", "Key", "Body", "ContentType", "Metadata", "IfNoneMatch", "IfMatch", .. HeaderNames];

    protected override async Task<JsonNode?> RunAsync(TaskRequest request, ObjectStore objects, CancellationToken cancellationToken)
    {
        var (bucket, key) = Place(request);
        var body = request.Node("Body");
        using var content = new MemoryStream(!request.Has("Body") ? [] : Encoding.UTF8.GetBytes(JsonText.AsString(body) ?? JsonText.Write(body)));
        var stored = await objects.PutAsync(bucket, key, content, Attributes(request), Condition(request), cancellationToken);
        return new JsonObject { ["ETag"] = stored.ETag };
    }

    private static ObjectAttributes Attributes(TaskRequest request) => new(
        request.Text("ContentType"),
        (request.Node("Metadata") as JsonObject)?.ToDictionary(
            static each => each.Key,
            each => JsonText.AsString(each.Value) ?? throw request.Wrong($"Metadata's '{each.Key}' must be a string")),
        HeaderNames.Where(request.Has).ToDictionary(
            static name => name.Insert(name.IndexOfAny(['C', 'D', 'E', 'L'], 1), "-"),
            name => request.Text(name)!)); // there, as filtered
}
