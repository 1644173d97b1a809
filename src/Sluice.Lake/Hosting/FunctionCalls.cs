using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Sluice.Lake.S3;

namespace Sluice.Lake.Hosting;

/// <summary>
/// What functions ask of S3, Glue and Athena, each thing once: the lake lets everybody do everything, and this tells what their roles
/// have to allow on AWS. What Athena does for a statement is not among it. Only so many are kept.
/// </summary>
public sealed class FunctionCalls(LakeIdentity identity)
{
    private const int Most = 20_000;

    // AWS defines no resource for them.
    private static readonly string[] WithoutResource = ["CreateCrawler", "GetCrawlerMetrics"];

    private readonly ConcurrentDictionary<FunctionCall, bool> calls = new();

    /// <summary>All of them.</summary>
    public IReadOnlyCollection<FunctionCall> All => [.. calls.Keys];

    internal void Glue(string function, string operation, JsonObject request)
    {
        var role = (string?)request["Role"];
        if (role is not null)
        {
            Add(function, "iam:PassRole", role);
        }

        foreach (var resource in GlueResources(operation, request))
        {
            Add(function, $"glue:{operation}", resource == "*" ? "*" : identity.Arn("glue", resource));
        }
    }

    internal void Athena(string function, string operation, string workGroup) =>
        Add(function, $"athena:{operation}", identity.Arn("athena", $"workgroup/{workGroup}"));

    internal void S3(string function, HttpContext context)
    {
        var request = context.Request;
        var address = S3Address.Of(request);
        if (address.Bucket is not { } bucket)
        {
            return;
        }

        var arn = $"arn:{LakeIdentity.Partition}:s3:::{bucket}";
        if (address.Key is not { } key)
        {
            // The keys to delete are in the body; that they are in this bucket is all that is said.
            var deletes = request.Query.ContainsKey("delete");
            if (deletes)
            {
                Add(function, "s3:DeleteObject", $"{arn}/");
            }
            else
            {
                Add(function, "s3:ListBucket", arn, request.Query["prefix"].ToString(), request.Query["delimiter"]);
            }

            return;
        }

        foreach (var action in ObjectActions(request))
        {
            Add(function, action, $"{arn}/{key}");
        }

        if (request.Headers["x-amz-copy-source"].ToString() is { Length: > 0 } source)
        {
            Add(function, "s3:GetObject", $"arn:{LakeIdentity.Partition}:s3:::{Uri.UnescapeDataString(source).TrimStart('/').Split('?')[0]}");
        }

        if (context.Response.StatusCode == StatusCodes.Status404NotFound && HttpMethods.IsGet(request.Method))
        {
            // Without the right to list, S3 answers that access is denied.
            Add(function, "s3:ListBucket", arn, key);
        }
    }

    private static IEnumerable<string> ObjectActions(HttpRequest request)
    {
        var upload = request.Query.ContainsKey("uploadId");
        yield return request.Method switch
        {
            "GET" => upload ? "s3:ListMultipartUploadParts" : "s3:GetObject",
            "HEAD" => "s3:GetObject",
            "DELETE" => upload ? "s3:AbortMultipartUpload" : "s3:DeleteObject",
            _ => "s3:PutObject",
        };
        if (HttpMethods.IsPut(request.Method) && request.Headers.ContainsKey("If-Match"))
        {
            yield return "s3:GetObject"; // to compare with what is there
        }
    }

    /// <remarks>https://docs.aws.amazon.com/glue/latest/dg/glue-specifying-resource-arns.html: a table, its database and the catalog.</remarks>
    private static IEnumerable<string> GlueResources(string operation, JsonObject request)
    {
        if (WithoutResource.Contains(operation))
        {
            return ["*"];
        }

        if (operation.EndsWith("Crawler", StringComparison.Ordinal))
        {
            return [$"crawler/{request["Name"]}"];
        }

        if (request["JobName"] is { } job)
        {
            return [$"job/{job}"];
        }

        var database = request["DatabaseName"] ?? (operation.EndsWith("Database", StringComparison.Ordinal) ? request["Name"] ?? request["DatabaseInput"]?["Name"] : null);
        var table = request["TableName"] ?? request["TableInput"]?["Name"] ?? (request["DatabaseName"] is null ? null : request["Name"]);
        return database is null ? [$"?/{operation}"]
            : table is null ? ["catalog", $"database/{database}"]
            : ["catalog", $"database/{database}", $"table/{database}/{table}"];
    }

    private void Add(string function, string action, string resource, string? prefix = null, string? delimiter = null)
    {
        if (calls.Count < Most)
        {
            calls.TryAdd(new FunctionCall(function, action, resource, prefix, delimiter), true);
        }
    }
}
