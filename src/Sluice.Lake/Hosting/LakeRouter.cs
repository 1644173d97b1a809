using System.Net;
using System.Security;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Sluice.Lake.Lambda;
using Sluice.Lake.Protocol;

namespace Sluice.Lake.Hosting;

/// <summary>
/// Tells which service a request is for: by <c>X-Amz-Target</c>, by Lambda's path, by what it is signed for, else S3.
/// </summary>
internal sealed class LakeRouter(
    IEnumerable<IJsonService> services, LambdaProtocol lambda, Func<HttpContext, Task> s3, Func<HttpContext, Task> executionEvents,
    Func<HttpContext, Task> guests, InvocationTraces traces, FunctionCalls calls, LakeLog log)
{
    private readonly Dictionary<string, IJsonService> byTarget = services.ToDictionary(static service => service.TargetPrefix, StringComparer.Ordinal);

    /// <summary>Answers a request.</summary>
    public async Task HandleAsync(HttpContext context)
    {
        try
        {
            if (!LoopbackOnly.Allows(context.Request))
            {
                await WriteAsync(
                    context, HttpStatusCode.Forbidden, "application/json",
                    new JsonObject { ["message"] = "The lake answers requests for 127.0.0.1 or localhost only, and none that a web page from elsewhere makes." });
                return;
            }

            await RouteAsync(context);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // The client has left: there is nobody to answer.
        }
    }

    private async Task RouteAsync(HttpContext context)
    {
        var path = context.Request.Path;
        if (context.Request.Headers.TryGetValue("X-Amz-Target", out var target))
        {
            await AnswerJsonAsync(context, target.ToString());
        }
        else if (path.StartsWithSegments("/_sluice", out var own))
        {
            await AnswerOwnAsync(context, own);
        }
        else if (path.StartsWithSegments(LambdaProtocol.Root))
        {
            await lambda.HandleAsync(context);
            LogUnsupported(context, "Lambda");
        }
        else if (HttpMethods.IsPost(context.Request.Method) && path == "/"
            && context.Request.ContentType?.StartsWith("application/x-www-form-urlencoded", StringComparison.Ordinal) == true)
        {
            await RefuseQueryAsync(context);
        }
        else if (SignedFor(context.Request.Headers.Authorization.ToString()) is { } service and not ("s3" or "s3express"))
        {
            await RefuseAsync(context, service);
        }
        else
        {
            await s3(context);
            LogUnsupported(context, "S3");
            if (CallerOf(context) is { } function)
            {
                calls.S3(function, context);
            }
        }
    }

    private async Task AnswerJsonAsync(HttpContext context, string target)
    {
        context.Response.Headers["x-amzn-RequestId"] = Guid.NewGuid().ToString();
        var dot = target.LastIndexOf('.');
        var service = dot < 0 ? null : byTarget.GetValueOrDefault(target[..dot]);
        try
        {
            if (service is null)
            {
                throw UnknownService(target);
            }

            var request = await ReadAsync(context);
            await RecordAsync(context, service, target[(dot + 1)..], request);
            var answer = await service.InvokeAsync(target[(dot + 1)..], request, context.RequestAborted);
            await WriteAsync(context, HttpStatusCode.OK, service.ContentType, answer);
        }
        catch (AwsServiceException exception)
        {
            if (exception.Code == "UnknownOperationException")
            {
                log.Warning(exception.Message);
            }

            await WriteErrorAsync(context, service, exception);
        }
        catch (Exception exception) when (exception is not OperationCanceledException && !context.Response.HasStarted)
        {
            log.Error($"{target} failed: {exception}");
            await WriteErrorAsync(context, service, new AwsServiceException(
                "InternalFailure", $"{target} failed in the lake: {exception.GetType().Name}: {exception.Message}", HttpStatusCode.InternalServerError));
        }
    }

    private string? CallerOf(HttpContext context) => traces.FunctionOf(context.Request.Headers["traceparent"]);

    private async Task RecordAsync(HttpContext context, IJsonService service, string operation, JsonObject request)
    {
        if (CallerOf(context) is not { } function)
        {
            return;
        }

        if (service.Name == "glue")
        {
            calls.Glue(function, operation, request);
        }
        else if (service.Name == "athena")
        {
            // A query's rights are its work group's.
            var query = request["QueryExecutionId"] ?? request["QueryExecutionIds"]?[0];
            var workGroup = query is null
                ? request["WorkGroup"]
                : (await service.InvokeAsync("GetQueryExecution", new JsonObject { ["QueryExecutionId"] = (string?)query }, context.RequestAborted))["QueryExecution"]!["WorkGroup"];
            calls.Athena(function, operation, (string?)workGroup ?? "primary");
        }
    }

    private static async Task<JsonObject> ReadAsync(HttpContext context)
    {
        try
        {
            // The length of a body without one is not known: an empty one stands for a request without members.
            using var buffer = new MemoryStream();
            await context.Request.Body.CopyToAsync(buffer, context.RequestAborted);
            return buffer.Length == 0
                ? []
                : JsonNode.Parse(buffer.GetBuffer().AsSpan(0, (int)buffer.Length)) as JsonObject ?? throw new JsonException("the body is not a JSON object");
        }
        catch (JsonException exception)
        {
            throw new AwsServiceException("SerializationException", $"The request is not JSON: {exception.Message}");
        }
    }

    private static Task WriteErrorAsync(HttpContext context, IJsonService? service, AwsServiceException exception)
    {
        context.Response.Headers["x-amzn-ErrorType"] = exception.Code;
        var body = new JsonObject { ["__type"] = exception.Code, ["message"] = exception.Message };
        foreach (var (name, value) in exception.Members)
        {
            body[name] = value;
        }

        return WriteAsync(context, exception.Status, service?.ContentType ?? "application/x-amz-json-1.1", body);
    }

    private async Task AnswerOwnAsync(HttpContext context, PathString path)
    {
        switch (path.Value)
        {
            case "/health":
                await WriteAsync(context, HttpStatusCode.OK, "application/json", new JsonObject { ["status"] = "ready" });
                break;
            case "/events":
                await executionEvents(context);
                break;
            case "/session":
                await guests(context);
                break;
            default:
                await WriteAsync(
                    context, HttpStatusCode.NotFound, "application/json",
                    new JsonObject { ["message"] = $"There is no /_sluice{path}. There are /_sluice/health, /_sluice/events and /_sluice/session." });
                break;
        }
    }

    /// <summary>IAM, STS, SNS and others speak AWS's query protocol: the lake has none of them.</summary>
    private async Task RefuseQueryAsync(HttpContext context)
    {
        using var reader = new StreamReader(context.Request.Body, Encoding.UTF8);
        var body = await reader.ReadToEndAsync(context.RequestAborted);
        var action = Array.Find(body.Split('&'), static pair => pair.StartsWith("Action=", StringComparison.Ordinal))?["Action=".Length..] ?? "?";
        var message = UnknownService($"the action {action}").Message;
        log.Warning(message);
        var xml = $"<ErrorResponse><Error><Type>Sender</Type><Code>InvalidAction</Code><Message>{SecurityElement.Escape(message)}</Message></Error></ErrorResponse>";
        context.Response.StatusCode = (int)HttpStatusCode.BadRequest;
        context.Response.ContentType = "text/xml";
        await context.Response.WriteAsync(xml, context.RequestAborted);
    }

    /// <summary>EventBridge Scheduler, parts of Lambda and others are known by their path only, as S3's buckets are.</summary>
    private Task RefuseAsync(HttpContext context, string service)
    {
        var error = UnknownService($"{context.Request.Method} {context.Request.Path}, which is signed for {service}");
        log.Warning(error.Message);
        context.Response.Headers["x-amzn-RequestId"] = Guid.NewGuid().ToString();
        return WriteErrorAsync(context, null, error);
    }

    private AwsServiceException UnknownService(string what) => new(
        "UnknownOperationException",
        $"The lake does not have the service of {what}. It has: {string.Join(", ", byTarget.Keys.Order(StringComparer.Ordinal))}, S3 and Lambda.");

    /// <summary>The service in <c>Credential=KEY/20261126/eu-west-1/SERVICE/aws4_request</c>; null without one.</summary>
    private static string? SignedFor(string authorization)
    {
        const string Credential = "Credential=";
        var start = authorization.IndexOf(Credential, StringComparison.Ordinal);
        return start >= 0 && authorization[(start + Credential.Length)..].Split(',')[0].Split('/') is [.., var service, "aws4_request"] ? service : null;
    }

    private void LogUnsupported(HttpContext context, string service)
    {
        if (context.Response.StatusCode == (int)HttpStatusCode.NotImplemented)
        {
            log.Warning($"{service}: the lake does not support {context.Request.Method} {context.Request.Path}{context.Request.QueryString}.");
        }
    }

    private static async Task WriteAsync(HttpContext context, HttpStatusCode status, string contentType, JsonObject body)
    {
        var bytes = JsonSerializer.SerializeToUtf8Bytes(body, AwsJson.Options);
        context.Response.StatusCode = (int)status;
        context.Response.ContentType = contentType;
        context.Response.ContentLength = bytes.Length;
        await context.Response.Body.WriteAsync(bytes, context.RequestAborted);
    }
}
