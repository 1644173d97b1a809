namespace Sluice.Publishing;

/// <summary>A partition and where its files are.</summary>
/// <param name="Values">In the order of the table's partition keys.</param>
/// <param name="Location"><c>s3://bucket/prefix/</c>.</param>
public sealed record PartitionLocation(IReadOnlyList<string> Values, string Location);
