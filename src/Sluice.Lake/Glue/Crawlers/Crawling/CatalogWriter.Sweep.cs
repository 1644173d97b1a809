using System.Globalization;
using Sluice.Lake.Glue.Catalog;
using Sluice.Lake.S3;

namespace Sluice.Lake.Glue.Crawlers.Crawling;

/// <content>What is no longer there: deleted, deprecated or only logged, as the crawler's policy says.</content>
internal sealed partial class CatalogWriter
{
    /// <summary>Deals with this crawler's tables and with partitions whose files are no longer there.</summary>
    internal void Sweep(string bucket, string prefix, IReadOnlyList<StoredObject> listed)
    {
        var places = Places(listed);
        foreach (var table in catalog.Tables(database))
        {
            if (Location(table.StorageDescriptor?.Location) is not { } location || location.Bucket != bucket
                || !location.Key.StartsWith(prefix, StringComparison.Ordinal))
            {
                continue;
            }

            var own = table.Parameters?.GetValueOrDefault(TableDefinition.UpdatedBy) == crawler.Name;
            if (own && !written.Contains(table.Name) && !places.Contains(location.Key))
            {
                Remove(table);
                continue;
            }

            var vanished = catalog.Partitions(database, table.Name)
                .Where(partition => own && Location(partition.StorageDescriptor?.Location) is { } place
                    && place.Bucket == bucket && place.Key.StartsWith(prefix, StringComparison.Ordinal) && !places.Contains(place.Key))
                .ToList();
            Remove(table, vanished);
        }
    }

    /// <summary>The objects' keys and all folders above them: where there is something.</summary>
    private static HashSet<string> Places(IReadOnlyList<StoredObject> listed)
    {
        var places = new HashSet<string>(StringComparer.Ordinal);
        foreach (var stored in listed)
        {
            var place = stored.Key;
            while (places.Add(place) && place.Length > 0)
            {
                place = place[..(place.TrimEnd('/').LastIndexOf('/') + 1)];
            }
        }

        return places;
    }

    private void Remove(GlueTable table, string source = "files")
    {
        if (deletes == "DELETE_FROM_DATABASE")
        {
            catalog.DeleteTable(database, table.Name);
            log.Info($"Deleted table {table.Name} of database {database}: its {source} are gone");
        }
        else if (deletes == "LOG" || table.Parameters?.ContainsKey(TableDefinition.Deprecated) is true)
        {
            log.Info($"The {source} of table {database}.{table.Name} are gone.");
            return;
        }
        else
        {
            catalog.UpdateTable(table with { Parameters = WithDeprecation(table.Parameters) });
            log.Info($"Deprecated table {table.Name} of database {database}: its {source} are gone");
        }

        Changes += new CrawlChanges { TablesDeleted = 1 };
    }

    private void Remove(GlueTable table, List<GluePartition> vanished)
    {
        if (vanished.Count == 0)
        {
            return;
        }

        if (deletes == "DELETE_FROM_DATABASE")
        {
            LogErrors(catalog.DeletePartitions(database, table.Name, vanished.Select(static partition => partition.Values).ToList()));
        }
        else if (deletes == "LOG")
        {
            log.Info($"The files of {vanished.Count} partitions of {database}.{table.Name} are gone.");
            return;
        }
        else
        {
            vanished.RemoveAll(static partition => partition.Parameters?.ContainsKey(TableDefinition.Deprecated) is true);
            LogErrors(catalog.UpdatePartitions(database, table.Name, vanished
                .Select(partition => (partition.Values, partition with { Parameters = WithDeprecation(partition.Parameters) }))
                .ToList()));
        }

        Changes += new CrawlChanges { PartitionsDeleted = vanished.Count };
    }

    private SortedDictionary<string, string> WithDeprecation(IReadOnlyDictionary<string, string>? parameters) =>
        new((parameters ?? new Dictionary<string, string>()).ToDictionary(StringComparer.Ordinal), StringComparer.Ordinal)
        {
            [TableDefinition.Deprecated] = time.Now.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture),
        };
}
