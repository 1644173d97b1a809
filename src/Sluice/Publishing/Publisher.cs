using NodaTime;
using Sluice.Planning;
using Sluice.Runs;

namespace Sluice.Publishing;

/// <summary>Compares what a run staged with what its table shows, and says what to change.</summary>
/// <remarks>
/// A run owns days, all their partitions and no other: what it did not stage of them is dropped, and a staged partition of
/// another day is an error, because publishing it would replace what that day's run published, with no trace there. In a
/// table with an exec_date key it owns its exec_date; in one with the keys year, month and day the days of its statements'
/// date ranges. In any other table partitions are created and updated, never dropped.
/// </remarks>
public static class Publisher
{
    /// <summary>Glue's expression for the partitions that <see cref="Plan"/> needs of the table; null for all.</summary>
    /// <param name="table">The table.</param>
    /// <param name="execDate">The run's date.</param>
    /// <param name="days">The days of its statements' date ranges for this table; empty when they have none.</param>
    public static string? PresentFilter(TablePlan table, LocalDate execDate, IReadOnlyList<DateInterval> days) =>
        OwnedDays.Of(table, execDate, days)?.Filter;

    /// <summary>The change for a partitioned table.</summary>
    /// <param name="table">The table.</param>
    /// <param name="execDate">The run's date.</param>
    /// <param name="days">The days of its statements' date ranges for this table; empty when they have none.</param>
    /// <param name="staged">The staged table's partitions.</param>
    /// <param name="present">The table's partitions; those of days that the run does not own may be left out.</param>
    /// <exception cref="PublishingException">A staged partition is of a day that the run does not own.</exception>
    public static PublishingPlan Plan(
        TablePlan table,
        LocalDate execDate,
        IReadOnlyList<DateInterval> days,
        IEnumerable<PartitionLocation> staged,
        IEnumerable<PartitionLocation> present)
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
        return new PublishingPlan
        {
            Create = Batches(stagedByName.Where(pair => !presentByName.ContainsKey(pair.Key)), PublishingPlan.BatchSize),
            Update = Batches(
                stagedByName.Where(pair => presentByName.TryGetValue(pair.Key, out var there) && !SameLocation(there.Location, pair.Value.Location)),
                PublishingPlan.BatchSize),
            Drop = owned is null
                ? []
                : Batches(
                    presentByName.Where(pair => owned.Include(pair.Value) && !stagedByName.ContainsKey(pair.Key)),
                    PublishingPlan.DropBatchSize),
        };
    }

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
