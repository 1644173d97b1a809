using NodaTime;

namespace Sluice.Staging;

/// <summary>Splits days into statements that Athena accepts.</summary>
public static class DateRangeSplit
{
    /// <summary>The most partitions that one INSERT INTO may write: https://docs.aws.amazon.com/athena/latest/ug/ctas-insert-into.html</summary>
    public const int PartitionLimit = 100;

    /// <summary>Intervals of whole days that cover the range once, in order, none with more than the limit's partitions.</summary>
    /// <param name="range">The days, both ends included.</param>
    /// <param name="partitionsPerDay">How many partitions a day can have, 1 to <see cref="PartitionLimit"/>.</param>
    public static IReadOnlyList<DateInterval> Split(DateInterval range, int partitionsPerDay)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(partitionsPerDay, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(partitionsPerDay, PartitionLimit);
        var days = PartitionLimit / partitionsPerDay;
        var parts = new List<DateInterval>();
        for (var start = range.Start; start <= range.End; start = start.PlusDays(days))
        {
            parts.Add(new DateInterval(start, LocalDate.Min(start.PlusDays(days - 1), range.End)));
        }

        return parts;
    }
}
