#nullable disable
using Amazon.Runtime;
using Amazon.Runtime.Endpoints;
using Sluice.AwsSubset;

namespace Amazon.Glue;

/// <summary>
/// Settings of a client. What is not set comes from the environment and the profile, as AWSSDK.Core reads them
/// (<c>AWS_REGION</c>, <c>AWS_ENDPOINT_URL_GLUE</c>, <c>AWS_ENDPOINT_URL</c> …).
/// </summary>
public class AmazonGlueConfig : ClientConfig
{
    /// <summary>The service's defaults.</summary>
    public AmazonGlueConfig()
        : base(ClientDefaults.Provider())
    {
        base.ServiceId = ServiceId;
        AuthenticationServiceName = "glue";
        EndpointProvider = new RegionalEndpointProvider("glue");
    }

    /// <summary>The service's id in AWS's models.</summary>
    public static new string ServiceId => "Glue";

    /// <inheritdoc/>
    public override string RegionEndpointServiceName => "glue";

    /// <inheritdoc/>
    public override string ServiceVersion => "2017-03-31";

    /// <inheritdoc/>
    public override string UserAgent => "sluice-aws-subset";

    /// <inheritdoc/>
    public override Endpoint DetermineServiceOperationEndpoint(ServiceOperationEndpointParameters parameters) =>
        EndpointProvider.ResolveEndpoint(new ServiceEndpointParameters
        {
            Region = parameters.AlternateEndpoint?.SystemName ?? RegionEndpoint?.SystemName,
            UseDualStack = UseDualstackEndpoint,
            UseFips = UseFIPSEndpoint,
            Endpoint = ServiceURL,
        });
}
