using Sluice.Lake.Hosting;
using Sluice.Lake.Storage;
using Sluice.Lake.Time;

namespace Sluice.Lake.Glue.Catalog;

/// <summary>
/// The catalog: an index in memory over a journal on disk. Safe for concurrent use; what it returns are snapshots.
/// </summary>
public sealed partial class GlueCatalog : IGlueCatalog, IDisposable
{
    private readonly Lock gate = new();
    private readonly CatalogIndex index = new();
    private readonly Journal<CatalogEntry> journal;
    private readonly LakeTime time;
    private readonly LakeIdentity identity;
    private readonly Dictionary<string, long> changes = new(StringComparer.Ordinal);

    /// <summary>Opens the catalog that lies in a lake's folder, or starts an empty one there.</summary>
    public GlueCatalog(LakeFolder folder, LakeTime time, LakeIdentity identity)
    {
        (this.time, this.identity) = (time, identity);
        journal = Journal<CatalogEntry>.Open(Path.Combine(folder.Service("glue"), "catalog.jsonl"), out var entries);
        foreach (var entry in entries)
        {
            index.Apply(entry);
        }

        // Rewriting costs as much as reading: only when half of what was read is out of date.
        if (entries.Count > 2 * index.Count)
        {
            journal.Rewrite(index.Entries());
        }
    }

    /// <summary>The catalog's id: the account's.</summary>
    internal string Id => identity.AccountId;

    /// <summary>A number that is another one after each change of a database, its tables or their partitions.</summary>
    internal long LastChange(string database)
    {
        lock (gate)
        {
            return changes.GetValueOrDefault(database.ToLowerInvariant());
        }
    }

    /// <inheritdoc/>
    public void Dispose() => journal.Dispose();

    private void Commit(CatalogEntry entry) => Commit([entry]);

    /// <summary>On disk first: what a caller has been told is there after a kill.</summary>
    private void Commit(IReadOnlyCollection<CatalogEntry> entries)
    {
        journal.Append(entries);
        foreach (var entry in entries)
        {
            index.Apply(entry);
            var name = entry.Database?.Name ?? entry.Table?.DatabaseName ?? entry.Partition?.DatabaseName ?? entry.DatabaseName ?? "";
            changes[name] = changes.GetValueOrDefault(name) + 1;
        }
    }
}
