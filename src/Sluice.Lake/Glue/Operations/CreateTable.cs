using Sluice.Lake.Glue.Catalog;
using Sluice.Lake.Protocol;

namespace Sluice.Lake.Glue.Operations;

/// <summary><see href="https://docs.aws.amazon.com/glue/latest/webapi/API_CreateTable.html"/>.</summary>
internal sealed class CreateTable(GlueCatalog catalog) : CatalogOperation<CreateTable.Request, EmptyResponse>(catalog)
{
    /// <inheritdoc/>
    protected override EmptyResponse HandleCatalog(Request request)
    {
        Catalog.CreateTable(request.TableInput.ToTable(request.DatabaseName));
        return EmptyResponse.Instance;
    }

    internal sealed record Request : CatalogRequest
    {
        public required string DatabaseName { get; init; }

        public required TableInput TableInput { get; init; }
    }
}
