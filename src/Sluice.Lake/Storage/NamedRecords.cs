using System.Diagnostics.CodeAnalysis;

namespace Sluice.Lake.Storage;

/// <summary>Records by name, in memory and in a journal, where the last of a name counts. Safe for concurrent use.</summary>
internal abstract class NamedRecords<T> : IDisposable
    where T : class, INamedRecord
{
    private readonly Lock gate = new();
    private readonly SortedDictionary<string, T> records = new(StringComparer.Ordinal);
    private readonly Journal<T> journal;

    private protected NamedRecords(string path)
    {
        journal = Journal<T>.Open(path, out var entries);
        foreach (var entry in entries)
        {
            Keep(entry);
        }

        if (entries.Count > records.Count)
        {
            journal.Rewrite(records.Values);
        }
    }

    /// <summary>All of them, by name.</summary>
    internal IReadOnlyList<T> All()
    {
        lock (gate)
        {
            return records.Values.ToList();
        }
    }

    /// <summary>The record of a name, if there is one.</summary>
    internal bool TryGet(string name, [NotNullWhen(true)] out T? record)
    {
        lock (gate)
        {
            return records.TryGetValue(name, out record);
        }
    }

    /// <summary>The record of a name; the service's own error when there is none.</summary>
    internal T Get(string name) => TryGet(name, out var record) ? record : throw NotFound(name);

    /// <summary>Adds a record; the service's own error when there is one of its name.</summary>
    internal void Add(T record)
    {
        lock (gate)
        {
            if (records.ContainsKey(record.Name))
            {
                throw Exists(record.Name);
            }

            Write(record);
        }
    }

    /// <summary>Replaces a record by what <paramref name="change"/> makes of it, alone and in one step.</summary>
    internal T Change(string name, Func<T, T> change)
    {
        lock (gate)
        {
            var record = change(Get(name));
            Write(record);
            return record;
        }
    }

    /// <summary>As <see cref="Change"/>, if there is a record of the name.</summary>
    internal void TryChange(string name, Func<T, T> change)
    {
        lock (gate)
        {
            if (records.TryGetValue(name, out var record))
            {
                Write(change(record));
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose() => journal.Dispose();

    /// <summary>What to say of a name that there is no record of.</summary>
    private protected abstract Exception NotFound(string name);

    /// <summary>What to say of a name that is taken.</summary>
    private protected abstract Exception Exists(string name);

    private void Write(T record)
    {
        journal.Append(record);
        Keep(record);
    }

    private void Keep(T record)
    {
        if (record.Deleted)
        {
            records.Remove(record.Name);
        }
        else
        {
            records[record.Name] = record;
        }
    }
}
