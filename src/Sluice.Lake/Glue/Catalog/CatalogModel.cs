using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace Sluice.Lake.Glue.Catalog;

#pragma warning disable CS1591 // members are those of Glue's API reference: https://docs.aws.amazon.com/glue/latest/webapi/API_Table.html

/// <summary>A Glue database.</summary>
public sealed record GlueDatabase
{
    public required string Name { get; init; }
    public string? Description { get; init; }
    public string? LocationUri { get; init; }
    public IReadOnlyDictionary<string, string>? Parameters { get; init; }
    public DateTimeOffset? CreateTime { get; init; }
    public string? CatalogId { get; init; }
}

/// <summary>A column, or a partition key. Types are Hive's, lower case: <c>bigint</c>, <c>decimal(10,2)</c>, <c>array&lt;string&gt;</c>.</summary>
public sealed record GlueColumn
{
    public required string Name { get; init; }
    public string? Type { get; init; }
    public string? Comment { get; init; }
    public IReadOnlyDictionary<string, string>? Parameters { get; init; }
}

/// <summary>The library that reads and writes the rows.</summary>
public sealed record SerDeInfo
{
    public string? Name { get; init; }
    public string? SerializationLibrary { get; init; }
    public IReadOnlyDictionary<string, string>? Parameters { get; init; }
}

/// <summary>A sort column.</summary>
public sealed record SortOrder
{
    public required string Column { get; init; }

    /// <summary>1 ascending, 0 descending.</summary>
    [JsonPropertyName("SortOrder")]
    public required int SortOrderValue { get; init; }
}

/// <summary>Where and how rows are stored.</summary>
public sealed record StorageDescriptor
{
    public IReadOnlyList<GlueColumn>? Columns { get; init; }
    public string? Location { get; init; }
    public string? InputFormat { get; init; }
    public string? OutputFormat { get; init; }
    public bool? Compressed { get; init; }
    public int? NumberOfBuckets { get; init; }
    public SerDeInfo? SerdeInfo { get; init; }
    public IReadOnlyList<string>? BucketColumns { get; init; }
    public IReadOnlyList<SortOrder>? SortColumns { get; init; }
    public IReadOnlyDictionary<string, string>? Parameters { get; init; }
    public JsonObject? SkewedInfo { get; init; }
    public bool? StoredAsSubDirectories { get; init; }
}

/// <summary>A table. Names are lower case.</summary>
public sealed record GlueTable
{
    public required string Name { get; init; }
    public required string DatabaseName { get; init; }
    public string? Description { get; init; }
    public string? Owner { get; init; }
    public DateTimeOffset? CreateTime { get; init; }
    public DateTimeOffset? UpdateTime { get; init; }
    public DateTimeOffset? LastAccessTime { get; init; }
    public int? Retention { get; init; }
    public StorageDescriptor? StorageDescriptor { get; init; }
    public IReadOnlyList<GlueColumn>? PartitionKeys { get; init; }
    public string? ViewOriginalText { get; init; }
    public string? ViewExpandedText { get; init; }
    public string? TableType { get; init; }
    public IReadOnlyDictionary<string, string>? Parameters { get; init; }
    public string? CreatedBy { get; init; }
    public bool? IsRegisteredWithLakeFormation { get; init; }
    public string? CatalogId { get; init; }
    public string? VersionId { get; init; }
}

/// <summary>A partition: values in the order of the table's partition keys.</summary>
public sealed record GluePartition
{
    public required IReadOnlyList<string> Values { get; init; }
    public required string DatabaseName { get; init; }
    public required string TableName { get; init; }
    public DateTimeOffset? CreationTime { get; init; }
    public DateTimeOffset? LastAccessTime { get; init; }
    public StorageDescriptor? StorageDescriptor { get; init; }
    public IReadOnlyDictionary<string, string>? Parameters { get; init; }
    public string? CatalogId { get; init; }
}
