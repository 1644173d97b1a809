#nullable disable
using System.Collections.Immutable;

namespace AWS.Lambda.Powertools.Logging;

/// <summary>The keys that each line of an invocation carries.</summary>
/// <remarks>
/// AWS runs one invocation at a time in a process, the lake several. So keys belong to the asynchronous flow that appends
/// them and what it calls: a handler's own keys are on its lines and on no other invocation's.
/// </remarks>
public static class Logger
{
    private static readonly AsyncLocal<ImmutableDictionary<string, object>> Keys = new();

    private static ImmutableDictionary<string, object> Current =>
        Keys.Value ?? ImmutableDictionary.Create<string, object>(StringComparer.Ordinal);

    /// <summary>Adds a key, or changes its value.</summary>
    /// <param name="key">The key, written in snake case.</param>
    /// <param name="value">Its value, written as JSON.</param>
    /// <exception cref="ArgumentNullException">The key is empty or the value is null.</exception>
    public static void AppendKey(string key, object value)
    {
        if (string.IsNullOrWhiteSpace(key))
        {
            throw new ArgumentNullException(nameof(key));
        }

        ArgumentNullException.ThrowIfNull(value);
        Keys.Value = Current.SetItem(key, value);
    }

    /// <summary>Adds keys, or changes their values.</summary>
    /// <param name="keys">Keys and their values.</param>
    public static void AppendKeys(IEnumerable<KeyValuePair<string, object>> keys)
    {
        foreach (var (key, value) in keys)
        {
            AppendKey(key, value);
        }
    }

    /// <summary>Adds keys, or changes their values.</summary>
    /// <param name="keys">Keys and their values.</param>
    public static void AppendKeys(IEnumerable<KeyValuePair<string, string>> keys)
    {
        foreach (var (key, value) in keys)
        {
            AppendKey(key, value);
        }
    }

    /// <summary>Leaves keys off further lines.</summary>
    /// <param name="keys">The keys; one that is not there is no error.</param>
    public static void RemoveKeys(params string[] keys)
    {
        if (keys is not null)
        {
            Keys.Value = Current.RemoveRange(keys);
        }
    }

    /// <summary>The keys and their values.</summary>
    public static IEnumerable<KeyValuePair<string, object>> GetAllKeys() => Current;
}
