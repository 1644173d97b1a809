using Sluice.Lake.Glue.Catalog;
using Sluice.Lake.Protocol;

namespace Sluice.Lake.Glue.Operations;

/// <summary><see href="https://docs.aws.amazon.com/glue/latest/webapi/API_UpdateDatabase.html"/>.</summary>
internal sealed class UpdateDatabase(GlueCatalog catalog) : CatalogOperation<UpdateDatabase.Request, EmptyResponse>(catalog)
{
    /// <inheritdoc/>
    protected override EmptyResponse HandleCatalog(Request request)
    {
        Catalog.UpdateDatabase(request.Name, request.DatabaseInput.ToDatabase());
        return EmptyResponse.Instance;
    }

    internal sealed record Request : CatalogRequest
    {
        public required string Name { get; init; }

        public required DatabaseInput DatabaseInput { get; init; }
    }
}
