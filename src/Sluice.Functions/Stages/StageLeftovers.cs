using Sluice.Functions.Assets;
using Sluice.Functions.Catalog;
using Sluice.Planning;
using Sluice.Runs;
using Sluice.Stages;

namespace Sluice.Functions.Stages;

/// <summary>Removes what runs of stages in Athena leave that do not end well: tables that no reader knows, and files that nobody reads.</summary>
/// <example>
/// The query of the dataset <c>daily</c> fails: <c>daily_in_sales__run_RUN</c>, <c>daily_out__run_RUN</c> and what it had written below
/// <c>stages-athena/</c> are left.
/// </example>
public sealed class StageLeftovers(RunStore runs, S3Objects objects, CatalogTables tables, FunctionSettings settings)
{
    /// <summary>Removes the files that a run has left. A query that is being stopped may still write: the next run of the date finds that.</summary>
    public async Task RemoveAsync(RunPlan plan, CancellationToken cancellationToken)
    {
        if (plan.Steps.Any(static step => step.Kind == StepKind.Athena))
        {
            await RemoveFilesAsync($"{StageTargets.DatePrefix(plan)}{plan.RunId}/", cancellationToken);
        }
    }

    /// <summary>
    /// Removes what other runs of the date have left. Called by the run that holds the date's steps: the others have ended, those
    /// too that were aborted and could remove nothing.
    /// </summary>
    public async Task RemoveOthersAsync(RunPlan plan, CancellationToken cancellationToken)
    {
        var prefix = StageTargets.DatePrefix(plan);
        foreach (var folder in await objects.FoldersAsync(settings.Environment.ProcessedBucket, prefix, cancellationToken))
        {
            var runId = folder[prefix.Length..].TrimEnd('/');
            if (runId == plan.RunId)
            {
                continue;
            }

            if (await runs.FindPlanAsync(new RunKeys(plan.Pipeline, plan.ExecDate, runId).Plan, cancellationToken) is { } other)
            {
                await RemoveTablesAsync(other, cancellationToken);
            }

            await RemoveFilesAsync(folder, cancellationToken);
        }
    }

    /// <summary>Takes a run's tables out of the catalog.</summary>
    public async Task RemoveTablesAsync(RunPlan plan, CancellationToken cancellationToken)
    {
        foreach (var (database, table) in StageTableNames.All(plan, settings.Environment))
        {
            await tables.DeleteAsync(database, table, cancellationToken);
        }
    }

    private Task RemoveFilesAsync(string prefix, CancellationToken cancellationToken)
    {
        Deadline.Doing($"removing what is left below s3://{settings.Environment.ProcessedBucket}/{prefix}");
        return objects.DeleteAllAsync(settings.Environment.ProcessedBucket, prefix, cancellationToken);
    }
}
