using Sluice.Lake.Protocol;

namespace Sluice.Lake.Glue.Operations;

/// <summary>A partition of a batch that failed.</summary>
internal sealed record PartitionError(IReadOnlyList<string> PartitionValues, ErrorDetail ErrorDetail)
{
    /// <summary>Pairs each batch entry's values with its error, where there is one.</summary>
    internal static IReadOnlyList<PartitionError> Collect(
        IEnumerable<IReadOnlyList<string>> values, IEnumerable<AwsServiceException?> errors) =>
        values.Zip(errors)
            .Where(static pair => pair.Second is not null)
            .Select(static pair => new PartitionError(pair.First, ErrorDetail.Of(pair.Second!))) // filtered above
            .ToList();
}
