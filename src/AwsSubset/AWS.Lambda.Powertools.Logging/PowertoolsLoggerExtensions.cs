#nullable disable
using Microsoft.Extensions.Logging;

namespace AWS.Lambda.Powertools.Logging;

/// <summary><see cref="Logger"/>'s keys, reached from any <see cref="ILogger"/>.</summary>
public static class PowertoolsLoggerExtensions
{
    /// <summary>Adds a key to each further line of this invocation.</summary>
    /// <param name="logger">Any logger; keys belong to the invocation, not to it.</param>
    /// <param name="key">The key, written in snake case.</param>
    /// <param name="value">Its value, written as JSON.</param>
    public static void AppendKey(this ILogger logger, string key, object value) => Logger.AppendKey(key, value);

    /// <summary>Adds keys to each further line of this invocation.</summary>
    /// <param name="logger">Any logger; keys belong to the invocation, not to it.</param>
    /// <param name="keys">Keys and their values.</param>
    public static void AppendKeys(this ILogger logger, IEnumerable<KeyValuePair<string, object>> keys) =>
        Logger.AppendKeys(keys);

    /// <summary>Adds keys to each further line of this invocation.</summary>
    /// <param name="logger">Any logger; keys belong to the invocation, not to it.</param>
    /// <param name="keys">Keys and their values.</param>
    public static void AppendKeys(this ILogger logger, IEnumerable<KeyValuePair<string, string>> keys) =>
        Logger.AppendKeys(keys);

    /// <summary>The keys that lines of this invocation carry.</summary>
    /// <param name="logger">Any logger.</param>
    public static IEnumerable<KeyValuePair<string, object>> GetAllKeys(this ILogger logger) => Logger.GetAllKeys();

    /// <summary>Leaves keys off further lines.</summary>
    /// <param name="logger">Any logger.</param>
    /// <param name="keys">The keys; one that is not there is no error.</param>
    public static void RemoveKeys(this ILogger logger, params string[] keys) => Logger.RemoveKeys(keys);
}
