using Amazon.Lambda.Annotations;
using Amazon.Lambda.Core;
using Sluice.Functions.Assets;
using Sluice.Functions.Catalog;
using Sluice.Functions.Contracts;
using Sluice.Functions.Publishing;
using Sluice.Planning;
using Sluice.Runs;

namespace Sluice.Functions;

/// <summary>
/// Shows readers of the audit table what the run recorded: its partitions of this pipeline and exec_date are pointed at the
/// run's rows, and those that the run no longer has are dropped. A re-run replaces; nothing is ever added to.
/// </summary>
public sealed class PublishAudit(RunStore runs, DateClaims claims, TablePublisher publisher, CatalogTables tables, OldRuns oldRuns)
{
    /// <summary>Publishes the run's audit.</summary>
    /// <exception cref="Sluice.Publishing.PublishingException">Glue refused a partition.</exception>
    /// <exception cref="SupersededException">A newer run of the date has begun to change what readers see.</exception>
    /// <exception cref="DateHeldException">Another run of the date, a rollback or a closing is at work just now: call again.</exception>
    /// <exception cref="RunClosedException">The run's execution has ended. Nothing was changed.</exception>
    [LambdaFunction(ResourceName = "PublishAuditFunction", Timeout = 300, MemorySize = 512)]
    public Task<PublishAuditOutput> Handle(RunInput input, ILambdaContext context)
    {
        LogKeys.ForRun(input.Pipeline, input.ExecDate, input.RunId);
        return Deadline.RunAsync(context, token => PublishAsync(input, token));
    }

    private async Task<PublishAuditOutput> PublishAsync(RunInput input, CancellationToken cancellationToken)
    {
        var plan = await runs.ReadPlanAsync(input.PlanKey, cancellationToken);
        if (plan.Audit?.Staged is not { } staged
            || await tables.FindAsync(staged.Database, staged.StagedTable, cancellationToken) is null)
        {
            // The staged table goes last: without it, this run's audit is published.
            return new PublishAuditOutput { Partitions = [] };
        }

        var shown = await claims.HoldAsync(plan, _ => ShowAsync(plan, staged, cancellationToken), cancellationToken);
        return new PublishAuditOutput { Partitions = shown };
    }

    private async Task<IReadOnlyList<string>> ShowAsync(RunPlan plan, StagedTablePlan staged, CancellationToken cancellationToken)
    {
        // Once more: the call before this one may have come to its end while this one waited.
        if (await tables.FindAsync(staged.Database, staged.StagedTable, cancellationToken) is null)
        {
            return [];
        }

        var shown = await publisher.PublishAuditAsync(plan, staged, cancellationToken);
        await oldRuns.RemoveStagedAsync(plan, [staged], cancellationToken);
        await tables.DeleteAsync(staged.Database, staged.StagedTable, cancellationToken);
        return shown;
    }
}
