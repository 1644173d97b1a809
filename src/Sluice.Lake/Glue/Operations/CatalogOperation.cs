using Sluice.Lake.Glue.Catalog;

namespace Sluice.Lake.Glue.Operations;

/// <summary>An operation on the Data Catalog.</summary>
internal abstract class CatalogOperation<TRequest, TResponse>(GlueCatalog catalog) : GlueOperation<TRequest, TResponse>
    where TRequest : CatalogRequest
    where TResponse : class
{
    /// <summary>The catalog.</summary>
    protected GlueCatalog Catalog { get; } = catalog;

    /// <inheritdoc/>
    protected sealed override TResponse Handle(TRequest request) =>
        request.CatalogId is { } id && id != Catalog.Id
            ? throw GlueErrors.CatalogNotFound(id, Catalog.Id)
            : HandleCatalog(request);

    /// <summary>Carries the operation out on this lake's catalog.</summary>
    protected abstract TResponse HandleCatalog(TRequest request);
}
