using Sluice.Lake.Athena.Execution;
using Sluice.Lake.Glue.Catalog;
using Sluice.Lake.Protocol;

namespace Sluice.Lake.Athena.Operations;

/// <summary>Looks up what metadata requests name, with their errors, and cuts lists into pages.</summary>
internal static class MetadataLookup
{
    /// <summary>The database of a data catalog.</summary>
    /// <exception cref="AwsServiceException"><c>MetadataException</c>: there is none.</exception>
    public static GlueDatabase Database(IGlueCatalog catalog, string catalogName, string name)
    {
        CheckCatalog(catalogName);
        return catalog.FindDatabase(name) ?? throw Missing($"Database {name} not found.");
    }

    /// <summary>Only the Glue catalog is there.</summary>
    public static void CheckCatalog(string name)
    {
        if (!name.Equals(SelectPlanner.CatalogName, StringComparison.OrdinalIgnoreCase))
        {
            throw AthenaErrors.Invalid("INVALID_INPUT", $"DataCatalog {name} was not found: the lake has AwsDataCatalog.");
        }
    }

    /// <summary>Something is not in the catalog.</summary>
    public static AwsServiceException Missing(string message) => new("MetadataException", $"EntityNotFoundException: {message}");

    /// <summary>The names after the token, at most so many, and the token of the rest.</summary>
    public static (List<T> Page, string? NextToken) Page<T>(IEnumerable<T> sorted, Func<T, string> name, string? token, int? count)
    {
        if (count is < 1 or > 50)
        {
            throw AthenaErrors.Invalid("INVALID_INPUT", $"MaxResults must be 1 to 50; it is {count}.");
        }

        var rest = sorted.Where(item => string.CompareOrdinal(name(item), token) > 0).ToList();
        var page = rest.Take(count ?? 50).ToList();
        return (page, page.Count < rest.Count ? name(page[^1]) : null);
    }
}
