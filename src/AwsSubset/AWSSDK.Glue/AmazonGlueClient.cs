#nullable disable
using Amazon.Runtime;
using Amazon.Runtime.Internal;
using Sluice.AwsSubset;

namespace Amazon.Glue;

/// <summary>
/// Calls Glue. Safe for concurrent use; one instance serves a process. Credentials that are not given come from where
/// AWSSDK.Core looks for them.
/// </summary>
public partial class AmazonGlueClient : AmazonServiceClient, IAmazonGlue
{
    private static readonly JsonProtocol Protocol =
        new("Amazon.Glue", "AWSGlue", "2017-03-31", typeof(AmazonGlueException));

    private static readonly ServiceMetadataOfGlue Metadata = new();

    /// <summary>Settings and credentials of the environment.</summary>
    public AmazonGlueClient()
        : base(new AmazonGlueConfig())
    {
    }

    /// <summary>Credentials of the environment, in a region.</summary>
    /// <param name="region">The region.</param>
    public AmazonGlueClient(RegionEndpoint region)
        : base(new AmazonGlueConfig { RegionEndpoint = region })
    {
    }

    /// <summary>Credentials of the environment.</summary>
    /// <param name="config">The settings.</param>
    public AmazonGlueClient(AmazonGlueConfig config)
        : base(config)
    {
    }

    /// <summary>Settings of the environment.</summary>
    /// <param name="credentials">The credentials.</param>
    public AmazonGlueClient(AWSCredentials credentials)
        : this(credentials, new AmazonGlueConfig())
    {
    }

    /// <summary>Given credentials, in a region.</summary>
    /// <param name="credentials">The credentials.</param>
    /// <param name="region">The region.</param>
    public AmazonGlueClient(AWSCredentials credentials, RegionEndpoint region)
        : this(credentials, new AmazonGlueConfig { RegionEndpoint = region })
    {
    }

    /// <summary>Given credentials and settings.</summary>
    /// <param name="credentials">The credentials.</param>
    /// <param name="clientConfig">The settings.</param>
    public AmazonGlueClient(AWSCredentials credentials, AmazonGlueConfig clientConfig)
        : base(credentials, clientConfig)
    {
    }

    /// <inheritdoc/>
    protected override IServiceMetadata ServiceMetadata => Metadata;

    /// <inheritdoc/>
    protected override void CustomizeRuntimePipeline(RuntimePipeline pipeline) => JsonProtocol.Customize(pipeline);

    private sealed class ServiceMetadataOfGlue : IServiceMetadata
    {
        public string ServiceId => AmazonGlueConfig.ServiceId;

        public IDictionary<string, string> OperationNameMapping { get; } = new Dictionary<string, string>();
    }
}
