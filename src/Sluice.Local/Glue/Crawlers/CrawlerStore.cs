using System.Diagnostics.CodeAnalysis;
using Sluice.Local.Storage;

namespace Sluice.Local.Glue.Crawlers;

/// <summary>The crawlers, on disk and in memory. Safe for concurrent use.</summary>
internal sealed class CrawlerStore : IDisposable
{
    private readonly Lock gate = new();
    private readonly SortedDictionary<string, CrawlerRecord> crawlers = new(StringComparer.Ordinal);
    private readonly Journal<CrawlerRecord> journal;

    internal CrawlerStore(LakeFolder folder)
    {
        journal = Journal<CrawlerRecord>.Open(Path.Combine(folder.Service("glue"), "crawlers.jsonl"), out var entries);
        foreach (var entry in entries)
        {
            Keep(entry);
        }

        if (entries.Count > crawlers.Count)
        {
            journal.Rewrite(crawlers.Values);
        }
    }

    internal IReadOnlyList<CrawlerRecord> All()
    {
        lock (gate)
        {
            return crawlers.Values.ToList();
        }
    }

    internal bool TryGet(string name, [NotNullWhen(true)] out CrawlerRecord? record)
    {
        lock (gate)
        {
            return crawlers.TryGetValue(name, out record);
        }
    }

    internal CrawlerRecord Get(string name) => TryGet(name, out var record) ? record : throw GlueErrors.CrawlerNotFound(name);

    internal void Add(CrawlerRecord record)
    {
        lock (gate)
        {
            if (crawlers.ContainsKey(record.Definition.Name))
            {
                throw GlueErrors.CrawlerExists(record.Definition.Name);
            }

            Write(record);
        }
    }

    /// <summary>Replaces a crawler by what <paramref name="change"/> makes of it, alone and in one step.</summary>
    internal CrawlerRecord Change(string name, Func<CrawlerRecord, CrawlerRecord> change)
    {
        lock (gate)
        {
            var record = change(Get(name));
            Write(record);
            return record;
        }
    }

    public void Dispose() => journal.Dispose();

    private void Write(CrawlerRecord record)
    {
        journal.Append(record);
        Keep(record);
    }

    private void Keep(CrawlerRecord record)
    {
        if (record.Deleted)
        {
            crawlers.Remove(record.Definition.Name);
        }
        else
        {
            crawlers[record.Definition.Name] = record;
        }
    }
}
