using Sluice.Lake.Glue.Catalog;

namespace Sluice.Lake.Glue.Operations;

/// <summary><see href="https://docs.aws.amazon.com/glue/latest/webapi/API_BatchUpdatePartition.html"/>.</summary>
internal sealed class BatchUpdatePartition(GlueCatalog catalog) : CatalogOperation<BatchUpdatePartition.Request, BatchUpdatePartition.Response>(catalog)
{
    /// <inheritdoc/>
    protected override Response HandleCatalog(Request request)
    {
        BatchLimit.Check(request.Entries, "entries", max: 100);
        var errors = Catalog.UpdatePartitions(
            request.DatabaseName,
            request.TableName,
            request.Entries
                .Select(entry => (entry.PartitionValueList, entry.PartitionInput.ToPartition(request.DatabaseName, request.TableName)))
                .ToList());
        return new Response(PartitionError
            .Collect(request.Entries.Select(static entry => entry.PartitionValueList), errors)
            .Select(static error => new Failure(error.PartitionValues, error.ErrorDetail))
            .ToList());
    }

    internal sealed record Entry
    {
        public required IReadOnlyList<string> PartitionValueList { get; init; }

        public required PartitionInput PartitionInput { get; init; }
    }

    internal sealed record Failure(IReadOnlyList<string> PartitionValueList, ErrorDetail ErrorDetail);

    internal sealed record Request : CatalogRequest
    {
        public required string DatabaseName { get; init; }

        public required string TableName { get; init; }

        public required IReadOnlyList<BatchUpdatePartition.Entry> Entries { get; init; }
    }

    internal sealed record Response(IReadOnlyList<BatchUpdatePartition.Failure> Errors);
}
