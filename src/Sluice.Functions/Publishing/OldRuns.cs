using Microsoft.Extensions.Logging;
using Sluice.Functions.Assets;
using Sluice.Functions.Catalog;
using Sluice.Planning;
using Sluice.Publishing;

namespace Sluice.Functions.Publishing;

/// <summary>
/// Removes what old runs of the same day left, in the processed zone and in the landing zone: files of published runs beyond
/// those that stay, and all that failed runs staged or copied. Runs that have not ended are left alone, and so are files that a
/// partition, or a table, still points at. Called while the run holds its date: a rollback must not point at what goes.
/// </summary>
public sealed class OldRuns(
    RunStore runs,
    S3Objects objects,
    CatalogTables catalog,
    CatalogPartitions partitions,
    FunctionSettings settings,
    ILogger<OldRuns> logger)
{
    /// <summary>Removes what they staged for the run's tables and copied into the landing zone.</summary>
    /// <param name="plan">The run that has published.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public async Task RemoveAsync(RunPlan plan, CancellationToken cancellationToken)
    {
        var old = await OldAsync(plan, cancellationToken);
        await RemoveStagedAsync(plan, old, plan.StagedTables, cancellationToken);
        await RemoveLandedAsync(plan, old, cancellationToken);
    }

    /// <summary>Removes what they staged for other tables of the run, such as its audit.</summary>
    /// <param name="plan">The run that has published.</param>
    /// <param name="tables">The tables.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public async Task RemoveStagedAsync(RunPlan plan, IReadOnlyList<StagedTablePlan> tables, CancellationToken cancellationToken) =>
        await RemoveStagedAsync(plan, await OldAsync(plan, cancellationToken), tables, cancellationToken);

    private async Task RemoveStagedAsync(
        RunPlan plan, IReadOnlyList<string> old, IReadOnlyList<StagedTablePlan> tables, CancellationToken cancellationToken)
    {
        foreach (var staged in old.Count == 0 ? [] : tables)
        {
            var locations = await LocationsAsync(staged.Database, staged.Table, null, cancellationToken);
            foreach (var runId in old)
            {
                if (await RemoveAsync(plan, runId, staged.Bucket, staged.Prefix, staged.Location, locations, cancellationToken))
                {
                    await catalog.DeleteAsync(staged.Database, OfRun(plan, runId, staged.StagedTable), cancellationToken);
                }
            }
        }
    }

    private async Task RemoveLandedAsync(RunPlan plan, IReadOnlyList<string> old, CancellationToken cancellationToken)
    {
        foreach (var landed in old.Count == 0 ? [] : plan.Incoming.DistinctBy(static incoming => incoming.TargetLocation))
        {
            // All runs of the day copy below the day's folder: no other day's partition points there.
            var table = plan.Table(landed.Database, landed.Table);
            var locations = await LocationsAsync(
                landed.Database, landed.Table, Publisher.PresentFilter(table, plan.ExecDate, []), cancellationToken);
            foreach (var runId in old)
            {
                await RemoveAsync(plan, runId, settings.Environment.LandingBucket, landed.TargetPrefix, landed.TargetLocation, locations, cancellationToken);
            }
        }
    }

    private async Task<IReadOnlyList<string>> OldAsync(RunPlan plan, CancellationToken cancellationToken)
    {
        var ofDate = await runs.OfDateAsync(plan.Pipeline, plan.ExecDate, cancellationToken);
        return [.. Retention.RunsToDelete(ofDate.PublishedBefore(plan.RunId), plan.RetentionRuns), .. ofDate.Failed];
    }

    private static string OfRun(RunPlan plan, string runId, string text) => text.Replace(plan.RunId, runId, StringComparison.Ordinal);

    /// <summary>Removes a run's files of one table; false when readers see them.</summary>
    private async Task<bool> RemoveAsync(
        RunPlan plan, string runId, string bucket, string prefix, string location, IReadOnlyList<string> used, CancellationToken cancellationToken)
    {
        var old = OfRun(plan, runId, location);
        if (used.Any(place => place.StartsWith(old, StringComparison.Ordinal)))
        {
            return false;
        }

        Deadline.Doing($"removing what run {runId} left at {old}");
        if (await objects.DeleteAllAsync(bucket, OfRun(plan, runId, prefix), cancellationToken) > 0)
        {
            logger.RunRemoved(runId);
        }

        return true;
    }

    private async Task<IReadOnlyList<string>> LocationsAsync(
        string database, string table, string? expression, CancellationToken cancellationToken)
    {
        var target = await catalog.GetAsync(database, table, cancellationToken);
        var shown = await partitions.ListAsync(database, table, cancellationToken, expression);
        return [target.StorageDescriptor?.Location ?? "", .. shown.Select(static partition => partition.Location)];
    }
}
