using Sluice.Lake.Glue.Catalog;

namespace Sluice.Lake.Glue.Operations;

/// <summary><see href="https://docs.aws.amazon.com/glue/latest/webapi/API_GetDatabase.html"/>.</summary>
internal sealed class GetDatabase(GlueCatalog catalog) : CatalogOperation<GetDatabase.Request, GetDatabase.Response>(catalog)
{
    /// <inheritdoc/>
    protected override Response HandleCatalog(Request request)
    {
        return new Response(Catalog.FindDatabase(request.Name) ?? throw GlueErrors.DatabaseNotFound(request.Name));
    }

    internal sealed record Request : CatalogRequest
    {
        public required string Name { get; init; }
    }

    internal sealed record Response(GlueDatabase Database);
}
