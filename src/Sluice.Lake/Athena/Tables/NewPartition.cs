using Sluice.Lake.Glue.Catalog;
using Sluice.Lake.S3;

namespace Sluice.Lake.Athena.Tables;

/// <summary>Partitions that Athena adds to the catalog.</summary>
internal static class NewPartition
{
    /// <summary>A partition like its table, at another location.</summary>
    public static GluePartition Of(GlueTable table, IReadOnlyList<string> values, string location, DateTimeOffset now) => new()
    {
        DatabaseName = table.DatabaseName,
        TableName = table.Name,
        Values = values,
        CreationTime = now,
        StorageDescriptor = (table.StorageDescriptor ?? new StorageDescriptor()) with { Location = location },
        Parameters = new Dictionary<string, string>(),
    };

    /// <summary>Where a partition lies unless somebody says otherwise: <c>&lt;table&gt;/exec_date=2023-11-08</c>.</summary>
    public static string Location(GlueTable table, IReadOnlyList<string> values)
    {
        _ = S3Uri.TryParse(table.StorageDescriptor?.Location, out var root);
        var folder = PartitionValue.Folder((table.PartitionKeys ?? []).Select(static key => key.Name), values);
        return new S3Uri(root.Bucket, TableFiles.AsFolder(root).Key + folder).ToString();
    }
}
