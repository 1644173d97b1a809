using System.Globalization;
using NodaTime;

namespace Sluice.Lake.Events;

/// <summary>The six fields of an AWS cron expression: minutes, hours, day of month, month, day of week (1 is Sunday), year.</summary>
internal sealed class CronExpression
{
    private const int LastYear = 2199;
    private static readonly string[] MonthNames = ["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"];
    private static readonly string[] DayNames = ["SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"];

    private readonly SortedSet<int> minutes;
    private readonly SortedSet<int> hours;
    private readonly SortedSet<int> months;
    private readonly SortedSet<int> years;
    private readonly Func<LocalDate, bool> dayMatches;

    private CronExpression(
        SortedSet<int> minutes, SortedSet<int> hours, SortedSet<int> months, SortedSet<int> years, Func<LocalDate, bool> dayMatches) =>
        (this.minutes, this.hours, this.months, this.years, this.dayMatches) = (minutes, hours, months, years, dayMatches);

    public static CronExpression Parse(string text)
    {
        var fields = text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (fields.Length != 6)
        {
            throw new FormatException($"'cron({text})' has {fields.Length} fields; it takes six: minutes hours day-of-month month day-of-week year.");
        }

        if ((fields[2] == "?") == (fields[4] == "?"))
        {
            throw new FormatException($"'cron({text})': one of day-of-month and day-of-week must be ?, not both.");
        }

        return new CronExpression(
            Values(fields[0], 0, 59, []),
            Values(fields[1], 0, 23, []),
            Values(fields[3], 1, 12, MonthNames),
            Values(fields[5], 1970, LastYear, []),
            fields[4] == "?" ? DayOfMonth(fields[2]) : DayOfWeek(fields[4]));
    }

    public Instant? Next(Instant after, DateTimeZone zone)
    {
        var start = after.InZone(zone).LocalDateTime;
        for (var date = start.Date; date.Year <= LastYear; date = date.PlusDays(1))
        {
            if (!years.Contains(date.Year))
            {
                date = new LocalDate(date.Year, 12, 31);
                continue;
            }

            if (!months.Contains(date.Month))
            {
                date = date.With(DateAdjusters.EndOfMonth);
                continue;
            }

            if (!dayMatches(date))
            {
                continue;
            }

            foreach (var hour in hours)
            {
                foreach (var minute in minutes)
                {
                    // A time that the zone skips in spring is not fired; one that comes twice in autumn is fired once, the first time.
                    var mapping = zone.MapLocal(date.At(new LocalTime(hour, minute)));
                    if (mapping.Count > 0 && mapping.First().ToInstant() is var instant && instant > after)
                    {
                        return instant;
                    }
                }
            }
        }

        return null;
    }

    private static Func<LocalDate, bool> DayOfMonth(string field)
    {
        if (field == "L")
        {
            return static date => date.Day == date.Calendar.GetDaysInMonth(date.Year, date.Month);
        }

        if (field.EndsWith('W') && int.TryParse(field[..^1], NumberStyles.None, CultureInfo.InvariantCulture, out var near) && near is >= 1 and <= 31)
        {
            return date => date == NearestWeekday(date.Year, date.Month, near);
        }

        var days = Values(field, 1, 31, []);
        return date => days.Contains(date.Day);
    }

    private static Func<LocalDate, bool> DayOfWeek(string field)
    {
        var hash = field.IndexOf('#', StringComparison.Ordinal);
        if (hash > 0)
        {
            var weekday = Number(field[..hash], 1, 7, DayNames);
            var count = Number(field[(hash + 1)..], 1, 5, []);
            return date => Weekday(date) == weekday && (date.Day - 1) / 7 + 1 == count;
        }

        if (field.EndsWith('L'))
        {
            var weekday = field.Length == 1 ? 7 : Number(field[..^1], 1, 7, DayNames);
            return date => Weekday(date) == weekday && date.PlusDays(7).Month != date.Month;
        }

        var days = Values(field, 1, 7, DayNames);
        return date => days.Contains(Weekday(date));
    }

    private static int Weekday(LocalDate date) => (int)date.DayOfWeek % 7 + 1;

    private static LocalDate? NearestWeekday(int year, int month, int day)
    {
        var last = CalendarSystem.Iso.GetDaysInMonth(year, month);
        if (day > last)
        {
            return null;
        }

        var date = new LocalDate(year, month, day);
        return date.DayOfWeek switch
        {
            IsoDayOfWeek.Saturday => day == 1 ? date.PlusDays(2) : date.PlusDays(-1),
            IsoDayOfWeek.Sunday => day == last ? date.PlusDays(-2) : date.PlusDays(1),
            _ => date,
        };
    }

    private static SortedSet<int> Values(string field, int minimum, int maximum, string[] names)
    {
        var values = new SortedSet<int>();
        foreach (var part in field.Split(','))
        {
            var slash = part.IndexOf('/', StringComparison.Ordinal);
            var range = slash < 0 ? part : part[..slash];
            var step = slash < 0 ? 1 : Number(part[(slash + 1)..], 1, maximum, []);
            var dash = range.IndexOf('-', StringComparison.Ordinal);
            var (first, last) = range == "*"
                ? (minimum, maximum)
                : dash > 0
                    ? (Number(range[..dash], minimum, maximum, names), Number(range[(dash + 1)..], minimum, maximum, names))
                    : (Number(range, minimum, maximum, names), slash < 0 ? Number(range, minimum, maximum, names) : maximum);
            if (first > last)
            {
                throw new FormatException($"'{part}' begins after it ends.");
            }

            for (var value = first; value <= last; value += step)
            {
                values.Add(value);
            }
        }

        return values;
    }

    private static int Number(string text, int minimum, int maximum, string[] names)
    {
        var named = Array.FindIndex(names, name => name.Equals(text, StringComparison.OrdinalIgnoreCase));
        if (named >= 0)
        {
            return named + 1;
        }

        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= minimum && number <= maximum
            ? number
            : throw new FormatException($"'{text}' is not a number from {minimum} to {maximum}{(names.Length > 0 ? $" or {names[0]} to {names[^1]}" : "")}.");
    }
}
