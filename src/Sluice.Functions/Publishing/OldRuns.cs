using Microsoft.Extensions.Logging;
using Sluice.Functions.Assets;
using Sluice.Functions.Catalog;
using Sluice.Planning;
using Sluice.Publishing;

namespace Sluice.Functions.Publishing;

/// <summary>
/// Removes what old runs of the same day left: files of published runs beyond those that stay, and all that failed runs
/// staged. Runs that have not ended are left alone, and so are files that a partition still points at.
/// </summary>
public sealed class OldRuns(
    RunStore runs,
    S3Objects objects,
    CatalogTables tables,
    CatalogPartitions partitions,
    ILogger<OldRuns> logger)
{
    /// <summary>Removes them.</summary>
    public async Task RemoveAsync(RunPlan plan, CancellationToken cancellationToken)
    {
        var (published, failed) = await runs.EndedRunsAsync(plan, cancellationToken);
        string[] old = [.. Retention.RunsToDelete(published, plan.RunId, plan.RetentionRuns), .. failed];
        if (old.Length == 0)
        {
            return;
        }

        foreach (var staged in plan.StagedTables)
        {
            var locations = await LocationsAsync(staged.Database, staged.Table, cancellationToken);
            foreach (var runId in old)
            {
                await RemoveAsync(plan, staged, runId, locations, cancellationToken);
            }
        }
    }

    private async Task RemoveAsync(
        RunPlan plan, StagedTablePlan staged, string runId, IReadOnlyList<string> locations, CancellationToken cancellationToken)
    {
        var location = staged.Location.Replace(plan.RunId, runId, StringComparison.Ordinal);
        if (locations.Any(used => used.StartsWith(location, StringComparison.Ordinal)))
        {
            return;
        }

        await tables.DeleteAsync(
            staged.Database, staged.StagedTable.Replace(plan.RunId, runId, StringComparison.Ordinal), cancellationToken);
        var prefix = staged.Prefix.Replace(plan.RunId, runId, StringComparison.Ordinal);
        if (await objects.DeleteAllAsync(staged.Bucket, prefix, cancellationToken) > 0)
        {
            logger.RunRemoved(runId);
        }
    }

    private async Task<IReadOnlyList<string>> LocationsAsync(string database, string table, CancellationToken cancellationToken)
    {
        var target = await tables.GetAsync(database, table, cancellationToken);
        var shown = await partitions.ListAsync(database, table, cancellationToken);
        return [target.StorageDescriptor?.Location ?? "", .. shown.Select(static partition => partition.Location)];
    }
}
