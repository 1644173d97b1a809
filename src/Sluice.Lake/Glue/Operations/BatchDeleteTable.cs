using Sluice.Lake.Glue.Catalog;
using Sluice.Lake.Protocol;

namespace Sluice.Lake.Glue.Operations;

/// <summary><see href="https://docs.aws.amazon.com/glue/latest/webapi/API_BatchDeleteTable.html"/>.</summary>
internal sealed class BatchDeleteTable(GlueCatalog catalog) : CatalogOperation<BatchDeleteTable.Request, BatchDeleteTable.Response>(catalog)
{
    /// <inheritdoc/>
    protected override Response HandleCatalog(Request request)
    {
        BatchLimit.Check(request.TablesToDelete, "tablesToDelete", max: 100);
        _ = Catalog.FindDatabase(request.DatabaseName) ?? throw GlueErrors.DatabaseNotFound(request.DatabaseName);
        var errors = new List<TableError>();
        foreach (var name in request.TablesToDelete)
        {
            try
            {
                Catalog.DeleteTable(request.DatabaseName, name);
            }
            catch (AwsServiceException exception)
            {
                errors.Add(new TableError(name, ErrorDetail.Of(exception)));
            }
        }

        return new Response(errors);
    }

    internal sealed record TableError(string TableName, ErrorDetail ErrorDetail);

    internal sealed record Request : CatalogRequest
    {
        public required string DatabaseName { get; init; }

        public required IReadOnlyList<string> TablesToDelete { get; init; }
    }

    internal sealed record Response(IReadOnlyList<BatchDeleteTable.TableError> Errors);
}
