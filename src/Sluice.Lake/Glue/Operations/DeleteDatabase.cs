using Sluice.Lake.Glue.Catalog;
using Sluice.Lake.Protocol;

namespace Sluice.Lake.Glue.Operations;

/// <summary><see href="https://docs.aws.amazon.com/glue/latest/webapi/API_DeleteDatabase.html"/>.</summary>
internal sealed class DeleteDatabase(GlueCatalog catalog) : CatalogOperation<DeleteDatabase.Request, EmptyResponse>(catalog)
{
    /// <inheritdoc/>
    protected override EmptyResponse HandleCatalog(Request request)
    {
        Catalog.DeleteDatabase(request.Name);
        return EmptyResponse.Instance;
    }

    internal sealed record Request : CatalogRequest
    {
        public required string Name { get; init; }
    }
}
