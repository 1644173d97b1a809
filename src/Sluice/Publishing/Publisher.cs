using NodaTime;
using Sluice.Planning;
using Sluice.Runs;

namespace Sluice.Publishing;

/// <summary>Compares what a run staged with what its table shows, and says what to change.</summary>
/// <remarks>
/// A run owns days, all their partitions and no other: what it did not stage of them is dropped, and a staged partition of
/// another day is an error, because publishing it would replace what that day's run published, with no trace there. In a
/// table with an exec_date key it owns its exec_date; in one with the keys year, month and day the days of its statements'
/// date ranges, which runs of other dates may own, too: a day of which anything shows a newer run stays as it is, all of it, so that
/// no day mixes runs. In any other table partitions are created and updated, never dropped.
/// </remarks>
public static class Publisher
{
    /// <summary>Glue's expression for the partitions that <see cref="Plan"/> needs of the table; null for all.</summary>
    /// <param name="table">The table.</param>
    /// <param name="execDate">The run's date.</param>
    /// <param name="days">The days of its statements' date ranges for this table; empty when they have none.</param>
    public static string? PresentFilter(TablePlan table, LocalDate execDate, IReadOnlyList<DateInterval> days) =>
        OwnedDays.Of(table, execDate, days)?.Filter;

    /// <summary>The days that the run replaces and that are other dates' as well: whoever changes their partitions holds them, day by day.</summary>
    public static IReadOnlyList<LocalDate> SharedDays(RunPlan plan) =>
    [
        .. plan.StagedTables
            .Where(staged => OwnedDays.Of(plan.Table(staged.Database, staged.Table), plan.ExecDate, plan.DaysOf(staged.Database, staged.Table)) is { IsDate: false })
            .SelectMany(staged => plan.DaysOf(staged.Database, staged.Table))
            .SelectMany(static range => range)
            .Where(day => day != plan.ExecDate)
            .Distinct()
            .Order(),
    ];

    /// <summary>Whether a day's partition shows a newer run than one: a run of another date, since those of its own are in order.</summary>
    /// <param name="runId">The run.</param>
    /// <param name="partition">The partition as readers see it.</param>
    public static bool ShowsNewerRun(string runId, PartitionLocation partition) =>
        Retention.RunIdOf(partition.Location) is { } shown && Runs.RunId.IsLater(shown, runId);

    /// <summary>Whether a partition is another date's as far as a rollback is concerned: its day is not the run's own, and readers see no run of its date.</summary>
    /// <param name="table">The table.</param>
    /// <param name="execDate">The date that is rolled back.</param>
    /// <param name="days">The days of its range.</param>
    /// <param name="runsOfDate">All runs of the date.</param>
    /// <param name="partition">The partition as readers see it.</param>
    public static bool IsOfAnotherDate(
        TablePlan table, LocalDate execDate, IReadOnlyList<DateInterval> days, IReadOnlyCollection<string> runsOfDate, PartitionLocation partition) =>
        OwnedDays.Of(table, execDate, days) is { IsDate: false } owned
        && owned.DayOf(partition.Values) != execDate
        && Retention.RunIdOf(partition.Location) is { } shown && !runsOfDate.Contains(shown);

    /// <summary>
    /// The partitions whose files readers go on reading once a run has published, so that they have to stay readable by what the run
    /// makes of the table. A landing table's are all of them: a run that fails points its own back to the files before.
    /// </summary>
    /// <param name="run">The run.</param>
    /// <param name="table">The table.</param>
    /// <param name="present">All of the table's partitions; of an unpartitioned table itself, without values.</param>
    public static IReadOnlyList<DescribedPartition> Remaining(RunPlan run, TablePlan table, IReadOnlyList<DescribedPartition> present)
    {
        if (table.PartitionKeys.Count == 0 && present.All(static partition => partition.Place.Location.EndsWith("/" + TablePlan.BeforeAnyRun, StringComparison.Ordinal)))
        {
            return [];
        }

        if (!run.StagedTables.Any(staged => staged.Database == table.Database && staged.Table == table.Name))
        {
            return present;
        }

        if (table.PartitionKeys.Count == 0)
        {
            return [];
        }

        if (OwnedDays.Of(table, run.ExecDate, run.DaysOf(table.Database, table.Name)) is not { } owned)
        {
            // Which partitions the run is going to write is known when it has.
            return present;
        }

        var daysLeft = DaysLeft(owned, present.Select(static partition => partition.Place), partition => ShowsNewerRun(run.RunId, partition));
        return [.. present.Where(partition => !owned.Include(partition.Place) || daysLeft.Contains(owned.DayOf(partition.Place.Values)))];
    }

    /// <summary>The change for a partitioned table.</summary>
    /// <param name="table">The table.</param>
    /// <param name="execDate">The run's date.</param>
    /// <param name="days">The days of its statements' date ranges for this table; empty when they have none.</param>
    /// <param name="staged">The staged table's partitions.</param>
    /// <param name="present">The table's partitions; those of days that the run does not own may be left out.</param>
    /// <param name="stays">Which of them keep their days as they are, with all partitions, although the run owns these: others own them, too.</param>
    /// <exception cref="PublishingException">A staged partition is of a day that the run does not own.</exception>
    public static PublishingPlan Plan(
        TablePlan table,
        LocalDate execDate,
        IReadOnlyList<DateInterval> days,
        IEnumerable<PartitionLocation> staged,
        IEnumerable<PartitionLocation> present,
        Func<PartitionLocation, bool>? stays = null)
    {
        var keys = table.PartitionKeys.Select(key => key.Name).ToList();
        var owned = OwnedDays.Of(table, execDate, days);
        var stagedByName = ByName(staged, keys);
        if (owned is not null && stagedByName.FirstOrDefault(pair => !owned.Include(pair.Value)) is { Key: { } stray })
        {
            throw new PublishingException(
                $"The run for exec_date {ExecDate.Format(execDate)} staged the partition {stray} of {table.Database}.{table.Name}. "
                + $"It may publish {owned.Rule} Nothing was published.");
        }

        var presentByName = ByName(present, keys);
        var daysLeft = owned is null || stays is null ? [] : DaysLeft(owned, presentByName.Values, stays);
        var left = stagedByName.Concat(presentByName)
            .Where(pair => daysLeft.Count > 0 && daysLeft.Contains(owned!.DayOf(pair.Value.Values))) // owned: there are no such days without
            .Select(static pair => pair.Key)
            .ToHashSet(StringComparer.Ordinal);
        return new PublishingPlan
        {
            Left = [.. left.Order(StringComparer.Ordinal)],
            Create = Batches(stagedByName.Where(pair => !presentByName.ContainsKey(pair.Key) && !left.Contains(pair.Key)), PublishingPlan.BatchSize),
            Update = Batches(
                stagedByName.Where(pair => presentByName.TryGetValue(pair.Key, out var there) && !left.Contains(pair.Key) && !SameLocation(there.Location, pair.Value.Location)),
                PublishingPlan.BatchSize),
            Drop = owned is null
                ? []
                : Batches(
                    presentByName.Where(pair => owned.Include(pair.Value) && !stagedByName.ContainsKey(pair.Key) && !left.Contains(pair.Key)),
                    PublishingPlan.DropBatchSize),
        };
    }

    /// <summary>The days that are other dates' as well and stay as they are, since a partition of them does.</summary>
    private static HashSet<LocalDate?> DaysLeft(OwnedDays owned, IEnumerable<PartitionLocation> present, Func<PartitionLocation, bool> stays) =>
        owned.IsDate
            ? []
            : [.. present.Where(partition => owned.Include(partition) && stays(partition)).Select(partition => owned.DayOf(partition.Values))];

    /// <summary>Partitions by their name, <c>exec_date=2026-11-21/region=be</c>, sorted by it.</summary>
    private static SortedDictionary<string, PartitionLocation> ByName(IEnumerable<PartitionLocation> partitions, List<string> keys)
    {
        var byName = new SortedDictionary<string, PartitionLocation>(StringComparer.Ordinal);
        foreach (var partition in partitions)
        {
            byName[string.Join('/', keys.Zip(partition.Values, (key, value) => $"{key}={value}"))] = partition;
        }

        return byName;
    }

    private static List<PartitionLocation[]> Batches(IEnumerable<KeyValuePair<string, PartitionLocation>> partitions, int size) =>
        [.. partitions.Select(pair => pair.Value).Chunk(size)];

    /// <summary>Glue keeps a location as it was given, with or without the slash.</summary>
    private static bool SameLocation(string one, string other) => one.TrimEnd('/') == other.TrimEnd('/');
}
