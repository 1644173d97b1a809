using Sluice.Configuration;
using Sluice.Functions.Assets;
using Sluice.Planning;
using Sluice.Publishing;

namespace Sluice.Functions.Publishing;

/// <summary>Finds the files of runs that have published. Their staged tables are gone: the folders say what the partitions are.</summary>
/// <example>A file <c>…/run=RUN/exec_date=2026-11-20/x.parquet</c> is the partition <c>exec_date=2026-11-20</c>, which a rollback can point at again.</example>
public sealed class KeptRun(S3Objects objects)
{
    /// <summary>
    /// The partitions that a run wrote for a table, one without values for an unpartitioned table; null when files are missing that
    /// it published.
    /// </summary>
    /// <param name="staged">What the run staged for the table.</param>
    /// <param name="keys">The table's partition keys.</param>
    /// <param name="partitions">How many partitions it published.</param>
    /// <param name="rows">How many rows it published.</param>
    /// <param name="cancellationToken">Stops the listing.</param>
    public async Task<IReadOnlyList<PartitionLocation>?> FindAsync(
        StagedTablePlan staged, IReadOnlyList<ColumnConfiguration> keys, int partitions, long rows, CancellationToken cancellationToken)
    {
        var folders = new SortedDictionary<string, PartitionLocation>(StringComparer.Ordinal);
        var isThere = false;
        await foreach (var found in objects.ListAsync(staged.Bucket, staged.Prefix, cancellationToken))
        {
            isThere = true;
            if (Values(found.Key[staged.Prefix.Length..], keys) is { } values)
            {
                var folder = string.Join('/', found.Key[staged.Prefix.Length..].Split('/')[..^1]);
                folders.TryAdd(folder, new PartitionLocation(values, $"{staged.Location}{folder}/"));
            }
        }

        return keys.Count == 0
            ? isThere || rows == 0 ? [new PartitionLocation([], staged.Location)] : null
            : folders.Count == partitions ? [.. folders.Values] : null;
    }

    /// <summary>The values that a file's folders tell, <c>exec_date=2026-11-20/kind=a%2Fb/</c>; null when they are not the table's.</summary>
    private static string[]? Values(string path, IReadOnlyList<ColumnConfiguration> keys)
    {
        var folders = path.Split('/')[..^1];
        return folders.Length == keys.Count && folders.Zip(keys).All(static pair => pair.First.StartsWith(pair.Second.Name + "=", StringComparison.Ordinal))
            ? [.. folders.Zip(keys, static (folder, key) => Uri.UnescapeDataString(folder[(key.Name.Length + 1)..]))]
            : null;
    }
}
