using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;

namespace Sluice.Lake.S3;

/// <summary>
/// What has been found out about files, which never change, so that each is looked at once. When it becomes too much, all of it is
/// forgotten, and found out again where it is needed.
/// </summary>
/// <param name="most">How many facts are kept.</param>
internal sealed class FileFacts<TKey, TFact>(int most = FileFacts<TKey, TFact>.Most)
    where TKey : notnull
{
    private const int Most = 50_000;
    private readonly ConcurrentDictionary<TKey, TFact> known = new();
    private int count;

    /// <summary>Keeps a fact.</summary>
    public void Keep(TKey key, TFact fact)
    {
        if (!known.TryAdd(key, fact))
        {
            known[key] = fact;
        }
        else if (Interlocked.Increment(ref count) > most) // the dictionary's own count would lock all of it
        {
            known.Clear();
            count = 1;
            known[key] = fact;
        }
    }

    /// <summary>The fact, if it is known.</summary>
    public bool TryGet(TKey key, [MaybeNullWhen(false)] out TFact fact) => known.TryGetValue(key, out fact);
}
