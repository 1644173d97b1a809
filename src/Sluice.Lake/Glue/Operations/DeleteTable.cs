using Sluice.Lake.Glue.Catalog;
using Sluice.Lake.Protocol;

namespace Sluice.Lake.Glue.Operations;

/// <summary><see href="https://docs.aws.amazon.com/glue/latest/webapi/API_DeleteTable.html"/>.</summary>
internal sealed class DeleteTable(GlueCatalog catalog) : CatalogOperation<DeleteTable.Request, EmptyResponse>(catalog)
{
    /// <inheritdoc/>
    protected override EmptyResponse HandleCatalog(Request request)
    {
        Catalog.DeleteTable(request.DatabaseName, request.Name);
        return EmptyResponse.Instance;
    }

    internal sealed record Request : CatalogRequest
    {
        public required string DatabaseName { get; init; }

        public required string Name { get; init; }
    }
}
