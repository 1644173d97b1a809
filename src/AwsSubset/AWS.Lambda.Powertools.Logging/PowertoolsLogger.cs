using System.Collections.Immutable;
using AWS.Lambda.Powertools.Common;
using Microsoft.Extensions.Logging;

namespace AWS.Lambda.Powertools.Logging.Internal;

/// <summary>Writes one category's messages as JSON lines.</summary>
internal sealed class PowertoolsLogger(string name, LogLevel minimum, LogLine line, IConsoleWrapper output) : ILogger
{
    private readonly AsyncLocal<ImmutableList<object>?> _scopes = new();

    public bool IsEnabled(LogLevel logLevel) => logLevel != LogLevel.None && logLevel >= minimum;

    public IDisposable BeginScope<TState>(TState state)
        where TState : notnull
    {
        var outer = _scopes.Value;
        _scopes.Value = (outer ?? []).Add(state);
        return new Scope(() => _scopes.Value = outer);
    }

    public void Log<TState>(
        LogLevel logLevel,
        EventId eventId,
        TState state,
        Exception? exception,
        Func<TState, Exception?, string> formatter)
    {
        ArgumentNullException.ThrowIfNull(formatter);
        if (IsEnabled(logLevel))
        {
            var parameters = state as IEnumerable<KeyValuePair<string, object?>> ?? [];
            output.WriteLine(line.Render(
                name, logLevel, formatter(state, exception), parameters, _scopes.Value ?? [], exception));
        }
    }

    private sealed class Scope(Action end) : IDisposable
    {
        public void Dispose() => end();
    }
}
