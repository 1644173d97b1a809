using Sluice.Lake.Glue.Catalog;
using Sluice.Lake.Protocol;

namespace Sluice.Lake.Glue.Operations;

/// <summary><see href="https://docs.aws.amazon.com/glue/latest/webapi/API_DeletePartition.html"/>.</summary>
internal sealed class DeletePartition(GlueCatalog catalog) : CatalogOperation<DeletePartition.Request, EmptyResponse>(catalog)
{
    /// <inheritdoc/>
    protected override EmptyResponse HandleCatalog(Request request)
    {
        Catalog.DeletePartition(request.DatabaseName, request.TableName, request.PartitionValues);
        return EmptyResponse.Instance;
    }

    internal sealed record Request : CatalogRequest
    {
        public required string DatabaseName { get; init; }

        public required string TableName { get; init; }

        public required IReadOnlyList<string> PartitionValues { get; init; }
    }
}
