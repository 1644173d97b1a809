#nullable disable
using Amazon.Runtime;
using Amazon.Runtime.Internal;
using Sluice.AwsSubset;

namespace Amazon.Athena;

/// <summary>
/// Calls Athena. Safe for concurrent use; one instance serves a process. Credentials that are not given come from where
/// AWSSDK.Core looks for them.
/// </summary>
public partial class AmazonAthenaClient : AmazonServiceClient, IAmazonAthena
{
    private static readonly JsonProtocol Protocol =
        new("Amazon.Athena", "AmazonAthena", "2017-05-18", typeof(AmazonAthenaException));

    private static readonly ServiceMetadataOfAthena Metadata = new();

    /// <summary>Settings and credentials of the environment.</summary>
    public AmazonAthenaClient()
        : base(new AmazonAthenaConfig())
    {
    }

    /// <summary>Credentials of the environment, in a region.</summary>
    /// <param name="region">The region.</param>
    public AmazonAthenaClient(RegionEndpoint region)
        : base(new AmazonAthenaConfig { RegionEndpoint = region })
    {
    }

    /// <summary>Credentials of the environment.</summary>
    /// <param name="config">The settings.</param>
    public AmazonAthenaClient(AmazonAthenaConfig config)
        : base(config)
    {
    }

    /// <summary>Settings of the environment.</summary>
    /// <param name="credentials">The credentials.</param>
    public AmazonAthenaClient(AWSCredentials credentials)
        : this(credentials, new AmazonAthenaConfig())
    {
    }

    /// <summary>Given credentials, in a region.</summary>
    /// <param name="credentials">The credentials.</param>
    /// <param name="region">The region.</param>
    public AmazonAthenaClient(AWSCredentials credentials, RegionEndpoint region)
        : this(credentials, new AmazonAthenaConfig { RegionEndpoint = region })
    {
    }

    /// <summary>Given credentials and settings.</summary>
    /// <param name="credentials">The credentials.</param>
    /// <param name="clientConfig">The settings.</param>
    public AmazonAthenaClient(AWSCredentials credentials, AmazonAthenaConfig clientConfig)
        : base(credentials, clientConfig)
    {
    }

    /// <inheritdoc/>
    protected override IServiceMetadata ServiceMetadata => Metadata;

    /// <inheritdoc/>
    protected override void CustomizeRuntimePipeline(RuntimePipeline pipeline) => JsonProtocol.Customize(pipeline);

    private sealed class ServiceMetadataOfAthena : IServiceMetadata
    {
        public string ServiceId => AmazonAthenaConfig.ServiceId;

        public IDictionary<string, string> OperationNameMapping { get; } = new Dictionary<string, string>();
    }
}
