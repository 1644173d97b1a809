namespace Sluice.Lake.Glue.Operations;

/// <summary>What every request to the Data Catalog may carry.</summary>
internal abstract record CatalogRequest
{
    /// <summary>The account whose catalog is meant; the lake has one.</summary>
    public string? CatalogId { get; init; }
}
