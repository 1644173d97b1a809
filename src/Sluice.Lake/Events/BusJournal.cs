using Sluice.Lake.S3;
using Sluice.Lake.Storage;

namespace Sluice.Lake.Events;

/// <summary>
/// What the bus remembers when the lake is killed: the objects whose events it has had, and the deliveries that are not made. It forgets
/// objects that were overwritten or deleted, and deliveries that were made: what is left is what a restart needs. Safe for concurrent use.
/// </summary>
internal sealed class BusJournal : IDisposable
{
    // How much more than needed it may remember before it looks what is needed.
    private const int MostForgotten = 1_000;

    private readonly Journal<BusEntry> journal;
    private readonly IObjectStore objects;
    private readonly HashSet<string> senders = new(StringComparer.Ordinal);
    private readonly Dictionary<string, HashSet<string>> seen = new(StringComparer.Ordinal);
    private readonly Dictionary<string, BusEntry> pending = new(StringComparer.Ordinal);
    private readonly Lock gate = new();
    private bool closed;
    private int records;
    private int mostRecords;

    /// <summary>Reads what there is.</summary>
    /// <param name="folder">The lake's.</param>
    /// <param name="objects">What is still there.</param>
    /// <param name="sending">The buckets that send events. Others are forgotten: what is written to them meanwhile stays silent for good.</param>
    internal BusJournal(LakeFolder folder, IObjectStore objects, IReadOnlySet<string> sending)
    {
        this.objects = objects;
        journal = Journal<BusEntry>.Open(Path.Combine(folder.Service("events"), "bus.jsonl"), out var entries);
        foreach (var entry in entries)
        {
            Apply(entry);
        }

        foreach (var bucket in seen.Keys.Except(sending).ToList())
        {
            senders.Remove(bucket);
            seen.Remove(bucket);
        }

        Forget();
    }

    /// <summary>Whether objects of a bucket are known at all; before they are, those that are there stay silent.</summary>
    internal bool Knows(string bucket)
    {
        lock (gate)
        {
            return senders.Contains(bucket);
        }
    }

    /// <summary>Whether the bus has had an object's event.</summary>
    internal bool Knows(StoredObject stored)
    {
        lock (gate)
        {
            return seen.TryGetValue(stored.Bucket, out var known) && known.Contains(stored.Sequencer);
        }
    }

    /// <summary>Whether a delivery has still to be made.</summary>
    internal bool IsPending(string delivery)
    {
        lock (gate)
        {
            return pending.ContainsKey(delivery);
        }
    }

    /// <summary>The deliveries that are not made.</summary>
    internal IReadOnlyList<BusEntry> Pending()
    {
        lock (gate)
        {
            return [.. pending.Values];
        }
    }

    /// <summary>Remembers entries in one write. A kill may leave the first of them: the last is to be the one that says that all are there.</summary>
    /// <exception cref="ObjectDisposedException">The bus has stopped.</exception>
    internal void Record(IReadOnlyCollection<BusEntry> entries)
    {
        if (entries.Count == 0)
        {
            return;
        }

        lock (gate)
        {
            ObjectDisposedException.ThrowIf(closed, this);
            journal.Append(entries);
            foreach (var entry in entries)
            {
                Apply(entry);
            }

            records += entries.Count;
            if (records <= mostRecords)
            {
                return;
            }

            records = 0; // whoever comes next does not do the same
        }

        Forget();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (gate)
        {
            closed = true;
            journal.Dispose();
        }
    }

    private void Forget()
    {
        Dictionary<string, List<string>> known;
        lock (gate)
        {
            known = seen.ToDictionary(static pair => pair.Key, static pair => pair.Value.ToList(), StringComparer.Ordinal);
        }

        // Listed without the gate; what is written meanwhile is not among those known before.
        var gone = known.ToDictionary(
            static pair => pair.Key,
            pair => pair.Value.Except(objects.BucketExists(pair.Key) ? objects.List(pair.Key, "").Select(static stored => stored.Sequencer) : []).ToList(),
            StringComparer.Ordinal);
        lock (gate)
        {
            if (closed)
            {
                return; // a reader finds more than it needs, which is not wrong
            }

            foreach (var (bucket, sequencers) in gone)
            {
                seen[bucket].ExceptWith(sequencers);
            }

            var left = seen.SelectMany(static pair => pair.Value.Select(sequencer => new BusEntry { Bucket = pair.Key, Sequencer = sequencer }))
                .Concat(senders.Select(static bucket => new BusEntry { Bucket = bucket })).Concat(pending.Values).ToList();
            journal.Rewrite(left);
            mostRecords = left.Count + MostForgotten;
        }
    }

    private void Apply(BusEntry entry)
    {
        if (entry.Bucket is { } bucket)
        {
            if (!seen.TryGetValue(bucket, out var known))
            {
                seen[bucket] = known = new HashSet<string>(StringComparer.Ordinal);
            }

            if (entry.Sequencer is { } sequencer)
            {
                known.Add(sequencer);
            }
            else
            {
                senders.Add(bucket);
            }
        }
        else if (entry.Delivery is { } id)
        {
            if (entry.Done)
            {
                pending.Remove(id);
            }
            else
            {
                pending[id] = entry;
            }
        }
    }
}
