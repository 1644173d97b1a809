using Sluice.Lake.Glue.Catalog;

namespace Sluice.Lake.Glue.Operations;

/// <summary><see href="https://docs.aws.amazon.com/glue/latest/webapi/API_TableInput.html"/>.</summary>
internal sealed record TableInput
{
    public required string Name { get; init; }

    public string? Description { get; init; }

    public string? Owner { get; init; }

    public DateTimeOffset? LastAccessTime { get; init; }

    public int? Retention { get; init; }

    public StorageDescriptor? StorageDescriptor { get; init; }

    public IReadOnlyList<GlueColumn>? PartitionKeys { get; init; }

    public string? ViewOriginalText { get; init; }

    public string? ViewExpandedText { get; init; }

    public string? TableType { get; init; }

    public IReadOnlyDictionary<string, string>? Parameters { get; init; }

    internal GlueTable ToTable(string database) => new()
    {
        Name = Name,
        DatabaseName = database,
        Description = Description,
        Owner = Owner,
        LastAccessTime = LastAccessTime,
        Retention = Retention,
        StorageDescriptor = StorageDescriptor,
        PartitionKeys = PartitionKeys ?? [],
        ViewOriginalText = ViewOriginalText,
        ViewExpandedText = ViewExpandedText,
        TableType = TableType,
        Parameters = Parameters,
    };
}
