#nullable disable
using AWS.Lambda.Powertools.Logging.Internal;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;

namespace AWS.Lambda.Powertools.Logging;

/// <summary>Adds Powertools' JSON lines to an application's logging.</summary>
public static class PowertoolsLoggingBuilderExtensions
{
    /// <summary>Writes logs as JSON lines, as the environment says.</summary>
    /// <param name="builder">The application's logging.</param>
    public static ILoggingBuilder AddPowertoolsLogger(this ILoggingBuilder builder) =>
        builder.AddPowertoolsLogger(_ => { });

    /// <summary>Writes logs as JSON lines.</summary>
    /// <param name="builder">The application's logging.</param>
    /// <param name="configure">Sets what the environment does not.</param>
    public static ILoggingBuilder AddPowertoolsLogger(
        this ILoggingBuilder builder, Action<PowertoolsLoggerConfiguration> configure)
    {
        var configuration = new PowertoolsLoggerConfiguration();
        configure(configuration);

        // The factory's own minimum is Information: without this, POWERTOOLS_LOG_LEVEL=Debug would show nothing more
        // (https://github.com/aws-powertools/powertools-lambda-dotnet/issues/1205). The provider knows the level.
        builder.SetMinimumLevel(
            configuration.MinimumLogLevel == LogLevel.None ? LogLevel.Trace : configuration.MinimumLogLevel);

        builder.Services.TryAddEnumerable(ServiceDescriptor.Singleton<ILoggerProvider, PowertoolsLoggerProvider>(
            services => new PowertoolsLoggerProvider(
                configuration, services.GetService<TimeProvider>() ?? TimeProvider.System)));
        return builder;
    }
}
