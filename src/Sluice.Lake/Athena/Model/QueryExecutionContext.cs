namespace Sluice.Lake.Athena.Model;

/// <summary>Where unqualified names are looked up.</summary>
internal sealed record QueryExecutionContext
{
    public string? Database { get; init; }
    public string? Catalog { get; init; }
}
