using System.Net;
using System.Net.Http.Headers;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json.Nodes;
using System.Xml.Linq;
using Sluice.Lake.Hosting;
using Sluice.Lake.Protocol;

namespace Sluice.Local.Commands;

/// <summary>
/// Talks to a lake over HTTP, whether it runs in this process or another: the same requests that the AWS CLI sends, without
/// the time that an SDK takes to load.
/// </summary>
public sealed class LakeClient : IDisposable
{
    private readonly HttpClient http;

    /// <summary>A client of the lake at an address.</summary>
    public LakeClient(Uri endpoint)
    {
        Endpoint = endpoint;
        http = new HttpClient { BaseAddress = endpoint, Timeout = Timeout.InfiniteTimeSpan };
    }

    /// <summary>The lake's address.</summary>
    public Uri Endpoint { get; }

    /// <summary>Calls an operation of a JSON service.</summary>
    /// <param name="target">As in <c>X-Amz-Target</c>: <c>AmazonAthena.StartQueryExecution</c>.</param>
    /// <param name="request">The request.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="AwsServiceException">The service refuses.</exception>
    public async Task<JsonObject> InvokeAsync(string target, JsonObject request, CancellationToken cancellationToken)
    {
        using var message = new HttpRequestMessage(HttpMethod.Post, new Uri("/", UriKind.Relative));
        message.Headers.TryAddWithoutValidation("X-Amz-Target", target);
        message.Content = new StringContent(request.ToJsonString(), Encoding.UTF8);
        message.Content.Headers.ContentType = new MediaTypeHeaderValue("application/x-amz-json-1.1");
        using var response = await http.SendAsync(message, cancellationToken);
        var body = JsonNode.Parse(await response.Content.ReadAsStringAsync(cancellationToken)) as JsonObject ?? [];
        if (!response.IsSuccessStatusCode)
        {
            var code = ((string?)body["__type"])?.Split('#')[^1] ?? response.StatusCode.ToString();
            throw new AwsServiceException(
                code, (string?)body["message"] ?? (string?)body["Message"] ?? $"{target} failed.", response.StatusCode);
        }

        return body;
    }

    /// <summary>What DescribeExecution answers; null for an execution that is not there, or not any more: AWS forgets them after 90 days.</summary>
    public async Task<JsonObject?> FindExecutionAsync(string? arn, CancellationToken cancellationToken)
    {
        if (string.IsNullOrEmpty(arn))
        {
            return null;
        }

        try
        {
            return await InvokeAsync("AWSStepFunctions.DescribeExecution", new JsonObject { ["executionArn"] = arn }, cancellationToken);
        }
        catch (AwsServiceException exception) when (exception.Code is "ExecutionDoesNotExist" or "InvalidArn")
        {
            return null;
        }
    }

    /// <summary>Invokes a function and returns its answer and, when it failed, <c>Unhandled</c>.</summary>
    public async Task<(string Payload, string? FunctionError)> InvokeFunctionAsync(
        string function, string payload, CancellationToken cancellationToken)
    {
        using var content = new StringContent(payload, Encoding.UTF8, "application/json");
        using var response = await http.PostAsync(
            new Uri($"/2015-03-31/functions/{Uri.EscapeDataString(function)}/invocations", UriKind.Relative), content, cancellationToken);
        var text = await response.Content.ReadAsStringAsync(cancellationToken);
        if (!response.IsSuccessStatusCode)
        {
            throw new AwsServiceException(
                response.Headers.TryGetValues("x-amzn-errortype", out var types) ? types.First() : response.StatusCode.ToString(),
                text,
                response.StatusCode);
        }

        return (text, response.Headers.TryGetValues("X-Amz-Function-Error", out var errors) ? errors.First() : null);
    }

    /// <summary>Puts an object.</summary>
    public async Task PutObjectAsync(string bucket, string key, Stream content, CancellationToken cancellationToken)
    {
        using var body = new StreamContent(content);
        using var response = await http.PutAsync(ObjectUri(bucket, key), body, cancellationToken);
        await EnsureAsync(response, $"put s3://{bucket}/{key}", cancellationToken);
    }

    /// <summary>Deletes an object; nothing happens when there is none.</summary>
    public async Task DeleteObjectAsync(string bucket, string key, CancellationToken cancellationToken)
    {
        using var response = await http.DeleteAsync(ObjectUri(bucket, key), cancellationToken);
        await EnsureAsync(response, $"delete s3://{bucket}/{key}", cancellationToken);
    }

    /// <summary>Whether any key begins with a prefix.</summary>
    public async Task<bool> AnyObjectAsync(string bucket, string prefix, CancellationToken cancellationToken)
    {
        var uri = new Uri($"/{bucket}?list-type=2&max-keys=1&prefix={Uri.EscapeDataString(prefix)}", UriKind.Relative);
        using var response = await http.GetAsync(uri, cancellationToken);
        await EnsureAsync(response, $"list s3://{bucket}/{prefix}", cancellationToken);
        return (await response.Content.ReadAsStringAsync(cancellationToken)).Contains("<Contents>", StringComparison.Ordinal);
    }

    /// <summary>All keys that begin with a prefix.</summary>
    public async Task<IReadOnlyList<string>> ListKeysAsync(string bucket, string prefix, CancellationToken cancellationToken)
    {
        var keys = new List<string>();
        string? token = null;
        do
        {
            var more = token is null ? "" : $"&continuation-token={Uri.EscapeDataString(token)}";
            var uri = new Uri($"/{bucket}?list-type=2&prefix={Uri.EscapeDataString(prefix)}{more}", UriKind.Relative);
            using var response = await http.GetAsync(uri, cancellationToken);
            await EnsureAsync(response, $"list s3://{bucket}/{prefix}", cancellationToken);
            var page = XDocument.Parse(await response.Content.ReadAsStringAsync(cancellationToken)).Root!; // a document has a root
            var space = page.Name.Namespace;
            keys.AddRange(page.Elements(space + "Contents").Select(found => (string)found.Element(space + "Key")!)); // every object has one
            token = (string?)page.Element(space + "NextContinuationToken");
        }
        while (token is not null);

        return keys;
    }

    /// <summary>An object's text, or null when there is none.</summary>
    public async Task<string?> GetTextAsync(string bucket, string key, CancellationToken cancellationToken)
    {
        using var response = await http.GetAsync(ObjectUri(bucket, key), cancellationToken);
        if (response.StatusCode == HttpStatusCode.NotFound)
        {
            return null;
        }

        await EnsureAsync(response, $"get s3://{bucket}/{key}", cancellationToken);
        return await response.Content.ReadAsStringAsync(cancellationToken);
    }

    /// <summary>
    /// Tells a lake of another process that a command works with it until what is returned is disposed. Null when it cannot be reached, or
    /// is about to stop: another one may be there soon.
    /// </summary>
    /// <exception cref="AwsServiceException">It answers in another way.</exception>
    public async Task<LakeVisit?> TryJoinAsync(CancellationToken cancellationToken)
    {
        HttpResponseMessage? response = null;
        try
        {
            response = await http.GetAsync(
                new Uri("/_sluice/session", UriKind.Relative), HttpCompletionOption.ResponseHeadersRead, cancellationToken);
            switch (response.StatusCode)
            {
                case HttpStatusCode.ServiceUnavailable:
                    return null;
                case HttpStatusCode.NotFound:
                    return new LakeVisit(null, null); // earlier builds have no sessions
                default:
                    await EnsureAsync(response, $"join the lake at {Endpoint}", cancellationToken);
                    using (var reader = new StreamReader(await response.Content.ReadAsStreamAsync(cancellationToken), leaveOpen: true))
                    {
                        if (await reader.ReadLineAsync(cancellationToken) is not { } line)
                        {
                            return null; // it stops
                        }

                        var visit = new LakeVisit(response, LakeSettings.Parse(line));
                        response = null;
                        return visit;
                    }
            }
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException)
        {
            return null; // nobody listens, or not any more
        }
        finally
        {
            response?.Dispose();
        }
    }

    /// <summary>Subscribes to what executions do from now on; the subscription holds when the returned task completes.</summary>
    public async Task<IAsyncEnumerable<JsonObject>> SubscribeAsync(CancellationToken cancellationToken)
    {
        var response = await http.GetAsync(
            new Uri("/_sluice/events", UriKind.Relative), HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        response.EnsureSuccessStatusCode();
        return ReadLinesAsync(response, cancellationToken);
    }

    /// <inheritdoc/>
    public void Dispose() => http.Dispose();

    private static async IAsyncEnumerable<JsonObject> ReadLinesAsync(
        HttpResponseMessage response, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using (response)
        {
            using var reader = new StreamReader(await response.Content.ReadAsStreamAsync(cancellationToken));
            while (await reader.ReadLineAsync(cancellationToken) is { } line)
            {
                if (line.Length > 0)
                {
                    yield return (JsonObject)JsonNode.Parse(line)!; // the lake writes objects only
                }
            }
        }
    }

    private static Uri ObjectUri(string bucket, string key) =>
        new($"/{bucket}/{string.Join('/', key.Split('/').Select(Uri.EscapeDataString))}", UriKind.Relative);

    private static async Task EnsureAsync(HttpResponseMessage response, string what, CancellationToken cancellationToken)
    {
        if (!response.IsSuccessStatusCode)
        {
            var body = await response.Content.ReadAsStringAsync(cancellationToken);
            throw new AwsServiceException(response.StatusCode.ToString(), $"Could not {what}: {body}", response.StatusCode);
        }
    }
}
