#nullable disable
using Amazon.Runtime;

namespace Amazon.Athena;

/// <summary>A client of Athena: the operations that this project uses.</summary>
public partial interface IAmazonAthena : IAmazonService, IDisposable
{
    /// <inheritdoc/>
    static ClientConfig IAmazonService.CreateDefaultClientConfig() => new AmazonAthenaConfig();

    /// <inheritdoc/>
    static IAmazonService IAmazonService.CreateDefaultServiceClient(
        AWSCredentials awsCredentials, ClientConfig clientConfig) =>
        awsCredentials is null
            ? new AmazonAthenaClient((AmazonAthenaConfig)clientConfig)
            : new AmazonAthenaClient(awsCredentials, (AmazonAthenaConfig)clientConfig);
}
