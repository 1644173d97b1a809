using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace AWS.Lambda.Powertools.Logging.Internal;

/// <summary>Makes the loggers. The environment is read once, when the first is asked for.</summary>
[ProviderAlias("PowertoolsLogger")]
internal sealed class PowertoolsLoggerProvider(PowertoolsLoggerConfiguration configuration, TimeProvider time)
    : ILoggerProvider
{
    private readonly ConcurrentDictionary<string, PowertoolsLogger> _loggers = new(StringComparer.Ordinal);
    private readonly LogLine _line = new(configuration, time);
    private readonly LogLevel _minimum = MinimumLevel(configuration);

    public ILogger CreateLogger(string categoryName) => _loggers.GetOrAdd(
        categoryName, name => new PowertoolsLogger(name, _minimum, _line, configuration.LogOutput));

    public void Dispose() => _loggers.Clear();

    private static LogLevel MinimumLevel(PowertoolsLoggerConfiguration configuration)
    {
        if (configuration.MinimumLogLevel != LogLevel.None)
        {
            return configuration.MinimumLogLevel;
        }

        var name = Environment.GetEnvironmentVariable("POWERTOOLS_LOG_LEVEL");
        return Enum.TryParse<LogLevel>(name, ignoreCase: true, out var level) && Enum.IsDefined(level)
            ? level
            : LogLevel.Information;
    }
}
