using Sluice.Lake.Athena.Model;
using Sluice.Lake.Glue.Catalog;

namespace Sluice.Lake.Athena.Operations;

/// <summary><see href="https://docs.aws.amazon.com/athena/latest/APIReference/API_GetTableMetadata.html"/>.</summary>
internal sealed class GetTableMetadata(IGlueCatalog catalog) : AthenaOperation<GetTableMetadata.Request, GetTableMetadata.Response>
{
    /// <inheritdoc/>
    protected override Task<Response> HandleAsync(Request request, CancellationToken cancellationToken)
    {
        var database = MetadataLookup.Database(catalog, request.CatalogName, request.DatabaseName);
        var table = catalog.FindTable(database.Name, request.TableName)
            ?? throw MetadataLookup.Missing($"Table {request.TableName} not found.");
        return Task.FromResult(new Response(TableMetadata.Of(table)));
    }

    internal sealed record Request
    {
        public required string CatalogName { get; init; }
        public required string DatabaseName { get; init; }
        public required string TableName { get; init; }
        public string? WorkGroup { get; init; }
    }

    internal sealed record Response(TableMetadata TableMetadata);
}
