using Amazon.Runtime;
using Amazon.Runtime.Internal;

namespace Sluice.AwsSubset;

/// <summary>
/// The defaults modes that <c>AWS_DEFAULTS_MODE</c> chooses from.
/// <see href="https://docs.aws.amazon.com/sdkref/latest/guide/feature-smart-config-defaults.html">AWS's page</see>.
/// </summary>
internal static class ClientDefaults
{
    public static DefaultConfigurationProvider Provider() => new(
    [
        Mode(DefaultConfigurationMode.Standard, 3100),
        Mode(DefaultConfigurationMode.InRegion, 1100),
        Mode(DefaultConfigurationMode.CrossRegion, 3100),
        Mode(DefaultConfigurationMode.Mobile, 30000),
        Mode(DefaultConfigurationMode.Auto, 1100),
    ]);

    private static DefaultConfiguration Mode(DefaultConfigurationMode name, int connectMilliseconds) => new()
    {
        Name = name,
        RetryMode = RequestRetryMode.Standard,
        S3UsEast1RegionalEndpoint = S3UsEast1RegionalEndpointValue.Regional,
        ConnectTimeout = TimeSpan.FromMilliseconds(connectMilliseconds),
        TlsNegotiationTimeout = TimeSpan.FromMilliseconds(connectMilliseconds),
    };
}
