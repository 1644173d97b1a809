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
        var date = $"{input.Pipeline} {input.ExecDate}";
        var ofDate = await runs.OfDateAsync(input.Pipeline, newest.ExecDate, cancellationToken);
        var plans = await PlansAsync(ofDate, newest, cancellationToken);
        var present = await PresentAsync(newest, plans.Values, cancellationToken);
        var unusable = (await runs.WhyUnpublishedAsync(input.Pipeline, newest.ExecDate, ofDate, cancellationToken))
            .ToDictionary(static pair => pair.Key, pair => $"Run {pair.Key} of {date} {pair.Value}.", StringComparer.Ordinal);
        var kept = new Dictionary<string, KeptTables>(StringComparer.Ordinal);
        foreach (var run in ofDate.Published)
        {
            var (found, why) = await FilesAsync(plans[run], newest, cancellationToken);
            if (found is null)
            {
                unusable[run] = why;
            }
            else
            {
                kept[run] = found;
            }
        }

        var shown = await ShownAsync(newest, present, ofDate, cancellationToken);
        var chosen = RollbackChoice.Of(
            date, input.RunId, shown, ofDate, kept.Keys, kept.Values.Where(run => IsShown(run, newest, present, ofDate)).Select(static run => run.Plan.RunId).ToHashSet(), unusable);
        var tables = kept[chosen];
        await held.AddSharedDaysAsync(tables.Plan, cancellationToken);
        var output = await ShowAsync(tables, newest, present, ofDate, cancellationToken);
        logger.RolledBack(chosen, shown ?? "none");
        return new RollbackOutput
        {
            Pipeline = input.Pipeline,
            ExecDate = input.ExecDate,
            RunId = chosen,
            FromRunId = shown,
            Published = PublishedTable.ForState(output),
        };
    }

    private Task<RunPlan> PlanAsync(string runId, string pipeline, LocalDate execDate, CancellationToken cancellationToken) =>
        runs.ReadPlanAsync(new RunKeys(pipeline, execDate, runId).Plan, cancellationToken);

    /// <summary>The plans of the date's runs, of those that have one: a run that was refused has none, and wrote nothing.</summary>
    private async Task<IReadOnlyDictionary<string, RunPlan>> PlansAsync(RunsOfDate ofDate, RunPlan newest, CancellationToken cancellationToken)
    {
        var plans = new Dictionary<string, RunPlan>(StringComparer.Ordinal);
        foreach (var run in ofDate.All)
        {
            if (await runs.FindPlanAsync(new RunKeys(newest.Pipeline, newest.ExecDate, run).Plan, cancellationToken) is { } plan)
            {
                plans[run] = plan;
            }
        }

        return plans;
    }

    /// <summary>What readers see of the newest run's tables, on all days that a run of the date has covered.</summary>
    private async Task<IReadOnlyDictionary<(string Database, string Table), IReadOnlyList<PartitionLocation>>> PresentAsync(
        RunPlan newest, IEnumerable<RunPlan> plans, CancellationToken cancellationToken)
    {
        var present = new Dictionary<(string, string), IReadOnlyList<PartitionLocation>>();
        foreach (var staged in newest.StagedTables)
        {
            var days = plans.SelectMany(plan => plan.DaysOf(staged.Database, staged.Table)).Distinct().ToList();
            var target = newest.Table(staged.Database, staged.Table);
            present[(staged.Database, staged.Table)] =
                await publisher.PresentAsync(target, Publisher.PresentFilter(target, newest.ExecDate, days), cancellationToken);
        }

        return present;
    }

    /// <summary>
    /// A run's files, of the tables that it wrote and the newest run replaces; none, and why, when it wrote no such table, or when
    /// files are gone.
    /// </summary>
    private async Task<(KeptTables? Tables, string Why)> FilesAsync(RunPlan plan, RunPlan newest, CancellationToken cancellationToken)
    {
        var run = $"{plan.RunId} of {plan.Pipeline} {ExecDate.Format(plan.ExecDate)}";
        var published = await runs.FindPublishedAsync(plan, cancellationToken);
        var found = new List<KeptTable>();
        foreach (var staged in newest.StagedTables)
        {
            if (plan.StagedTables.FirstOrDefault(table => table.Database == staged.Database && table.Table == staged.Table) is not { } own)
            {
                continue; // came with a later run
            }

            if (published?.Published.FirstOrDefault(table => table.Table == $"{staged.Database}.{staged.Table}") is not { } shown
                || await files.FindAsync(
                    own, newest.Table(staged.Database, staged.Table).PartitionKeys, shown.PartitionCount, shown.Rows, cancellationToken) is not { } locations)
            {
                return (null, $"The files of run {run} are gone: retention_runs in pipeline.json says how many runs' files stay.");
            }

            found.Add(new KeptTable(own, locations, shown.Rows));
        }

        return found.Count > 0
            ? (new KeptTables(plan, found), "")
            : (null, $"Run {run} wrote none of the tables that the date's newest run replaces: {string.Join(", ", newest.StagedTables.Select(static staged => $"{staged.Database}.{staged.Table}"))}.");
    }

    /// <summary>The run of the date whose files readers see; where they see none, the newest that published nothing.</summary>
    private async Task<string?> ShownAsync(
        RunPlan newest,
        IReadOnlyDictionary<(string, string), IReadOnlyList<PartitionLocation>> present,
        RunsOfDate ofDate,
        CancellationToken cancellationToken)
    {
        var seen = present.Values.SelectMany(static table => table).Select(static partition => Retention.RunIdOf(partition.Location)).ToHashSet(StringComparer.Ordinal);
        if (ofDate.All.LastOrDefault(seen.Contains) is { } shown)
        {
            return shown;
        }

        var output = await runs.FindPublishedAsync(newest, cancellationToken);
        return output?.Published.All(static table => table.Rows == 0) == true ? newest.RunId : null;
    }

    /// <summary>Whether showing a run changes nothing: readers see it, as far as other dates leave it the days.</summary>
    private static bool IsShown(
        KeptTables run, RunPlan newest, IReadOnlyDictionary<(string, string), IReadOnlyList<PartitionLocation>> present, RunsOfDate ofDate) =>
        run.Tables.All(table => Change(run.Plan, newest.Table(table.Staged.Database, table.Staged.Table), table, present, ofDate).IsEmpty);

    private static TableChange Change(
        RunPlan run,
        TablePlan target,
        KeptTable table,
        IReadOnlyDictionary<(string, string), IReadOnlyList<PartitionLocation>> present,
        RunsOfDate ofDate)
    {
        var (database, name) = (table.Staged.Database, table.Staged.Table);
        return TablePublisher.Plan(
            run,
            target,
            table.Staged,
            table.Partitions,
            present[(database, name)],
            partition => Publisher.IsOfAnotherDate(target, run.ExecDate, run.DaysOf(database, name), ofDate.All, partition));
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
        KeptTables run,
        RunPlan newest,
        IReadOnlyDictionary<(string, string), IReadOnlyList<PartitionLocation>> present,
        RunsOfDate ofDate,
        CancellationToken cancellationToken)
    {
        var targets = await TargetsAsync(newest, run.Plan, run.Tables.Select(static table => table.Staged), cancellationToken);
        var changes = run.Tables.Zip(targets, (table, target) => (Table: table, Change: Change(run.Plan, target, table, present, ofDate))).ToList();
        var output = new List<PublishedTable>();
        foreach (var (table, change) in changes)
        {
            var name = $"{table.Staged.Database}.{table.Staged.Table}";
            var shown = await publisher.ApplyAsync(change, cancellationToken);
            var others = Publisher.OtherRunsLeft(change.Target, change.Partitions, present[(table.Staged.Database, table.Staged.Table)], run.Plan.RunId, ofDate.All);
            shown = shown with { Left = [.. shown.Left.Union(others, StringComparer.Ordinal).Order(StringComparer.Ordinal)] };
            output.Add(shown.ToTable(name, table.Rows));
            logger.Published(name, shown.Partitions.Count, table.Rows, shown.Left.Count);
        }

        foreach (var staged in newest.StagedTables.Where(staged => !run.Tables.Any(table => table.Staged.Database == staged.Database && table.Staged.Table == staged.Table)))
        {
            output.Add(ShownPartitions.TableStays.ToTable($"{staged.Database}.{staged.Table}", rows: 0));
        }

        return output;
    }

    private sealed record KeptTable(StagedTablePlan Staged, IReadOnlyList<PartitionLocation> Partitions, long Rows);

    private sealed record KeptTables(RunPlan Plan, IReadOnlyList<KeptTable> Tables);
}
