namespace Sluice.Lake.Glue.Operations;

/// <summary>The values that name a partition in a batch.</summary>
internal sealed record PartitionValueList(IReadOnlyList<string> Values);
