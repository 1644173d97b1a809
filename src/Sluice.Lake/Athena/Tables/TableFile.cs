using Sluice.Lake.S3;

namespace Sluice.Lake.Athena.Tables;

/// <summary>A file of a table.</summary>
/// <param name="Object">The object.</param>
/// <param name="PartitionValues">The partition it lies in, values in the order of the keys; empty for a table without partitions.</param>
internal sealed record TableFile(StoredObject Object, IReadOnlyList<string> PartitionValues)
{
    /// <summary>Where a reader finds it.</summary>
    public string Path => Object.FilePath;

    /// <summary>Where a user finds it.</summary>
    public string Uri => new S3Uri(Object.Bucket, Object.Key).ToString();
}
