using System.Globalization;
using NodaTime;
using Sluice.Planning;
using Sluice.Runs;

namespace Sluice.Publishing;

/// <summary>The days of a table whose partitions a run replaces, all of them.</summary>
internal sealed class OwnedDays
{
    private const string DateKey = "exec_date";
    private static readonly string[] DayKeys = ["year", "month", "day"];

    // Of another key, one that the expression does not name too, Glue says that it throws: https://docs.aws.amazon.com/glue/latest/webapi/API_GetPartitions.html
    private static readonly string[] FilteredTypes = ["string", "date", "timestamp", "int", "bigint", "tinyint", "smallint", "decimal"];

    private readonly int[] _places;
    private readonly IReadOnlyList<DateInterval> _days;

    private OwnedDays(int[] places, IReadOnlyList<DateInterval> days, string? filter, string rule)
    {
        (_places, _days, Filter, Rule) = (places, days, filter, rule);
    }

    /// <summary>
    /// The days' partitions as an expression of Glue's GetPartitions, so that a day's publishing does not read a history of
    /// years; others may pass it. Null when the keys' values cannot be compared by it, or when Glue takes none for a table with such keys.
    /// </summary>
    public string? Filter { get; }

    /// <summary>Whether the table's key is the exec_date: no other date's run owns the day then.</summary>
    public bool IsDate => _places.Length == 1;

    /// <summary>What the run may publish, and what to do about it, as the end of a message.</summary>
    public string Rule { get; }

    /// <summary>
    /// Whether only date ranges can say which days a run owns in a table: its keys tell days, and none is the exec_date.
    /// </summary>
    public static bool AreToldByRanges(TablePlan table)
    {
        var keys = table.PartitionKeys.Select(static key => key.Name).ToList();
        return !keys.Contains(DateKey) && DayKeys.All(keys.Contains);
    }

    /// <summary>The days that a run owns in a table; null when the table's keys do not tell days, or no range says which.</summary>
    public static OwnedDays? Of(TablePlan table, LocalDate execDate, IReadOnlyList<DateInterval> ranges)
    {
        var keys = table.PartitionKeys.Select(key => key.Name).ToList();
        if (keys.IndexOf(DateKey) is >= 0 and var place)
        {
            return new OwnedDays(
                [place],
                [new DateInterval(execDate, execDate)],
                IsFiltered(table) ? $"{DateKey} = '{ExecDate.Format(execDate)}'" : null,
                $"its own date alone: have the SQL select {{{{ exec_date }}}} AS {DateKey}.");
        }

        int[] places = [.. DayKeys.Select(key => keys.IndexOf(key))];
        if (ranges.Count == 0 || places.Contains(-1))
        {
            return null;
        }

        var (first, last) = (ranges.Min(range => range.Start), ranges.Max(range => range.End));
        return new OwnedDays(
            places,
            ranges,
            IsFiltered(table) && places.All(index => table.PartitionKeys[index].Type is "int" or "smallint" or "tinyint" or "bigint") ? Between(first, last) : null,
            $"the days of its range, {ExecDate.Format(first)} to {ExecDate.Format(last)}: have the SQL keep those from {{{{ from_date }}}} to {{{{ to_date }}}}.");
    }

    /// <summary>True when a partition is of one of these days. One whose values are no date, such as Hive's NULL, is of none.</summary>
    public bool Include(PartitionLocation partition) =>
        DayOf(partition.Values) is { } day && _days.Any(range => range.Contains(day));

    private static bool IsFiltered(TablePlan table) => table.PartitionKeys.All(static key => FilteredTypes.Contains(key.Type.Split('(')[0]));

    private static string Between(LocalDate first, LocalDate last) => (first.Year == last.Year, first.Month == last.Month) switch
    {
        (true, true) => $"year = {first.Year} AND month = {first.Month} AND day BETWEEN {first.Day} AND {last.Day}",
        (true, false) => $"year = {first.Year} AND month BETWEEN {first.Month} AND {last.Month}",
        _ => $"year BETWEEN {first.Year} AND {last.Year}",
    };

    /// <summary>The day of a partition; null when its values are none.</summary>
    public LocalDate? DayOf(IReadOnlyList<string> values)
    {
        if (_places is [var place])
        {
            return ExecDate.TryParse(values[place], out var date) ? date : null;
        }

        // 7 and 07 are the same month: the keys may be numbers or text.
        var parts = _places.Select(index => int.TryParse(values[index], NumberStyles.None, CultureInfo.InvariantCulture, out var part) ? part : -1).ToList();
        return parts is [>= 1 and <= 9999, >= 1 and <= 12, >= 1] && parts[2] <= CalendarSystem.Iso.GetDaysInMonth(parts[0], parts[1])
            ? new LocalDate(parts[0], parts[1], parts[2])
            : null;
    }
}
