using Amazon.Lambda.Annotations;
using Amazon.Lambda.Core;
using Microsoft.Extensions.Logging;
using NodaTime;
using Sluice.Configuration;
using Sluice.Functions.Assets;
using Sluice.Functions.Catalog;
using Sluice.Functions.Contracts;
using Sluice.Functions.Publishing;
using Sluice.Planning;
using Sluice.Publishing;
using Sluice.Runs;

namespace Sluice.Functions;

/// <summary>
/// Shows readers an earlier run's rows of a date again: points its partitions back at that run's files. No state of a run; a
/// person invokes it. The next run of the date publishes over it.
/// </summary>
public sealed class Rollback(
    PipelineStore pipelines,
    RunStore runs,
    DateClaims claims,
    KeptRun files,
    TablePublisher publisher,
    CatalogPartitions partitions,
    CatalogTables tables,
    ILogger<Rollback> logger)
{
    /// <summary>Rolls back.</summary>
    /// <exception cref="InputException">The input names no date of a pipeline.</exception>
    /// <exception cref="UnknownPipelineException">It names a pipeline that does not exist and has no run of the date either.</exception>
    /// <exception cref="RollbackException">There is no such run to go back to.</exception>
    /// <exception cref="DateHeldException">Somebody else is at work on the date, or on a day of its range, just now: call again.</exception>
    [LambdaFunction(ResourceName = "RollbackFunction", Timeout = 900, MemorySize = 1024)]
    public Task<RollbackOutput> Handle(RollbackInput input, ILambdaContext context)
    {
        LogKeys.ForRun(input.Pipeline, input.ExecDate, input.RunId);
        return Deadline.RunAsync(context, token => RollBackAsync(input, context.AwsRequestId, token));
    }

    private async Task<RollbackOutput> RollBackAsync(RollbackInput input, string requestId, CancellationToken cancellationToken)
    {
        if (!PipelineName.IsValid(input.Pipeline) || !ExecDate.TryParse(input.ExecDate, out var execDate))
        {
            throw new InputException(
                $"pipeline is '{input.Pipeline}' and exec_date '{input.ExecDate}'. Expected a pipeline's name and a date that exists, yyyy-MM-dd.");
        }

        if ((await runs.OfDateAsync(input.Pipeline, execDate, cancellationToken)).NewestPublished is not { } last)
        {
            throw await NothingPublishedAsync(input, cancellationToken);
        }

        // What the newest run says of its tables' keys and days holds for all.
        var newest = await PlanAsync(last, input.Pipeline, execDate, cancellationToken);
        if (newest.StagedTables.Count == 0)
        {
            throw RollbackException.NoTables($"{input.Pipeline} {input.ExecDate}", $"its newest run, {newest.RunId}, replaces");
        }

        var holder = DateClaim.HolderOfRollback(requestId);
        return await claims.HoldForRollbackAsync(
            newest, holder, held => ChooseAndShowAsync(input, newest, held, cancellationToken), cancellationToken);
    }

    /// <summary>Why there is nothing to go back to. Of a pipeline that does not exist, and of one that publishes no table, there never will be.</summary>
    private async Task<SluiceException> NothingPublishedAsync(RollbackInput input, CancellationToken cancellationToken)
    {
        try
        {
            if (await pipelines.FindAsync(input.Pipeline, cancellationToken) is not { } configuration)
            {
                return await pipelines.UnknownAsync(input.Pipeline, cancellationToken);
            }

            if (configuration.Etl.All(static etl => etl.Write == WriteMode.Append))
            {
                return RollbackException.NoTables($"{input.Pipeline} {input.ExecDate}", "the pipeline replaces");
            }
        }
        catch (ConfigurationException)
        {
            // The next run of it says so. That none has published is true all the same.
        }

        return new RollbackException($"No run of {input.Pipeline} {input.ExecDate} has published anything. Run it: there is nothing to go back to.");
    }

    /// <summary>While nothing else of the date can be published or removed: what is found to be there still is when readers see it.</summary>
    private async Task<RollbackOutput> ChooseAndShowAsync(RollbackInput input, RunPlan newest, HeldDates held, CancellationToken cancellationToken)
    {
        var ofDate = await runs.OfDateAsync(input.Pipeline, newest.ExecDate, cancellationToken);
        var kept = new Dictionary<string, KeptTables>(StringComparer.Ordinal);
        foreach (var run in ofDate.Published)
        {
            if (await FilesAsync(await PlanAsync(run, input.Pipeline, newest.ExecDate, cancellationToken), newest, cancellationToken) is { } found)
            {
                kept[run] = found;
            }
        }

        // A run that failed in the midst of publishing is seen too.
        var shown = await ShownAsync(newest, ofDate.All, cancellationToken);
        var chosen = RollbackChoice.Of(
            $"{input.Pipeline} {input.ExecDate}",
            input.RunId,
            shown,
            ofDate,
            kept.Keys,
            await runs.WhyUnpublishedAsync(input.Pipeline, newest.ExecDate, ofDate, cancellationToken));
        var (plan, locations) = kept[chosen];
        await held.AddSharedDaysAsync(plan, cancellationToken);
        var output = await ShowAsync(await TargetsAsync(newest, plan, locations.Keys, cancellationToken), plan, locations, ofDate.All, cancellationToken);
        logger.RolledBack(chosen, shown ?? "none");
        return new RollbackOutput
        {
            Pipeline = input.Pipeline,
            ExecDate = input.ExecDate,
            RunId = chosen,
            FromRunId = shown,
            Published = [.. output.Select(static table => table.ForState())],
        };
    }

    private Task<RunPlan> PlanAsync(string runId, string pipeline, LocalDate execDate, CancellationToken cancellationToken) =>
        runs.ReadPlanAsync(new RunKeys(pipeline, execDate, runId).Plan, cancellationToken);

    /// <summary>A run's files by table; null when some are gone, or when it staged other tables than the newest run does.</summary>
    private async Task<KeptTables?> FilesAsync(RunPlan plan, RunPlan newest, CancellationToken cancellationToken)
    {
        var published = await runs.FindPublishedAsync(plan, cancellationToken);
        var found = new Dictionary<StagedTablePlan, IReadOnlyList<PartitionLocation>>();
        foreach (var staged in newest.StagedTables)
        {
            var own = plan.StagedTables.FirstOrDefault(table => table.Database == staged.Database && table.Table == staged.Table);
            var shown = published?.Published.FirstOrDefault(table => table.Table == $"{staged.Database}.{staged.Table}");
            if (own is null || shown is null
                || await files.FindAsync(
                    own, newest.Table(staged.Database, staged.Table).PartitionKeys, shown.PartitionCount, shown.Rows, cancellationToken) is not { } locations)
            {
                return null;
            }

            found[own] = locations;
        }

        return found.Count == 0 ? null : new KeptTables(plan, found);
    }

    /// <summary>The run of the date whose files readers see; where they see none, the newest that published nothing.</summary>
    private async Task<string?> ShownAsync(RunPlan newest, IReadOnlyList<string> runsOfDate, CancellationToken cancellationToken)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var staged in newest.StagedTables)
        {
            var target = newest.Table(staged.Database, staged.Table);
            IEnumerable<string> locations = target.PartitionKeys.Count == 0
                ? [(await tables.GetAsync(staged.Database, staged.Table, cancellationToken)).StorageDescriptor?.Location ?? ""]
                : (await partitions.ListAsync(
                    staged.Database,
                    staged.Table,
                    cancellationToken,
                    Publisher.PresentFilter(target, newest.ExecDate, newest.DaysOf(staged.Database, staged.Table)))).Select(static partition => partition.Location);
            seen.UnionWith(locations.Select(Retention.RunIdOf).OfType<string>());
        }

        if (runsOfDate.LastOrDefault(seen.Contains) is { } shown)
        {
            return shown;
        }

        var output = await runs.FindPublishedAsync(newest, cancellationToken);
        return output?.Published.All(static table => table.Rows == 0) == true ? newest.RunId : null;
    }

    /// <summary>
    /// The tables as they are, which they stay: columns that came since, with this date's runs or others', are NULL in older rows. All are
    /// looked at before the first is pointed.
    /// </summary>
    /// <exception cref="RollbackException">One cannot be read with what the run wrote.</exception>
    private async Task<IReadOnlyList<TablePlan>> TargetsAsync(
        RunPlan newest, RunPlan plan, IEnumerable<StagedTablePlan> stagedTables, CancellationToken cancellationToken)
    {
        var targets = new List<TablePlan>();
        foreach (var staged in stagedTables)
        {
            var target = await tables.AsItIsAsync(newest.Table(staged.Database, staged.Table), cancellationToken);
            var written = plan.Table(staged.Database, staged.Table);
            var (run, name) = ($"Run {plan.RunId} of {plan.Pipeline} {ExecDate.Format(plan.ExecDate)}", $"{staged.Database}.{staged.Table}");
            if (written.Storage.SerializationLibrary != target.Storage.SerializationLibrary)
            {
                throw RollbackException.Unreadable(run, name, $"{written.Format.ToString().ToLowerInvariant()} files", "another format");
            }

            if (TypeConflict.Find(written.Format, written.Columns, target.Columns) is { } conflict)
            {
                throw RollbackException.Unreadable(run, name, $"column {conflict.Column} as {conflict.Written}", conflict.Wanted);
            }

            targets.Add(target);
        }

        return targets;
    }

    private async Task<IReadOnlyList<PublishedTable>> ShowAsync(
        IReadOnlyList<TablePlan> targets,
        RunPlan plan,
        IReadOnlyDictionary<StagedTablePlan, IReadOnlyList<PartitionLocation>> locations,
        IReadOnlyCollection<string> runsOfDate,
        CancellationToken cancellationToken)
    {
        var rows = (await runs.FindPublishedAsync(plan, cancellationToken))!.Published.ToDictionary(static table => table.Table); // it is among those that published
        var output = new List<PublishedTable>();
        foreach (var (staged, found) in locations)
        {
            var name = $"{staged.Database}.{staged.Table}";
            var (target, days) = (targets.First(table => table.Database == staged.Database && table.Name == staged.Table), plan.DaysOf(staged.Database, staged.Table));
            var shown = await publisher.ShowAsync(
                target, plan, staged, found, partition => Publisher.IsOfAnotherDate(target, plan.ExecDate, days, runsOfDate, partition), cancellationToken);
            output.Add(shown.ToTable(name, rows[name].Rows));
            logger.Published(name, shown.Partitions.Count, rows[name].Rows, shown.Left.Count);
        }

        return output;
    }

    private sealed record KeptTables(RunPlan Plan, IReadOnlyDictionary<StagedTablePlan, IReadOnlyList<PartitionLocation>> Locations);
}
