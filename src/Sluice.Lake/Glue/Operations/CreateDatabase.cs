using Sluice.Lake.Glue.Catalog;
using Sluice.Lake.Protocol;

namespace Sluice.Lake.Glue.Operations;

/// <summary><see href="https://docs.aws.amazon.com/glue/latest/webapi/API_CreateDatabase.html"/>.</summary>
internal sealed class CreateDatabase(GlueCatalog catalog) : CatalogOperation<CreateDatabase.Request, EmptyResponse>(catalog)
{
    /// <inheritdoc/>
    protected override EmptyResponse HandleCatalog(Request request)
    {
        Catalog.CreateDatabase(request.DatabaseInput.ToDatabase());
        return EmptyResponse.Instance;
    }

    internal sealed record Request : CatalogRequest
    {
        public required DatabaseInput DatabaseInput { get; init; }
    }
}
