using Amazon.Lambda.Annotations;
using Amazon.Lambda.Core;
using Microsoft.Extensions.Logging;
using Sluice.Functions.Assets;
using Sluice.Functions.Athena;
using Sluice.Functions.Catalog;
using Sluice.Functions.Contracts;
using Sluice.Functions.Publishing;
using Sluice.Planning;
using Sluice.Runs;

namespace Sluice.Functions;

/// <summary>
/// Shows readers the run's rows: the target's partitions are pointed at the run's files. What a retry finds published it
/// leaves as it is, even when a later run has published over it.
/// </summary>
public sealed class PublishPartitions(
    RunStore runs,
    DateClaims claims,
    StatementQueries queries,
    StartedQueries list,
    TablePublisher publisher,
    CatalogTables tables,
    OldRuns oldRuns,
    ILogger<PublishPartitions> logger)
{
    /// <summary>Publishes the run.</summary>
    /// <exception cref="Sluice.Publishing.PublishingException">What was staged must not be published, or Glue refused a partition.</exception>
    /// <exception cref="SupersededException">A newer run of the date has begun to change what readers see.</exception>
    /// <exception cref="DateHeldException">Somebody else is at work on the date, or on a day of the run's range, just now: call again.</exception>
    /// <exception cref="RunClosedException">The run's execution has ended. Nothing was changed.</exception>
    [LambdaFunction(ResourceName = "PublishPartitionsFunction", Timeout = 900, MemorySize = 1024)]
    public Task<PublishPartitionsOutput> Handle(RunInput input, ILambdaContext context)
    {
        LogKeys.ForRun(input.Pipeline, input.ExecDate, input.RunId);
        return Deadline.RunAsync(context, token => PublishAsync(input, token));
    }

    private async Task<PublishPartitionsOutput> PublishAsync(RunInput input, CancellationToken cancellationToken)
    {
        var plan = await runs.ReadPlanAsync(input.PlanKey, cancellationToken);
        var published = await runs.FindPublishedAsync(plan, cancellationToken)
            ?? await claims.HoldAsync(
                plan,
                async held =>
                {
                    // Once more: the call before this one may have come to its end while this one waited, and its staged tables are gone.
                    if (await runs.FindPublishedAsync(plan, cancellationToken) is { } done)
                    {
                        return done;
                    }

                    await held.AddSharedDaysAsync(plan, cancellationToken);
                    return await ShowAsync(plan, cancellationToken);
                },
                cancellationToken);

        foreach (var staged in plan.StagedTables)
        {
            await tables.DeleteAsync(staged.Database, staged.StagedTable, cancellationToken);
        }

        return new PublishPartitionsOutput { Published = PublishedTable.ForState(published.Published) };
    }

    private async Task<PublishPartitionsOutput> ShowAsync(RunPlan plan, CancellationToken cancellationToken)
    {
        // Counted before anything is changed: a count that fails publishes nothing.
        var rows = await queries.CountRowsAsync(await list.FindAsync(plan.Keys.Queries, cancellationToken), cancellationToken);
        var changes = new List<(string Database, string Table, TableChange? Change)>();
        foreach (var (database, table) in plan.Statements.Select(static statement => (statement.Database, statement.Table)).Distinct())
        {
            changes.Add((database, table, await publisher.PlanAsync(plan, database, table, cancellationToken)));
        }

        var published = new List<PublishedTable>();
        foreach (var (database, table, change) in changes)
        {
            var shown = change is null ? ShownPartitions.None : await publisher.ApplyAsync(change, cancellationToken);
            published.Add(shown.ToTable($"{database}.{table}", rows[(database, table)]));
            logger.Published(published[^1].Table, shown.Partitions.Count, published[^1].Rows, shown.Left.Count);
        }

        var output = new PublishPartitionsOutput { Published = published };
        await runs.WritePublishedAsync(plan, output, cancellationToken);
        await oldRuns.RemoveAsync(plan, cancellationToken);
        return output;
    }
}
