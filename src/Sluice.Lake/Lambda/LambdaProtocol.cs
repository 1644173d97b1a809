using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;
using Sluice.Lake.Protocol;
using Sluice.Lake.Template.Resources;

namespace Sluice.Lake.Lambda;

/// <summary>
/// Lambda's REST protocol: Invoke, GetFunction, GetFunctionConfiguration, ListFunctions.
/// https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html
/// </summary>
public sealed class LambdaProtocol(LambdaHost host, CancellationToken stopping)
{
    /// <summary>The path that all its requests begin with.</summary>
    public const string Root = "/2015-03-31/functions";

    /// <summary>Answers a request.</summary>
    public async Task HandleAsync(HttpContext context)
    {
        try
        {
            await RouteAsync(context);
        }
        catch (AwsServiceException exception)
        {
            context.Response.Headers["x-amzn-errortype"] = exception.Code;
            await WriteAsync(context, exception.Status, new JsonObject { ["Type"] = "User", ["Message"] = exception.Message });
        }
    }

    private async Task RouteAsync(HttpContext context)
    {
        context.Response.Headers["x-amzn-RequestId"] = Guid.NewGuid().ToString();
        // A name may be an ARN, whose colons clients send as they are or escaped.
        var segments = (context.Request.Path.Value ?? "")[Root.Length..].Split('/', StringSplitOptions.RemoveEmptyEntries).Select(Uri.UnescapeDataString).ToArray();
        CheckQualifier(context);
        switch (context.Request.Method, segments)
        {
            case ("POST", [var function, "invocations"]):
                await InvokeAsync(context, function);
                break;
            case ("GET", []):
                await WriteAsync(context, HttpStatusCode.OK, new JsonObject
                {
                    ["Functions"] = new JsonArray(host.Functions.Select(JsonNode (function) => Configuration(function)).ToArray()),
                });
                break;
            case ("GET", [var function]):
                await WriteAsync(context, HttpStatusCode.OK, new JsonObject { ["Configuration"] = Configuration(host.Find(function)) });
                break;
            case ("GET", [var function, "configuration"]):
                await WriteAsync(context, HttpStatusCode.OK, Configuration(host.Find(function)));
                break;
            default:
                throw new AwsServiceException(
                    "UnknownOperationException",
                    $"The lake does not support {context.Request.Method} {context.Request.Path} of Lambda. " +
                    "It supports Invoke, ListFunctions, GetFunction and GetFunctionConfiguration; functions come from the template.",
                    HttpStatusCode.NotFound);
        }
    }

    private async Task InvokeAsync(HttpContext context, string function)
    {
        var found = host.Find(function);
        var payload = await ReadAsync(context);
        switch (Header(context, "X-Amz-Invocation-Type") ?? "RequestResponse")
        {
            case "RequestResponse":
                var (result, requestId, log) = await host.InvokeWithLogAsync(found.Name, payload, context.RequestAborted);
                context.Response.Headers["x-amzn-RequestId"] = requestId;
                context.Response.Headers["X-Amz-Executed-Version"] = result.ExecutedVersion;
                if (result.FunctionError is { } error)
                {
                    context.Response.Headers["X-Amz-Function-Error"] = error;
                }

                if (Header(context, "X-Amz-Log-Type") == "Tail")
                {
                    context.Response.Headers["X-Amz-Log-Result"] = Convert.ToBase64String(Encoding.UTF8.GetBytes(log));
                }

                await WriteAsync(context, HttpStatusCode.OK, result.Payload);
                break;
            case "Event":
                LambdaHost.CheckAsynchronous(payload);
                // Accepted: the caller does not wait, and going away does not end it. Its errors are in the function's log.
                _ = host.InvokeEventAsync(found.Name, payload, stopping);
                context.Response.StatusCode = (int)HttpStatusCode.Accepted;
                break;
            case "DryRun":
                context.Response.StatusCode = (int)HttpStatusCode.NoContent;
                break;
            case var other:
                throw new AwsServiceException(
                    "InvalidParameterValueException", $"X-Amz-Invocation-Type must be RequestResponse, Event or DryRun, not {other}.");
        }
    }

    private static async Task<string> ReadAsync(HttpContext context)
    {
        using var reader = new StreamReader(context.Request.Body, Encoding.UTF8);
        return await reader.ReadToEndAsync(context.RequestAborted);
    }

    private static void CheckQualifier(HttpContext context)
    {
        if (context.Request.Query.TryGetValue("Qualifier", out var qualifier) && qualifier != "$LATEST")
        {
            throw new AwsServiceException(
                "ResourceNotFoundException", $"The lake has only the version $LATEST of each function, not {qualifier}.", HttpStatusCode.NotFound);
        }
    }

    private static string? Header(HttpContext context, string name) =>
        context.Request.Headers.TryGetValue(name, out StringValues values) ? values.ToString() : null;

    private JsonObject Configuration(FunctionResource function) => new()
    {
        ["FunctionName"] = function.Name,
        ["FunctionArn"] = function.Arn,
        ["Runtime"] = function.Runtime,
        ["Role"] = host.RoleOf(function),
        ["Handler"] = function.Handler,
        ["Description"] = function.Description ?? "",
        ["Timeout"] = (int)function.Timeout.TotalSeconds,
        ["MemorySize"] = function.MemorySize,
        ["Version"] = "$LATEST",
        ["PackageType"] = "Zip",
        ["LastModified"] = host.Made.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'+0000'", CultureInfo.InvariantCulture),
        ["State"] = "Active",
        ["LastUpdateStatus"] = "Successful",
        ["Environment"] = new JsonObject
        {
            ["Variables"] = new JsonObject(function.Environment.Select(static pair => KeyValuePair.Create(pair.Key, (JsonNode?)pair.Value))),
        },
    };

    private static Task WriteAsync(HttpContext context, HttpStatusCode status, JsonObject body) =>
        WriteAsync(context, status, body.ToJsonString(AwsJson.Options));

    private static async Task WriteAsync(HttpContext context, HttpStatusCode status, string body)
    {
        var bytes = Encoding.UTF8.GetBytes(body);
        context.Response.StatusCode = (int)status;
        context.Response.ContentType = "application/json";
        context.Response.ContentLength = bytes.Length;
        await context.Response.Body.WriteAsync(bytes, context.RequestAborted);
    }
}
