using Amazon.Lambda.Annotations;
using Amazon.Lambda.Core;
using Sluice.Functions.Assets;
using Sluice.Functions.Catalog;
using Sluice.Functions.Contracts;
using Sluice.Functions.Landing;
using Sluice.Planning;
using Sluice.Runs;

namespace Sluice.Functions;

/// <summary>
/// Brings the catalog up to the configuration and what arrived into its tables. Each file is copied inside S3 into the run's
/// own prefix, then each table's exec_date partition is pointed there: a second run with the same input changes nothing.
/// </summary>
public sealed class IngestLanding(
    RunStore runs,
    DateClaims claims,
    LandingFiles files,
    LandedPlaces landed,
    CatalogTables tables,
    CatalogPartitions partitions,
    CatalogCrawlers crawlers)
{
    /// <summary>Ingests the run's files.</summary>
    /// <exception cref="Sluice.Incoming.IncomingFilesException">A registered file is missing, there are several, or its checksum differs.</exception>
    /// <exception cref="SupersededException">A newer run of the date has begun to change what readers see.</exception>
    /// <exception cref="DateHeldException">Another run of the date, a rollback or a closing is at work just now: call again.</exception>
    /// <exception cref="RunClosedException">The run's execution has ended. Nothing was changed.</exception>
    /// <exception cref="TableConflictException">
    /// A table exists with other partition keys, or with files that the configuration's types do not read. Nothing was changed.
    /// </exception>
    [LambdaFunction(ResourceName = "IngestLandingFunction", Timeout = 900, MemorySize = 1024)]
    public Task<IngestLandingOutput> Handle(RunInput input, ILambdaContext context)
    {
        LogKeys.ForRun(input.Pipeline, input.ExecDate, input.RunId);
        return Deadline.RunAsync(context, token => IngestAsync(input, token));
    }

    private async Task<IngestLandingOutput> IngestAsync(RunInput input, CancellationToken cancellationToken)
    {
        var plan = await runs.ReadPlanAsync(input.PlanKey, cancellationToken);
        var arrived = await files.FindAsync(plan, cancellationToken);
        await PrepareCatalogAsync(plan, cancellationToken);
        await files.CopyAsync(arrived, cancellationToken);
        if (arrived.Count > 0)
        {
            await claims.HoldAsync(plan, () => PointAsync(plan, arrived, cancellationToken), cancellationToken);
        }

        return new IngestLandingOutput { Files = arrived.Count, Bytes = arrived.Sum(static file => file.Bytes) };
    }

    private async Task PointAsync(RunPlan plan, IReadOnlyList<ArrivedFile> arrived, CancellationToken cancellationToken)
    {
        await landed.KeepAsync(plan, cancellationToken);
        foreach (var target in arrived.Select(static file => file.Match.Plan).DistinctBy(static target => target.TargetLocation))
        {
            await partitions.PointAsync(
                plan, plan.Table(target.Database, target.Table), target.PartitionValues, target.TargetLocation, cancellationToken);
        }
    }

    private async Task PrepareCatalogAsync(RunPlan plan, CancellationToken cancellationToken)
    {
        foreach (var database in plan.Databases)
        {
            await tables.EnsureDatabaseAsync(database, cancellationToken);
        }

        foreach (var table in plan.Tables)
        {
            await tables.EnsureAsync(plan, table, cancellationToken);
        }

        foreach (var table in plan.Tables.Where(table => plan.FromStage is null && !plan.Publishes(table)))
        {
            // Nothing of it is published later on: statements that add to it need it as the configuration says.
            await tables.BringUpToDateAsync(plan, table, null, cancellationToken);
        }

        foreach (var crawler in plan.Crawlers)
        {
            await crawlers.EnsureAsync(crawler, cancellationToken);
        }
    }
}
