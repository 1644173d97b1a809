using System.Net;
using System.Text.Json;
using Amazon.Runtime;
using Amazon.Runtime.Internal.Transform;

namespace Sluice.AwsSubset;

/// <summary>Reads an operation's answer, or the error it ended in.</summary>
internal sealed class JsonUnmarshaller<TResponse>(JsonErrors errors) : JsonResponseUnmarshaller
    where TResponse : AmazonWebServiceResponse, new()
{
    // StopCrawler and its like answer with nothing, or "{}".
    public override AmazonWebServiceResponse Unmarshall(JsonUnmarshallerContext input)
    {
        using var body = new MemoryStream();
        input.Stream.CopyTo(body);
        return body.Length == 0
            ? new TResponse()
            : JsonSerializer.Deserialize<TResponse>(body.GetBuffer().AsSpan(0, (int)body.Length), ModelJson.Options)
                ?? new TResponse();
    }

    public override AmazonServiceException UnmarshallException(
        JsonUnmarshallerContext input, Exception innerException, HttpStatusCode statusCode) =>
        errors.Read(input, innerException, statusCode);
}
