using System.Globalization;
using System.Net;
using System.Xml;
using System.Xml.Linq;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Sluice.Lake.Hosting;
using Sluice.Lake.Protocol;
using Sluice.Lake.Time;

namespace Sluice.Lake.S3;

/// <summary>
/// S3's REST protocol over an <see cref="ObjectStore"/>, path style and virtual-host style. Signatures are not checked: the lake
/// listens on the loopback address only, and so presigned URLs work with any credentials, until they end.
/// </summary>
public sealed class S3Protocol
{
    private readonly S3Router router;
    private readonly LakeIdentity identity;
    private readonly LakeTime time;

    /// <summary>The protocol's face of a store.</summary>
    /// <param name="store">The store.</param>
    /// <param name="identity">The account and region.</param>
    /// <param name="time">Tells when presigned URLs have ended.</param>
    public S3Protocol(ObjectStore store, LakeIdentity identity, LakeTime time)
    {
        this.identity = identity;
        this.time = time;
        router = new S3Router(store, identity.Region, identity.AccountId.PadLeft(64, '0')); // a canonical user id has 64 hexadecimal digits
    }

    /// <summary>Answers one request.</summary>
    public async Task HandleAsync(HttpContext context)
    {
        var id = Random.Shared.NextInt64().ToString("X16", CultureInfo.InvariantCulture);
        context.Response.Headers["x-amz-request-id"] = id;
        context.Response.Headers["x-amz-id-2"] = id;
        context.Response.Headers.Server = "AmazonS3";
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
        {
            limit.MaxRequestBodySize = null; // the store's own limits answer in S3's terms
        }

        if (context.Request.Headers.Expect.Count > 0 && context.Request.ContentLength == 0)
        {
            // Nothing is read, so nothing says 100 Continue, as S3 does even then. botocore takes the answer's first line for that,
            // and waits for ever for the answer to its next request on the connection: there must be no next one.
            context.Response.Headers.Connection = "close";
        }

        try
        {
            var request = new S3Request(context, S3Address.Of(context.Request), id);
            CheckOwner(request);
            PresignedUrl.CheckTime(request, time.Now);
            var operation = router.Find(request);
            operation.CheckKnown(request);
            await operation.HandleAsync(request, context.RequestAborted);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // The client has left: there is nobody to answer.
        }
        catch (Exception exception) when (Explain(exception) is var error)
        {
            await AnswerAsync(context, id, error);
        }
    }

    private static AwsServiceException Explain(Exception exception) => exception switch
    {
        AwsServiceException known => known,
        BadHttpRequestException => S3Errors.IncompleteBody(),
        _ => S3Errors.InternalError($"{exception.GetType().Name}: {exception.Message}"),
    };

    private static async Task AnswerAsync(HttpContext context, string id, AwsServiceException error)
    {
        var response = context.Response;
        if (response.HasStarted)
        {
            context.Abort(); // what was promised cannot be kept: the client must see that its object is cut off
            return;
        }

        if (context.Request.Headers.Expect.Count > 0)
        {
            // The client waits for leave to send its body. It gets this answer instead and never sends it, and the next
            // request on the connection would be taken for the body: there must be no next one.
            response.Headers.Connection = "close";
        }

        response.StatusCode = (int)error.Status;
        response.ContentLength = null;
        if (error.Status == HttpStatusCode.NotModified || HttpMethods.IsHead(context.Request.Method))
        {
            return;
        }

        var details = (error as S3Exception)?.Details ?? [];
        var bytes = S3Xml.Bytes(new XElement(
            "Error",
            new XElement("Code", error.Code),
            new XElement("Message", Readable(error.Message)),
            details.Select(detail => new XElement(detail.Name, Readable(detail.Value))),
            new XElement("Resource", Readable(context.Request.Path.Value ?? "")),
            new XElement("RequestId", id),
            new XElement("HostId", id)));
        response.ContentType = "application/xml";
        response.ContentLength = bytes.Length;
        await response.Body.WriteAsync(bytes, context.RequestAborted);
    }

    // An error is read by people and by strict parsers: no characters that XML does not have.
    private static string Readable(string text) =>
        string.Concat(text.Select(character => XmlConvert.IsXmlChar(character) || char.IsSurrogate(character) ? character : '\uFFFD'));

    private void CheckOwner(S3Request request)
    {
        if (request.Header("x-amz-expected-bucket-owner") is { } expected && expected != identity.AccountId)
        {
            throw S3Errors.AccessDenied($"the bucket's owner is {identity.AccountId}, not {expected}.");
        }
    }
}
