using System.Text.Json.Nodes;
using Sluice.Lake.Protocol;
using Sluice.Lake.S3;
using Sluice.Lake.StepFunctions.Executions;

namespace Sluice.Lake.StepFunctions.Integrations;

/// <summary><c>arn:aws:states:::aws-sdk:s3:…</c>: objects of the lake, without going through HTTP.</summary>
internal abstract class S3Integration : TaskIntegration
{
    private static readonly string[] Modelled =
        ["NoSuchKey", "NoSuchBucket", "NoSuchUpload", "BucketAlreadyExists", "BucketAlreadyOwnedByYou", "InvalidObjectState", "ObjectNotInActiveTierError"];

    /// <summary>The parameters that it takes.</summary>
    protected abstract IReadOnlyList<string> Parameters { get; }

    /// <inheritdoc/>
    public sealed override async Task<JsonNode?> RunAsync(TaskCall call, CancellationToken cancellationToken)
    {
        try
        {
            return await RunAsync(new TaskRequest(call.Parameters, Name, Parameters), call.Lake.Objects, cancellationToken);
        }
        catch (AwsServiceException exception) when (Modelled.Contains(exception.Code))
        {
            throw SdkErrors.From("S3", exception);
        }
        catch (AwsServiceException exception)
        {
            // The SDK has no class for it: it throws its base exception, and that is the error's name.
            throw new StateFailedException(
                "S3.S3Exception", $"{exception.Message} (Service: S3, Status Code: {(int)exception.Status}, Error Code: {exception.Code})");
        }
    }

    /// <summary>Does the work.</summary>
    protected abstract Task<JsonNode?> RunAsync(TaskRequest request, ObjectStore objects, CancellationToken cancellationToken);

    /// <summary>The object that <c>Bucket</c> and <c>Key</c> name.</summary>
    /// <exception cref="S3Exception"><c>NoSuchKey</c>, <c>NoSuchBucket</c>.</exception>
    protected static StoredObject Find(TaskRequest request, ObjectStore objects)
    {
        var (bucket, key) = Place(request);
        return objects.Find(bucket, key) ?? throw S3Errors.NoSuchKey(key);
    }

    /// <summary><c>Bucket</c> and <c>Key</c>.</summary>
    protected static (string Bucket, string Key) Place(TaskRequest request) =>
        (request.Text("Bucket", required: true)!, request.Text("Key", required: true)!); // required

    /// <summary><c>IfNoneMatch</c> and <c>IfMatch</c>.</summary>
    protected static WriteCondition Condition(TaskRequest request)
    {
        if (request.Text("IfNoneMatch") is { } none && none != "*")
        {
            throw request.Wrong($"IfNoneMatch must be '*', not '{none}'");
        }

        return new WriteCondition(request.Has("IfNoneMatch"), request.Text("IfMatch"));
    }

    /// <summary>What headObject and getObject tell about an object.</summary>
    protected static JsonObject Describe(StoredObject stored)
    {
        var result = new JsonObject
        {
            ["AcceptRanges"] = "bytes",
            ["ContentLength"] = stored.Size,
            ["ContentType"] = stored.ContentType,
            ["ETag"] = stored.ETag,
            ["LastModified"] = Time(stored.LastModified),
            ["Metadata"] = new JsonObject(stored.Metadata.Select(static each => KeyValuePair.Create<string, JsonNode?>(each.Key, each.Value))),
        };
        foreach (var (name, value) in stored.Headers)
        {
            result[name.Replace("-", "", StringComparison.Ordinal)] = value;
        }

        return result;
    }

    /// <summary>S3's times have whole seconds.</summary>
    protected static string Time(DateTimeOffset time) =>
        time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", System.Globalization.CultureInfo.InvariantCulture);
}
