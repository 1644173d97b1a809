using Sluice.Lake.Glue.Catalog;

namespace Sluice.Lake.Glue.Crawlers.Crawling;

/// <summary>What becomes of a table's definition when its files are crawled again.</summary>
internal static class TableRevision
{
    /// <summary>The existing table with what was found, as far as the policies let it change.</summary>
    internal static GlueTable Of(GlueTable existing, GlueTable found, bool mergesNewColumns)
    {
        var (old, fresh) = (existing.StorageDescriptor ?? new StorageDescriptor(), found.StorageDescriptor!); // made with one
        var parameters = new SortedDictionary<string, string>(
            (existing.Parameters ?? new Dictionary<string, string>()).ToDictionary(StringComparer.Ordinal), StringComparer.Ordinal);
        parameters.Remove(TableDefinition.Deprecated);
        foreach (var (name, value) in found.Parameters ?? new Dictionary<string, string>())
        {
            parameters[name] = value;
        }

        return existing with
        {
            Parameters = parameters,
            StorageDescriptor = fresh with
            {
                Location = old.Location,
                Columns = Columns(old.Columns ?? [], fresh.Columns ?? [], mergesNewColumns),
                SerdeInfo = SerDe(old, fresh),
            },
        };
    }

    /// <summary>Who wrote a table by hand chose its SerDe for these files: another one of the same format stays.</summary>
    private static SerDeInfo? SerDe(StorageDescriptor old, StorageDescriptor fresh)
    {
        if (old.SerdeInfo is not { } chosen || old.InputFormat != fresh.InputFormat || fresh.SerdeInfo is not { } inferred)
        {
            return fresh.SerdeInfo;
        }

        if (chosen.SerializationLibrary != inferred.SerializationLibrary)
        {
            return chosen;
        }

        var parameters = new SortedDictionary<string, string>(
            (chosen.Parameters ?? new Dictionary<string, string>()).ToDictionary(StringComparer.Ordinal), StringComparer.Ordinal);
        foreach (var (name, value) in inferred.Parameters ?? new Dictionary<string, string>())
        {
            parameters[name] = value;
        }

        return chosen with { Parameters = parameters };
    }

    private static List<GlueColumn> Columns(IReadOnlyList<GlueColumn> old, IReadOnlyList<GlueColumn> fresh, bool mergesNewColumns)
    {
        if (mergesNewColumns)
        {
            return [.. old, .. fresh.Where(column => old.All(known => known.Name != column.Name))];
        }

        return fresh.Select(column =>
            old.FirstOrDefault(known => known.Name == column.Name) is { } known ? known with { Type = column.Type } : column).ToList();
    }
}
