using Sluice.Lake.Glue.Catalog;

namespace Sluice.Lake.Glue.Operations;

/// <summary><see href="https://docs.aws.amazon.com/glue/latest/webapi/API_BatchDeletePartition.html"/>.</summary>
internal sealed class BatchDeletePartition(GlueCatalog catalog) : CatalogOperation<BatchDeletePartition.Request, BatchDeletePartition.Response>(catalog)
{
    /// <inheritdoc/>
    protected override Response HandleCatalog(Request request)
    {
        BatchLimit.Check(request.PartitionsToDelete, "partitionsToDelete", max: 25);
        var values = request.PartitionsToDelete.Select(static partition => partition.Values).ToList();
        return new Response(PartitionError.Collect(values, Catalog.DeletePartitions(request.DatabaseName, request.TableName, values)));
    }

    internal sealed record Request : CatalogRequest
    {
        public required string DatabaseName { get; init; }

        public required string TableName { get; init; }

        public required IReadOnlyList<PartitionValueList> PartitionsToDelete { get; init; }
    }

    internal sealed record Response(IReadOnlyList<PartitionError> Errors);
}
