namespace Sluice.Lake.Glue.Operations;

/// <summary>What every request about connections may carry.</summary>
internal abstract record ConnectionRequest
{
    /// <summary>The account whose catalog is meant; the lake has one.</summary>
    public string? CatalogId { get; init; }

    /// <summary>Refuses another catalog than the lake's.</summary>
    internal void CheckCatalog(string own)
    {
        if (CatalogId is { } id && id != own)
        {
            throw GlueErrors.CatalogNotFound(id, own);
        }
    }
}
