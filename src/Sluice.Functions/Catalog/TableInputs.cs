using Amazon.Glue.Model;
using Sluice.Configuration;
using Sluice.Planning;

namespace Sluice.Functions.Catalog;

/// <summary>Tables and partitions as Glue takes them.</summary>
public static class TableInputs
{
    /// <summary>A planned table, under a name and at a location.</summary>
    public static TableInput Of(TablePlan plan, string name, string location) => new()
    {
        Name = name,
        Description = plan.Description,
        TableType = "EXTERNAL_TABLE",
        Parameters = new Dictionary<string, string>(plan.Storage.TableParameters),
        PartitionKeys = [.. plan.PartitionKeys.Select(Of)],
        StorageDescriptor = new StorageDescriptor
        {
            Columns = [.. plan.Columns.Select(Of)],
            Location = location,
            InputFormat = plan.Storage.InputFormat,
            OutputFormat = plan.Storage.OutputFormat,
            SerdeInfo = new SerDeInfo
            {
                SerializationLibrary = plan.Storage.SerializationLibrary,
                Parameters = new Dictionary<string, string>(plan.Storage.SerdeParameters),
            },
        },
    };

    /// <summary>A table's partition at a location.</summary>
    public static PartitionInput Partition(Table table, IReadOnlyList<string> values, string location) => new()
    {
        Values = [.. values],
        StorageDescriptor = At(table.StorageDescriptor, location),
    };

    /// <summary>The same storage at another location.</summary>
    private static StorageDescriptor At(StorageDescriptor storage, string location) => new()
    {
        Columns = storage.Columns,
        Location = location,
        InputFormat = storage.InputFormat,
        OutputFormat = storage.OutputFormat,
        Compressed = storage.Compressed,
        NumberOfBuckets = storage.NumberOfBuckets,
        SerdeInfo = storage.SerdeInfo,
        BucketColumns = storage.BucketColumns,
        SortColumns = storage.SortColumns,
        Parameters = storage.Parameters,
        StoredAsSubDirectories = storage.StoredAsSubDirectories,
    };

    private static Column Of(ColumnConfiguration column) => new() { Name = column.Name, Type = column.Type, Comment = column.Comment };
}
