using Sluice.Lake.Glue.Catalog;

namespace Sluice.Lake.Glue.Operations;

/// <summary><see href="https://docs.aws.amazon.com/glue/latest/webapi/API_GetDatabases.html"/>.</summary>
internal sealed class GetDatabases(GlueCatalog catalog) : CatalogOperation<GetDatabases.Request, GetDatabases.Response>(catalog)
{
    /// <inheritdoc/>
    protected override Response HandleCatalog(Request request)
    {
        var (items, next) = Page.Of(
            Catalog.Databases(), static database => [database.Name], request.NextToken, request.MaxResults, limit: 100);
        return new Response(items, next);
    }

    internal sealed record Request : CatalogRequest
    {
        public string? NextToken { get; init; }

        public int? MaxResults { get; init; }
    }

    internal sealed record Response(IReadOnlyList<GlueDatabase> DatabaseList, string? NextToken);
}
