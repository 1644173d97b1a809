using Sluice.Lake.Glue.Catalog;

namespace Sluice.Lake.Athena.Model;

/// <summary>A table as Athena's metadata operations show it.</summary>
internal sealed record TableMetadata
{
    public required string Name { get; init; }
    public DateTimeOffset? CreateTime { get; init; }
    public DateTimeOffset? LastAccessTime { get; init; }
    public string? TableType { get; init; }
    public required IReadOnlyList<TableMetadataColumn> Columns { get; init; }
    public required IReadOnlyList<TableMetadataColumn> PartitionKeys { get; init; }
    public required IReadOnlyDictionary<string, string> Parameters { get; init; }

    /// <summary>From the catalog's table: where it is stored and how is among the parameters.</summary>
    public static TableMetadata Of(GlueTable table)
    {
        var parameters = new Dictionary<string, string>(table.Parameters ?? new Dictionary<string, string>());
        void Add(string name, string? value)
        {
            if (value is not null)
            {
                parameters[name] = value;
            }
        }

        Add("location", table.StorageDescriptor?.Location);
        Add("inputformat", table.StorageDescriptor?.InputFormat);
        Add("outputformat", table.StorageDescriptor?.OutputFormat);
        Add("serde.serialization.lib", table.StorageDescriptor?.SerdeInfo?.SerializationLibrary);
        foreach (var (name, value) in table.StorageDescriptor?.SerdeInfo?.Parameters ?? new Dictionary<string, string>())
        {
            Add($"serde.param.{name}", value);
        }

        return new TableMetadata
        {
            Name = table.Name,
            CreateTime = table.CreateTime,
            LastAccessTime = table.LastAccessTime,
            TableType = table.TableType,
            Columns = Show(table.StorageDescriptor?.Columns),
            PartitionKeys = Show(table.PartitionKeys),
            Parameters = parameters,
        };
    }

    private static List<TableMetadataColumn> Show(IReadOnlyList<GlueColumn>? columns) =>
        (columns ?? []).Select(static column => new TableMetadataColumn(column.Name, column.Type, column.Comment)).ToList();
}
