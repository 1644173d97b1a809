using System.Globalization;
using NodaTime;
using NodaTime.Text;

namespace Sluice.Lake.Events;

/// <summary>
/// When a schedule fires: <c>rate(1 hour)</c>, <c>cron(0 6 * * ? *)</c>, <c>at(2026-11-21T06:00:00)</c>.
/// https://docs.aws.amazon.com/scheduler/latest/UserGuide/schedule-types.html
/// </summary>
public sealed class ScheduleExpression
{
    private readonly Duration? rate;
    private readonly CronExpression? cron;
    private readonly LocalDateTime? at;
    private readonly DateTimeZone zone;

    private ScheduleExpression(DateTimeZone zone, Duration? rate = null, CronExpression? cron = null, LocalDateTime? at = null) =>
        (this.zone, this.rate, this.cron, this.at) = (zone, rate, cron, at);

    /// <summary>Reads an expression.</summary>
    /// <param name="text">The expression.</param>
    /// <param name="timeZone">An IANA name; a rate does not depend on it.</param>
    /// <exception cref="FormatException">It is not one: says which part.</exception>
    public static ScheduleExpression Parse(string text, string timeZone)
    {
        var zone = DateTimeZoneProviders.Tzdb.GetZoneOrNull(timeZone)
            ?? throw new FormatException($"'{timeZone}' is not an IANA time zone, such as Europe/Brussels.");
        var open = text.IndexOf('(', StringComparison.Ordinal);
        if (open < 0 || !text.EndsWith(')'))
        {
            throw new FormatException($"'{text}' is not rate(…), cron(…) or at(…).");
        }

        var inner = text[(open + 1)..^1].Trim();
        return text[..open] switch
        {
            "rate" => new ScheduleExpression(zone, rate: Rate(inner)),
            "cron" => new ScheduleExpression(zone, cron: CronExpression.Parse(inner)),
            "at" => new ScheduleExpression(zone, at: LocalDateTimePattern.GeneralIso.Parse(inner) is { Success: true } parsed
                ? parsed.Value
                : throw new FormatException($"'{inner}' is not a date and time as yyyy-mm-ddThh:mm:ss.")),
            _ => throw new FormatException($"'{text}' is not rate(…), cron(…) or at(…)."),
        };
    }

    /// <summary>The first time after an instant, or null when there is none.</summary>
    /// <param name="after">The last time it fired, or now.</param>
    public Instant? Next(Instant after)
    {
        if (rate is { } interval)
        {
            return after + interval;
        }

        if (cron is not null)
        {
            return cron.Next(after, zone);
        }

        // A local time that the zone skips happens when the clocks have moved on.
        var once = zone.AtLeniently(at!.Value).ToInstant(); // one of the three is set
        return once > after ? once : null;
    }

    private static Duration Rate(string inner)
    {
        var parts = inner.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (parts.Length != 2 || !int.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var count) || count == 0)
        {
            throw new FormatException($"'rate({inner})' is not rate(<number> minutes|hours|days).");
        }

        return parts[1] switch
        {
            "minute" or "minutes" => Duration.FromMinutes(count),
            "hour" or "hours" => Duration.FromHours(count),
            "day" or "days" => Duration.FromDays(count),
            var unit => throw new FormatException($"'{unit}' is not minutes, hours or days."),
        };
    }
}
