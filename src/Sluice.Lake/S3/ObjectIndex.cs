using System.Collections.Immutable;

namespace Sluice.Lake.S3;

/// <summary>The objects of a bucket in the order of their keys. Immutable: who holds one lists a snapshot while others write.</summary>
internal sealed class ObjectIndex
{
    private readonly ImmutableSortedSet<Entry> entries;

    private ObjectIndex(ImmutableSortedSet<Entry> entries) => this.entries = entries;

    public static ObjectIndex Empty { get; } = new(ImmutableSortedSet<Entry>.Empty.WithComparer(EntryOrder.Instance));

    public int Count => entries.Count;

    /// <summary>The object at a position of the order.</summary>
    public StoredObject this[int position] => entries[position].Object!; // only searches are made of a key alone

    public static ObjectIndex Of(IEnumerable<StoredObject> objects) =>
        new(objects.Select(stored => new Entry(stored.Key, stored)).ToImmutableSortedSet(EntryOrder.Instance));

    public StoredObject? Find(string key) => entries.TryGetValue(new Entry(key, null), out var found) ? found.Object : null;

    public ObjectIndex With(StoredObject stored)
    {
        var entry = new Entry(stored.Key, stored);
        return new ObjectIndex(entries.Remove(entry).Add(entry));
    }

    public ObjectIndex Without(string key) => new(entries.Remove(new Entry(key, null)));

    /// <summary>The position of the first key that is not less than this one.</summary>
    public int Seek(string key)
    {
        var position = entries.IndexOf(new Entry(key, null));
        return position < 0 ? ~position : position;
    }

    public IEnumerable<StoredObject> WithPrefix(string prefix)
    {
        for (var position = Seek(prefix); position < Count && this[position].Key.StartsWith(prefix, StringComparison.Ordinal); position++)
        {
            yield return this[position];
        }
    }

    private readonly record struct Entry(string Key, StoredObject? Object);

    private sealed class EntryOrder : IComparer<Entry>
    {
        public static readonly EntryOrder Instance = new();

        public int Compare(Entry x, Entry y) => KeyOrder.Instance.Compare(x.Key, y.Key);
    }
}
