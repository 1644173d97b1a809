using Sluice.Lake.Athena.Model;
using Sluice.Lake.Glue.Catalog;

namespace Sluice.Lake.Athena.Operations;

/// <summary><see href="https://docs.aws.amazon.com/athena/latest/APIReference/API_ListDatabases.html"/>.</summary>
internal sealed class ListDatabases(IGlueCatalog catalog) : AthenaOperation<ListDatabases.Request, ListDatabases.Response>
{
    /// <inheritdoc/>
    protected override Task<Response> HandleAsync(Request request, CancellationToken cancellationToken)
    {
        MetadataLookup.CheckCatalog(request.CatalogName);
        var (page, next) = MetadataLookup.Page(catalog.Databases(), static database => database.Name, request.NextToken, request.MaxResults);
        return Task.FromResult(new Response(page.Select(Database.Of).ToList(), next));
    }

    internal sealed record Request
    {
        public required string CatalogName { get; init; }
        public string? NextToken { get; init; }
        public int? MaxResults { get; init; }
        public string? WorkGroup { get; init; }
    }

    internal sealed record Response(IReadOnlyList<Database> DatabaseList, string? NextToken);
}
