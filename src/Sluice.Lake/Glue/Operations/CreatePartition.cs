using Sluice.Lake.Glue.Catalog;
using Sluice.Lake.Protocol;

namespace Sluice.Lake.Glue.Operations;

/// <summary><see href="https://docs.aws.amazon.com/glue/latest/webapi/API_CreatePartition.html"/>.</summary>
internal sealed class CreatePartition(GlueCatalog catalog) : CatalogOperation<CreatePartition.Request, EmptyResponse>(catalog)
{
    /// <inheritdoc/>
    protected override EmptyResponse HandleCatalog(Request request)
    {
        Catalog.CreatePartition(request.PartitionInput.ToPartition(request.DatabaseName, request.TableName));
        return EmptyResponse.Instance;
    }

    internal sealed record Request : CatalogRequest
    {
        public required string DatabaseName { get; init; }

        public required string TableName { get; init; }

        public required PartitionInput PartitionInput { get; init; }
    }
}
