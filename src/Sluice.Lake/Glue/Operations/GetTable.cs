using Sluice.Lake.Glue.Catalog;

namespace Sluice.Lake.Glue.Operations;

/// <summary><see href="https://docs.aws.amazon.com/glue/latest/webapi/API_GetTable.html"/>.</summary>
internal sealed class GetTable(GlueCatalog catalog) : CatalogOperation<GetTable.Request, GetTable.Response>(catalog)
{
    /// <inheritdoc/>
    protected override Response HandleCatalog(Request request)
    {
        if (Catalog.FindTable(request.DatabaseName, request.Name) is { } table)
        {
            return new Response(table);
        }

        throw Catalog.FindDatabase(request.DatabaseName) is null
            ? GlueErrors.DatabaseNotFound(request.DatabaseName)
            : GlueErrors.TableNotFound(request.DatabaseName, request.Name);
    }

    internal sealed record Request : CatalogRequest
    {
        public required string DatabaseName { get; init; }

        public required string Name { get; init; }
    }

    internal sealed record Response(GlueTable Table);
}
