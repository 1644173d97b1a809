using Sluice.Lake.Glue.Catalog;

namespace Sluice.Lake.Glue.Operations;

/// <summary><see href="https://docs.aws.amazon.com/glue/latest/webapi/API_GetPartition.html"/>.</summary>
internal sealed class GetPartition(GlueCatalog catalog) : CatalogOperation<GetPartition.Request, GetPartition.Response>(catalog)
{
    /// <inheritdoc/>
    protected override Response HandleCatalog(Request request)
    {
        return new Response(Catalog.ReadPartition(request.DatabaseName, request.TableName, request.PartitionValues));
    }

    internal sealed record Request : CatalogRequest
    {
        public required string DatabaseName { get; init; }

        public required string TableName { get; init; }

        public required IReadOnlyList<string> PartitionValues { get; init; }
    }

    internal sealed record Response(GluePartition Partition);
}
