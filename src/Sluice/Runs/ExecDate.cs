using NodaTime;
using NodaTime.Text;

namespace Sluice.Runs;

/// <summary>
/// Which day a run belongs to. The only place that knows the zone: calendar dates are those of Europe/Brussels.
/// </summary>
public static class ExecDate
{
    private static readonly DateTimeZone Zone = DateTimeZoneProviders.Tzdb["Europe/Brussels"];

    /// <summary>The calendar date in Europe/Brussels at an event's time.</summary>
    public static LocalDate At(Instant time) => time.InZone(Zone).Date;

    /// <summary>The day before <see cref="At"/>: what a scheduled run without input takes.</summary>
    public static LocalDate Yesterday(Instant time) => At(time).PlusDays(-1);

    /// <summary>When a date begins.</summary>
    public static Instant Start(LocalDate date) => date.AtStartOfDayInZone(Zone).ToInstant();

    /// <summary>The date as keys, partitions and plans have it: <c>2026-11-21</c>.</summary>
    public static string Format(LocalDate date) => LocalDatePattern.Iso.Format(date);

    /// <summary>Reads <c>yyyy-MM-dd</c>; false for any other form and for dates that do not exist, such as 2026-02-30.</summary>
    public static bool TryParse(string text, out LocalDate date)
    {
        var result = LocalDatePattern.Iso.Parse(text);
        return result.TryGetValue(default, out date) && text.Length == 10;
    }

    /// <summary>Reads <c>yyyy-MM-dd</c>.</summary>
    /// <param name="text">The date.</param>
    /// <param name="where">Where it was found, for the message: <c>key 'incoming/…'</c> or <c>field 'exec_date'</c>.</param>
    /// <exception cref="RunRequestException">Another form, or a date that does not exist.</exception>
    public static LocalDate Parse(string text, string where) =>
        TryParse(text, out var date)
            ? date
            : throw new RunRequestException($"The date in {where} is '{text}', which is not a date that exists. Expected yyyy-MM-dd, such as 2026-02-28.");
}
