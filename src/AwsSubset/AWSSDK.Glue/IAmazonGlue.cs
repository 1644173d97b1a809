#nullable disable
using Amazon.Runtime;

namespace Amazon.Glue;

/// <summary>A client of Glue: the operations that this project uses.</summary>
public partial interface IAmazonGlue : IAmazonService, IDisposable
{
    /// <inheritdoc/>
    static ClientConfig IAmazonService.CreateDefaultClientConfig() => new AmazonGlueConfig();

    /// <inheritdoc/>
    static IAmazonService IAmazonService.CreateDefaultServiceClient(
        AWSCredentials awsCredentials, ClientConfig clientConfig) =>
        awsCredentials is null
            ? new AmazonGlueClient((AmazonGlueConfig)clientConfig)
            : new AmazonGlueClient(awsCredentials, (AmazonGlueConfig)clientConfig);
}
