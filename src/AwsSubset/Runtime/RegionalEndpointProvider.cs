using Amazon;
using Amazon.Runtime;
using Amazon.Runtime.Endpoints;

namespace Sluice.AwsSubset;

/// <summary>A service's endpoint in a region: <c>https://glue.eu-west-1.amazonaws.com</c>.</summary>
/// <param name="prefix">The service's name in endpoints.</param>
internal sealed class RegionalEndpointProvider(string prefix) : IEndpointProvider
{
    public Endpoint ResolveEndpoint(EndpointParameters parameters)
    {
        var wanted = (ServiceEndpointParameters)parameters;
        if (!string.IsNullOrEmpty(wanted.Endpoint))
        {
            return wanted.UseFips || wanted.UseDualStack
                ? throw new AmazonClientException(
                    $"The endpoint {wanted.Endpoint} is configured; FIPS and dual-stack endpoints cannot be asked for with it.")
                : new Endpoint(wanted.Endpoint);
        }

        if (string.IsNullOrEmpty(wanted.Region))
        {
            throw new AmazonClientException(
                $"No region is configured for {prefix}: set AWS_REGION, the profile's region, or the client's RegionEndpoint.");
        }

        var host = wanted.UseFips ? prefix + "-fips" : prefix;
        var partition = RegionEndpoint.GetBySystemName(wanted.Region);
        var suffix = (wanted.UseDualStack, partition.PartitionName) switch
        {
            (false, _) => partition.PartitionDnsSuffix,
            (true, "aws" or "aws-us-gov") => "api.aws",
            (true, "aws-cn") => "api.amazonwebservices.com.cn",
            _ => throw new AmazonClientException($"Partition {partition.PartitionName} has no dual-stack endpoints."),
        };
        return new Endpoint($"https://{host}.{wanted.Region}.{suffix}");
    }
}
