using Amazon.Runtime;
using Amazon.Runtime.Internal;

namespace Sluice.AwsSubset;

/// <summary>
/// How a service's operations are called: AWS JSON 1.1, one POST to <c>/</c>, the operation in <c>X-Amz-Target</c>.
/// <see href="https://smithy.io/2.0/aws/protocols/aws-json-1_1-protocol.html">The protocol</see>.
/// </summary>
/// <param name="serviceName">As AWSSDK.Core knows it, such as <c>Amazon.Glue</c>.</param>
/// <param name="targetPrefix">What stands before the operation in the target, such as <c>AWSGlue</c>.</param>
/// <param name="version">The API's version, a date.</param>
/// <param name="serviceException">The base of the service's exceptions, which are in <c>{serviceName}.Model</c>.</param>
internal sealed class JsonProtocol(string serviceName, string targetPrefix, string version, Type serviceException)
{
    public string ServiceName => serviceName;

    public string Version => version;

    public JsonErrors Errors { get; } = new(serviceException, serviceName + ".Model");

    /// <summary>How AWSSDK.Core's pipeline writes the request and reads the answer of one operation.</summary>
    public InvokeOptions Operation<TResponse>(string operation)
        where TResponse : AmazonWebServiceResponse, new() => new()
    {
        RequestMarshaller = new JsonRequestMarshaller(this, $"{targetPrefix}.{operation}"),
        ResponseUnmarshaller = new JsonUnmarshaller<TResponse>(Errors),
    };

    /// <summary>
    /// Where requests go and how they are signed. AWSSDK.Core's own endpoint step reads region tables; ours asks the
    /// client's configuration.
    /// </summary>
    public static void Customize(RuntimePipeline pipeline)
    {
        pipeline.RemoveHandler<EndpointResolver>();
        pipeline.AddHandlerAfter<Marshaller>(new ConfiguredEndpointResolver());
        pipeline.AddHandlerAfter<Marshaller>(new SigV4Handler());
    }
}
