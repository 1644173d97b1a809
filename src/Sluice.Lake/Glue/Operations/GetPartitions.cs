using Sluice.Lake.Glue.Catalog;
using Sluice.Lake.Glue.Partitions;

namespace Sluice.Lake.Glue.Operations;

/// <summary><see href="https://docs.aws.amazon.com/glue/latest/webapi/API_GetPartitions.html"/>.</summary>
internal sealed class GetPartitions(GlueCatalog catalog) : CatalogOperation<GetPartitions.Request, GetPartitions.Response>(catalog)
{
    /// <inheritdoc/>
    protected override Response HandleCatalog(Request request)
    {
        var table = Catalog.FindTable(request.DatabaseName, request.TableName)
            ?? throw GlueErrors.TableNotFound(request.DatabaseName, request.TableName);
        var filter = string.IsNullOrWhiteSpace(request.Expression)
            ? static _ => true
            : PartitionExpression.Compile(request.Expression, table.PartitionKeys ?? []);
        var (items, next) = Page.Of(
            Catalog.Partitions(request.DatabaseName, request.TableName).Where(partition => filter(partition.Values)),
            static partition => partition.Values,
            request.NextToken,
            request.MaxResults,
            limit: 1000);
        return new Response(request.ExcludeColumnSchema is true ? items.Select(WithoutColumns).ToList() : items, next);
    }

    private static GluePartition WithoutColumns(GluePartition partition) =>
        partition with { StorageDescriptor = partition.StorageDescriptor is { } descriptor ? descriptor with { Columns = null } : null };

    internal sealed record Request : CatalogRequest
    {
        public required string DatabaseName { get; init; }

        public required string TableName { get; init; }

        /// <summary>See <see cref="PartitionExpression"/>.</summary>
        public string? Expression { get; init; }

        public bool? ExcludeColumnSchema { get; init; }

        public string? NextToken { get; init; }

        public int? MaxResults { get; init; }
    }

    internal sealed record Response(IReadOnlyList<GluePartition> Partitions, string? NextToken);
}
