using Sluice.Functions.Athena;
using Sluice.Functions.Catalog;
using Sluice.Functions.Stages;
using Sluice.Planning;
using Sluice.Runs;

namespace Sluice.Functions.Closing;

/// <summary>What a run that gives up leaves: queries that nobody waits for any more, and tables that no reader knows of.</summary>
/// <example>A statement has taken longer than it may: its query still runs, and <c>totals__run_RUN</c> is in the catalog.</example>
public sealed class RunRemains(StartedQueries list, StatementQueries queries, CatalogTables tables, StageLeftovers leftovers)
{
    /// <summary>Stops the queries that it has started; returns how many were at work.</summary>
    /// <param name="folder">The run's folder, <see cref="RunKeys.Folder"/>.</param>
    /// <param name="cancellationToken">Stops the stopping.</param>
    public async Task<int> StopQueriesAsync(string folder, CancellationToken cancellationToken) =>
        await queries.StopAsync(await list.AllAsync(folder, cancellationToken), cancellationToken);

    /// <summary>Takes its own tables out of the catalog. Their files stay until a run of the date publishes.</summary>
    public async Task DropTablesAsync(RunPlan plan, CancellationToken cancellationToken)
    {
        foreach (var staged in plan.StagedTables.Append(plan.Audit?.Staged).OfType<StagedTablePlan>())
        {
            await tables.DeleteAsync(staged.Database, staged.StagedTable, cancellationToken);
        }

        await leftovers.RemoveTablesAsync(plan, cancellationToken);
    }
}
