using Sluice.Configuration;

namespace Sluice.Publishing;

/// <summary>A partition with the columns that it was described with; an unpartitioned table is one without values.</summary>
/// <param name="Place">The partition.</param>
/// <param name="Columns">Its columns, the types that its files were written with.</param>
public sealed record DescribedPartition(PartitionLocation Place, IReadOnlyList<ColumnConfiguration> Columns);
