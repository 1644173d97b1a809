using Amazon.Runtime.Endpoints;

namespace Sluice.AwsSubset;

/// <summary>What an endpoint depends on.</summary>
internal sealed class ServiceEndpointParameters : EndpointParameters
{
    /// <summary>The region's name, such as <c>eu-west-1</c>.</summary>
    public string? Region { get; init; }

    /// <summary>Whether the endpoint is to answer over IPv6 too.</summary>
    public bool UseDualStack { get; init; }

    /// <summary>Whether the endpoint is to use FIPS 140 validated cryptography.</summary>
    public bool UseFips { get; init; }

    /// <summary>
    /// An endpoint that was configured (ServiceURL, <c>AWS_ENDPOINT_URL_GLUE</c>, <c>AWS_ENDPOINT_URL</c> or the
    /// profile's <c>endpoint_url</c>); it is taken as it is.
    /// </summary>
    public string? Endpoint { get; init; }
}
