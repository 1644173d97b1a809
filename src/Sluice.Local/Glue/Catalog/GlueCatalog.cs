using Sluice.Local.Hosting;
using Sluice.Local.Storage;
using Sluice.Local.Time;

namespace Sluice.Local.Glue.Catalog;

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
        }
    }
}
