using Sluice.Lake.Glue.Catalog;

namespace Sluice.Lake.Glue.Operations;

/// <summary><see href="https://docs.aws.amazon.com/glue/latest/webapi/API_PartitionInput.html"/>.</summary>
internal sealed record PartitionInput
{
    public required IReadOnlyList<string> Values { get; init; }

    public DateTimeOffset? LastAccessTime { get; init; }

    public StorageDescriptor? StorageDescriptor { get; init; }

    public IReadOnlyDictionary<string, string>? Parameters { get; init; }

    internal GluePartition ToPartition(string database, string table) => new()
    {
        Values = Values,
        DatabaseName = database,
        TableName = table,
        LastAccessTime = LastAccessTime,
        StorageDescriptor = StorageDescriptor,
        Parameters = Parameters,
    };
}
