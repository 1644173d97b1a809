using Sluice.Functions.Assets;
using Sluice.Planning;
using Sluice.Publishing;
using Sluice.Runs;

namespace Sluice.Functions.Publishing;

/// <summary>Finds the runs of a date that can be shown again: those whose files are there, of the tables that the newest run replaces.</summary>
public sealed class KeptRuns(RunStore runs, KeptRun files)
{
    /// <summary>The runs, and why each of the date's others is none of them, a sentence.</summary>
    /// <param name="newest">The date's newest run that has published: what it says of the tables' keys holds for all.</param>
    /// <param name="ofDate">The date's runs.</param>
    /// <param name="plans">Their plans, by run.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public async Task<(IReadOnlyDictionary<string, KeptTables> Kept, IReadOnlyDictionary<string, string> Unusable)> FindAsync(
        RunPlan newest, RunsOfDate ofDate, IReadOnlyDictionary<string, RunPlan> plans, CancellationToken cancellationToken)
    {
        var date = $"{newest.Pipeline} {ExecDate.Format(newest.ExecDate)}";
        var kept = new Dictionary<string, KeptTables>(StringComparer.Ordinal);
        var unusable = (await runs.WhyUnpublishedAsync(newest.Pipeline, newest.ExecDate, ofDate, cancellationToken))
            .ToDictionary(static pair => pair.Key, pair => $"Run {pair.Key} of {date} {pair.Value}.", StringComparer.Ordinal);
        foreach (var run in ofDate.Published)
        {
            var (found, why) = plans.TryGetValue(run, out var plan)
                ? await FilesAsync(plan, newest, cancellationToken)
                : (null, $"The plan of run {run} of {date} is gone, which says where its files are.");
            if (found is null)
            {
                unusable[run] = why;
            }
            else
            {
                kept[run] = found;
            }
        }

        return (kept, unusable);
    }

    /// <summary>The plans of the date's runs, of those that have one: a run that was refused has none, and wrote nothing.</summary>
    public async Task<IReadOnlyDictionary<string, RunPlan>> PlansAsync(RunPlan newest, RunsOfDate ofDate, CancellationToken cancellationToken)
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
}

/// <summary>What a run wrote of a table, and where it still is.</summary>
/// <param name="Staged">Where the run's files for the table are.</param>
/// <param name="Partitions">The partitions that it wrote; of an unpartitioned table one without values.</param>
/// <param name="Rows">The rows that it wrote.</param>
public sealed record KeptTable(StagedTablePlan Staged, IReadOnlyList<PartitionLocation> Partitions, long Rows);

/// <summary>A run that can be shown again.</summary>
/// <param name="Plan">Its plan.</param>
/// <param name="Tables">Its tables, of those that the date's newest run replaces.</param>
public sealed record KeptTables(RunPlan Plan, IReadOnlyList<KeptTable> Tables);
