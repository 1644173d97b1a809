using Sluice.Lake.Glue.Catalog;

namespace Sluice.Lake.Glue.Operations;

/// <summary><see href="https://docs.aws.amazon.com/glue/latest/webapi/API_BatchCreatePartition.html"/>.</summary>
internal sealed class BatchCreatePartition(GlueCatalog catalog) : CatalogOperation<BatchCreatePartition.Request, BatchCreatePartition.Response>(catalog)
{
    /// <inheritdoc/>
    protected override Response HandleCatalog(Request request)
    {
        BatchLimit.Check(request.PartitionInputList, "partitionInputList", max: 100);
        var errors = Catalog.CreatePartitions(
            request.DatabaseName,
            request.TableName,
            request.PartitionInputList.Select(input => input.ToPartition(request.DatabaseName, request.TableName)).ToList());
        return new Response(PartitionError.Collect(request.PartitionInputList.Select(static input => input.Values), errors));
    }

    internal sealed record Request : CatalogRequest
    {
        public required string DatabaseName { get; init; }

        public required string TableName { get; init; }

        public required IReadOnlyList<PartitionInput> PartitionInputList { get; init; }
    }

    internal sealed record Response(IReadOnlyList<PartitionError> Errors);
}
