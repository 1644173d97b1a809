using System.Text.Json;
using AWS.Lambda.Powertools.Logging;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Sluice.AwsSubset.Tests.Runtime;

namespace Sluice.AwsSubset.Tests.AWS.Lambda.Powertools.Logging;

/// <summary>The environment and the console are the process's own, so these tests have them to themselves.</summary>
[Collection(nameof(EndpointEnvironmentTests))]
public sealed class PowertoolsEnvironmentTests : IDisposable
{
    private readonly TextWriter _console = Console.Out;
    private readonly StringWriter _written = new();

    public PowertoolsEnvironmentTests() => Console.SetOut(_written);

    [Fact]
    public void Lines_go_to_whatever_the_console_is_then()
    {
        var logger = Logger();
        logger.LogInformation("one");
        using var other = new StringWriter();
        Console.SetOut(other);
        logger.LogInformation("two");

        Assert.Equal("one", Line(_written).GetProperty("message").GetString());
        Assert.Equal("two", Line(other).GetProperty("message").GetString());
    }

    [Theory]
    [InlineData(null, LogLevel.Information)]
    [InlineData("Debug", LogLevel.Debug)]
    [InlineData("warning", LogLevel.Warning)]
    [InlineData("nonsense", LogLevel.Information)]
    public void POWERTOOLS_LOG_LEVEL_is_the_lowest_level_written(string? value, LogLevel lowest)
    {
        Environment.SetEnvironmentVariable("POWERTOOLS_LOG_LEVEL", value);
        var logger = Logger();

        Assert.True(logger.IsEnabled(lowest));
        Assert.False(logger.IsEnabled(lowest - 1));
    }

    [Theory]
    [InlineData(null, "service_undefined")]
    [InlineData("sluice-dev", "sluice-dev")]
    public void POWERTOOLS_SERVICE_NAME_is_the_service(string? value, string service)
    {
        Environment.SetEnvironmentVariable("POWERTOOLS_SERVICE_NAME", value);
        Logger().LogInformation("x");

        Assert.Equal(service, Line(_written).GetProperty("service").GetString());
    }

    [Fact]
    public void The_trace_is_the_root_of_the_trace_header()
    {
        Environment.SetEnvironmentVariable(
            "_X_AMZN_TRACE_ID", "Root=1-67891233-abcdef012345678912345678;Parent=53995c3f42cd8ad8;Sampled=1");
        Logger().LogInformation("x");

        Assert.Equal("1-67891233-abcdef012345678912345678", Line(_written).GetProperty("xray_trace_id").GetString());
    }

    public void Dispose()
    {
        Console.SetOut(_console);
        foreach (var name in new[] { "POWERTOOLS_LOG_LEVEL", "POWERTOOLS_SERVICE_NAME", "_X_AMZN_TRACE_ID" })
        {
            Environment.SetEnvironmentVariable(name, null);
        }
    }

    private static ILogger Logger() => new ServiceCollection()
        .AddLogging(logging => logging.AddPowertoolsLogger())
        .BuildServiceProvider()
        .GetRequiredService<ILoggerFactory>()
        .CreateLogger("test");

    private static JsonElement Line(StringWriter written) => JsonDocument.Parse(written.ToString()).RootElement;
}
