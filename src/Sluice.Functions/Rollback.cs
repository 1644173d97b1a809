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
    KeptRuns kept,
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
        return Deadline.RunAsync(context, token => RollBackAsync(input, token));
    }

    private async Task<RollbackOutput> RollBackAsync(RollbackInput input, CancellationToken cancellationToken)
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
        var newest = await runs.ReadPlanAsync(new RunKeys(input.Pipeline, execDate, last).Plan, cancellationToken);
        if (newest.StagedTables.Count == 0)
        {
            throw RollbackException.NoTables($"{input.Pipeline} {input.ExecDate}", $"its newest run, {newest.RunId}, replaces");
        }

        return await claims.HoldForRollbackAsync(newest, held => ChooseAndShowAsync(input, newest, held, cancellationToken), cancellationToken);
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
        var plans = await kept.PlansAsync(newest, ofDate, cancellationToken);
        var present = await PresentAsync(newest, plans.Values, cancellationToken);
        var (candidates, unusable) = await kept.FindAsync(newest, ofDate, plans, cancellationToken);
        var shown = await ShownAsync(newest, present, ofDate, cancellationToken);
        var same = candidates.Where(run => IsShown(run.Value, newest, present, ofDate)).Select(static run => run.Key).ToHashSet(StringComparer.Ordinal);
        var chosen = RollbackChoice.Of($"{input.Pipeline} {input.ExecDate}", input.RunId, shown, ofDate, [.. candidates.Keys], same, unusable);

        // What other dates own as well is looked at again once they cannot change it.
        await held.AddSharedDaysAsync(candidates[chosen].Plan, cancellationToken);
        present = await PresentAsync(newest, plans.Values, cancellationToken);
        var output = await ShowAsync(candidates[chosen], newest, present, ofDate, cancellationToken);
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
}
