using System.Security.Cryptography;
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
        var bytes = !request.Has("Body") ? [] : Encoding.UTF8.GetBytes(JsonText.AsString(body) ?? JsonText.Write(body));
        var file = objects.NewFile();
        try
        {
            await File.WriteAllBytesAsync(file, bytes, cancellationToken);
#pragma warning disable CA5351 // S3's entity tags are MD5.
            var tag = ObjectStore.EntityTag(MD5.HashData(bytes));
#pragma warning restore CA5351
            var stored = objects.Write(bucket, key, Draft(request, file, bytes.Length, tag), Condition(request), "PutObject");
            return new JsonObject { ["ETag"] = stored.ETag };
        }
        finally
        {
            File.Delete(file); // gone already when it has become an object
        }
    }

    private static ObjectDraft Draft(TaskRequest request, string file, long size, string tag) => new()
    {
        FilePath = file,
        Size = size,
        ETag = tag,
        ContentType = request.Text("ContentType"),
        Metadata = (request.Node("Metadata") as JsonObject)?.ToDictionary(
            static each => each.Key,
            each => JsonText.AsString(each.Value) ?? throw request.Wrong($"Metadata's '{each.Key}' must be a string")),
        Headers = HeaderNames.Where(request.Has).ToDictionary(
            static name => name.Insert(name.IndexOfAny(['C', 'D', 'E', 'L'], 1), "-"),
            name => request.Text(name)!), // there, as filtered
    };
}
