using Sluice.Lake.Glue.Catalog;

namespace Sluice.Lake.Glue.Operations;

/// <summary><see href="https://docs.aws.amazon.com/glue/latest/webapi/API_BatchGetPartition.html"/>.</summary>
internal sealed class BatchGetPartition(GlueCatalog catalog) : CatalogOperation<BatchGetPartition.Request, BatchGetPartition.Response>(catalog)
{
    /// <inheritdoc/>
    protected override Response HandleCatalog(Request request)
    {
        BatchLimit.Check(request.PartitionsToGet, "partitionsToGet", max: 1000);
        _ = Catalog.FindTable(request.DatabaseName, request.TableName)
            ?? throw GlueErrors.TableNotFound(request.DatabaseName, request.TableName);

        // Partitions that are not there are left out, as Glue does: UnprocessedKeys are those that it had no time for.
        return new Response(
            request.PartitionsToGet
                .Select(wanted => Catalog.FindPartition(request.DatabaseName, request.TableName, wanted.Values))
                .OfType<GluePartition>()
                .ToList(),
            UnprocessedKeys: []);
    }

    internal sealed record Request : CatalogRequest
    {
        public required string DatabaseName { get; init; }

        public required string TableName { get; init; }

        public required IReadOnlyList<PartitionValueList> PartitionsToGet { get; init; }
    }

    internal sealed record Response(IReadOnlyList<GluePartition> Partitions, IReadOnlyList<PartitionValueList> UnprocessedKeys);
}
