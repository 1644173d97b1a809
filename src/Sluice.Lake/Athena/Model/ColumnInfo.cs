namespace Sluice.Lake.Athena.Model;

/// <summary>A result column: <see href="https://docs.aws.amazon.com/athena/latest/APIReference/API_ColumnInfo.html"/>.</summary>
internal sealed record ColumnInfo
{
    public string CatalogName { get; init; } = "hive";
    public string SchemaName { get; init; } = "";
    public string TableName { get; init; } = "";
    public required string Name { get; init; }
    public required string Label { get; init; }
    public required string Type { get; init; }
    public int Precision { get; init; }
    public int Scale { get; init; }
    public string Nullable { get; init; } = "UNKNOWN";
    public bool CaseSensitive { get; init; }
}
