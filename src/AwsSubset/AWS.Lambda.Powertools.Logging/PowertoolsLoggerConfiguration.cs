#nullable disable
using AWS.Lambda.Powertools.Common;
using Microsoft.Extensions.Logging;

namespace AWS.Lambda.Powertools.Logging;

/// <summary>What the start-up class may set; the environment supplies the rest.</summary>
public class PowertoolsLoggerConfiguration
{
    /// <summary>The <c>service</c> of each line. Unset: <c>POWERTOOLS_SERVICE_NAME</c>, or <c>service_undefined</c>.</summary>
    public string Service { get; set; }

    /// <summary>A .NET date format for <c>timestamp</c>. Unset: ISO 8601 (<c>o</c>), in UTC.</summary>
    public string TimestampFormat { get; set; }

    /// <summary>
    /// The lowest level that is written. <see cref="LogLevel.None"/> (the default) leaves it to
    /// <c>POWERTOOLS_LOG_LEVEL</c>, or <see cref="LogLevel.Information"/>.
    /// </summary>
    public LogLevel MinimumLogLevel { get; set; } = LogLevel.None;

    /// <summary>Where lines go; standard output unless set.</summary>
    public IConsoleWrapper LogOutput { get; set; } = new ConsoleWrapper();
}
