using Amazon.Athena;
using Amazon.Athena.Model;
using Amazon.Glue;
using Amazon.Glue.Model;
using Amazon.Runtime;
using Sluice.AwsSubset.Tests.Servers;

namespace Sluice.AwsSubset.Tests.Runtime;

/// <summary>The environment is the process's own, so these tests have it to themselves.</summary>
[CollectionDefinition(nameof(EndpointEnvironmentTests), DisableParallelization = true)]
public sealed class EndpointEnvironmentCollection;

[Collection(nameof(EndpointEnvironmentTests))]
public sealed class EndpointEnvironmentTests : IDisposable
{
    private static readonly CancellationToken Cancel = TestContext.Current.CancellationToken;
    private readonly Dictionary<string, string?> _before = [];

    public EndpointEnvironmentTests()
    {
        Set("AWS_REGION", "eu-west-1");
        Set("AWS_ACCESS_KEY_ID", "AKIDEXAMPLE");
        Set("AWS_SECRET_ACCESS_KEY", "secret");
        Set("AWS_ENDPOINT_URL", null);
        Set("AWS_ENDPOINT_URL_GLUE", null);
        FallbackRegionFactory.Reset();
    }

    [Fact]
    public async Task AWS_ENDPOINT_URL_is_where_every_service_is()
    {
        await using var server = new RecordedServer().Answer("{}").Answer("{}");
        Set("AWS_ENDPOINT_URL", server.Endpoint);
        using var glue = new AmazonGlueClient();
        using var athena = new AmazonAthenaClient();

        await glue.GetTableAsync(new GetTableRequest { DatabaseName = "db", Name = "t" }, Cancel);
        await athena.GetWorkGroupAsync(new GetWorkGroupRequest { WorkGroup = "w" }, Cancel);

        Assert.Equal(
            ["AWSGlue.GetTable", "AmazonAthena.GetWorkGroup"], server.Requests.Select(r => r.Headers["X-Amz-Target"]));
        Assert.All(server.Requests, r => Assert.Contains("Credential=AKIDEXAMPLE/", r.Headers["Authorization"]));
        Assert.All(server.Requests, r => Assert.Contains("/eu-west-1/", r.Headers["Authorization"]));
    }

    [Fact]
    public async Task AWS_ENDPOINT_URL_GLUE_comes_first()
    {
        await using var server = new RecordedServer().Answer("{}");
        Set("AWS_ENDPOINT_URL", "http://127.0.0.1:1/");
        Set("AWS_ENDPOINT_URL_GLUE", server.Endpoint);
        using var glue = new AmazonGlueClient();

        await glue.GetTableAsync(new GetTableRequest { DatabaseName = "db", Name = "t" }, Cancel);

        Assert.Single(server.Requests);
    }

    public void Dispose()
    {
        foreach (var (name, value) in _before)
        {
            Environment.SetEnvironmentVariable(name, value);
        }

        FallbackRegionFactory.Reset();
    }

    private void Set(string name, string? value)
    {
        _before.TryAdd(name, Environment.GetEnvironmentVariable(name));
        Environment.SetEnvironmentVariable(name, value);
    }
}
