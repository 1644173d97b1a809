using NodaTime;
using NodaTime.Text;
using Sluice.Lake.Events;

namespace Sluice.Lake.Tests.Events;

public sealed class ScheduleExpressionTests
{
    [Theory]
    [InlineData("rate(1 hour)", "UTC", "2026-11-21T06:30:10Z", "2026-11-21T07:30:10Z")]
    [InlineData("rate(5 minutes)", "UTC", "2026-11-21T06:30:10Z", "2026-11-21T06:35:10Z")]
    [InlineData("rate(2 days)", "UTC", "2026-12-31T00:00:00Z", "2027-01-02T00:00:00Z")]
    [InlineData("cron(0 6 * * ? *)", "UTC", "2026-11-21T05:59:59Z", "2026-11-21T06:00:00Z")]
    [InlineData("cron(0 6 * * ? *)", "UTC", "2026-11-21T06:00:00Z", "2026-11-22T06:00:00Z")]
    [InlineData("cron(0 6 * * ? *)", "Europe/Brussels", "2026-07-01T00:00:00Z", "2026-07-01T04:00:00Z")]
    [InlineData("cron(0 6 * * ? *)", "Europe/Brussels", "2026-12-01T00:00:00Z", "2026-12-01T05:00:00Z")]
    [InlineData("cron(30 2 * * ? *)", "Europe/Brussels", "2026-03-28T12:00:00Z", "2026-03-30T00:30:00Z")] // 29 March has no 02:30
    [InlineData("cron(30 2 * * ? *)", "Europe/Brussels", "2026-10-24T12:00:00Z", "2026-10-25T00:30:00Z")] // the first of two
    [InlineData("cron(30 2 * * ? *)", "Europe/Brussels", "2026-10-25T00:30:00Z", "2026-10-26T01:30:00Z")] // not again an hour later
    [InlineData("cron(0/15 8-9 ? * MON-FRI *)", "UTC", "2026-11-20T09:45:00Z", "2026-11-23T08:00:00Z")] // Friday to Monday
    [InlineData("cron(0 0 1 JAN,JUL ? *)", "UTC", "2026-11-21T00:00:00Z", "2027-01-01T00:00:00Z")]
    [InlineData("cron(0 0 29 2 ? *)", "UTC", "2026-11-21T00:00:00Z", "2028-02-29T00:00:00Z")]
    [InlineData("cron(0 0 L * ? *)", "UTC", "2027-02-01T00:00:00Z", "2027-02-28T00:00:00Z")]
    [InlineData("cron(0 0 15W * ? *)", "UTC", "2026-11-01T00:00:00Z", "2026-11-16T00:00:00Z")] // the 15th is a Sunday
    [InlineData("cron(0 0 ? * 6L *)", "UTC", "2026-11-01T00:00:00Z", "2026-11-27T00:00:00Z")] // the last Friday
    [InlineData("cron(0 0 ? * 2#3 *)", "UTC", "2026-11-01T00:00:00Z", "2026-11-16T00:00:00Z")] // the third Monday
    [InlineData("cron(0 0 1 1 ? 2030)", "UTC", "2026-11-01T00:00:00Z", "2030-01-01T00:00:00Z")]
    [InlineData("cron(0 0 1 1 ? 2020)", "UTC", "2026-11-01T00:00:00Z", null)]
    [InlineData("at(2026-11-21T06:00:00)", "Europe/Brussels", "2026-11-01T00:00:00Z", "2026-11-21T05:00:00Z")]
    [InlineData("at(2026-11-21T06:00:00)", "UTC", "2026-11-21T06:00:00Z", null)]
    public void Next(string expression, string zone, string after, string? expected)
    {
        var next = ScheduleExpression.Parse(expression, zone).Next(InstantPattern.General.Parse(after).Value);

        Assert.Equal(expected is null ? (Instant?)null : InstantPattern.General.Parse(expected).Value, next);
    }

    [Theory]
    [InlineData("every day", "UTC", "'every day' is not rate(…), cron(…) or at(…).")]
    [InlineData("rate(0 hours)", "UTC", "'rate(0 hours)' is not rate(<number> minutes|hours|days).")]
    [InlineData("rate(1 week)", "UTC", "'week' is not minutes, hours or days.")]
    [InlineData("cron(0 6 * * *)", "UTC", "'cron(0 6 * * *)' has 5 fields; it takes six: minutes hours day-of-month month day-of-week year.")]
    [InlineData("cron(0 6 * * * *)", "UTC", "'cron(0 6 * * * *)': one of day-of-month and day-of-week must be ?, not both.")]
    [InlineData("cron(60 6 * * ? *)", "UTC", "'60' is not a number from 0 to 59.")]
    [InlineData("cron(0 6 ? FOO MON *)", "UTC", "'FOO' is not a number from 1 to 12 or JAN to DEC.")]
    [InlineData("cron(0 9-8 * * ? *)", "UTC", "'9-8' begins after it ends.")]
    [InlineData("rate(1 hour)", "Brussels", "'Brussels' is not an IANA time zone, such as Europe/Brussels.")]
    public void Parse_Refuses(string expression, string zone, string message) =>
        Assert.Equal(message, Assert.Throws<FormatException>(() => ScheduleExpression.Parse(expression, zone)).Message);
}
