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
/// no day mixes runs. In any other table partitions are created and updated, never dropped; a partition that shows a newer run of
/// another date stays, and so does an unpartitioned table.
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

    /// <summary>
    /// Whether the run replaces partitions that all dates replace, because their keys tell no day: whoever changes them holds them. An
    /// unpartitioned table is safe without: it is changed in the version that was looked at.
    /// </summary>
    public static bool SharesPartitions(RunPlan plan) => plan.StagedTables.Any(staged =>
        plan.Table(staged.Database, staged.Table) is { PartitionKeys.Count: > 0 } table
        && OwnedDays.Of(table, plan.ExecDate, plan.DaysOf(staged.Database, staged.Table)) is null);

    /// <summary>Whether a partition shows a newer run than one: a run of another date, since those of its own are in order.</summary>
    /// <param name="runId">The run.</param>
    /// <param name="partition">The partition as readers see it; an unpartitioned table without values.</param>
    public static bool ShowsNewerRun(string runId, PartitionLocation partition) =>
        Retention.RunIdOf(partition.Location) is { } shown && Runs.RunId.IsLater(shown, runId);

    /// <summary>
    /// Whether a partition is another date's as far as a rollback is concerned: its day, if its keys tell one, is not the run's own, and
    /// readers see no run of its date.
    /// </summary>
    /// <param name="table">The table.</param>
    /// <param name="execDate">The date that is rolled back.</param>
    /// <param name="days">The days of its range.</param>
    /// <param name="runsOfDate">All runs of the date.</param>
    /// <param name="partition">The partition as readers see it; an unpartitioned table without values.</param>
    public static bool IsOfAnotherDate(
        TablePlan table, LocalDate execDate, IReadOnlyList<DateInterval> days, IReadOnlyCollection<string> runsOfDate, PartitionLocation partition) =>
        (OwnedDays.Of(table, execDate, days) is not { } owned || (!owned.IsDate && owned.DayOf(partition.Values) != execDate))
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
    /// <param name="stays">
    /// Which of them stay as they are, although the run owns or staged them: others own them, too. Where keys tell days, their days stay
    /// with all partitions.
    /// </param>
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
        var left = stays is null ? [] : Left(owned, stagedByName, presentByName, stays);
        return new PublishingPlan
        {
            Left = [.. left.Order(StringComparer.Ordinal)],
            Create = Batches(stagedByName.Where(pair => !presentByName.ContainsKey(pair.Key) && !left.Contains(pair.Key)), PublishingPlan.BatchSize),
            Update = Batches(
                stagedByName.Where(pair => presentByName.TryGetValue(pair.Key, out var there) && !left.Contains(pair.Key) && !IsSameLocation(there.Location, pair.Value.Location)),
                PublishingPlan.BatchSize),
            Drop = owned is null
                ? []
                : Batches(
                    presentByName.Where(pair => owned.Include(pair.Value) && !stagedByName.ContainsKey(pair.Key) && !left.Contains(pair.Key)),
                    PublishingPlan.DropBatchSize),
        };
    }

    /// <summary>
    /// The names of partitions that go on showing other runs of a date once one of its runs is shown: of days that this one did not cover.
    /// </summary>
    /// <param name="table">The table.</param>
    /// <param name="change">What showing it does.</param>
    /// <param name="present">The table's partitions before.</param>
    /// <param name="runId">The run.</param>
    /// <param name="runsOfDate">All runs of the date.</param>
    public static IReadOnlyList<string> OtherRunsLeft(
        TablePlan table, PublishingPlan change, IEnumerable<PartitionLocation> present, string runId, IReadOnlyCollection<string> runsOfDate)
    {
        var keys = table.PartitionKeys.Select(static key => key.Name).ToList();
        if (keys.Count == 0)
        {
            return [];
        }

        var changed = ByName(change.Update.Concat(change.Drop).SelectMany(static batch => batch), keys).Keys;
        return
        [
            .. ByName(present.Where(partition => Retention.RunIdOf(partition.Location) is { } shown && shown != runId && runsOfDate.Contains(shown)), keys)
                .Keys.Except(changed, StringComparer.Ordinal),
        ];
    }

    /// <summary>Whether two locations are the same: Glue keeps one as it was given, with or without the slash.</summary>
    public static bool IsSameLocation(string one, string other) => one.TrimEnd('/') == other.TrimEnd('/');

    private static HashSet<string> Left(
        OwnedDays? owned,
        SortedDictionary<string, PartitionLocation> staged,
        SortedDictionary<string, PartitionLocation> present,
        Func<PartitionLocation, bool> stays)
    {
        if (owned is null)
        {
            return [.. present.Where(pair => staged.ContainsKey(pair.Key) && stays(pair.Value)).Select(static pair => pair.Key)];
        }

        var days = DaysLeft(owned, present.Values, stays);
        return days.Count == 0 ? [] : [.. staged.Concat(present).Where(pair => days.Contains(owned.DayOf(pair.Value.Values))).Select(static pair => pair.Key)];
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
}
