using FsCheck;
using FsCheck.Fluent;
using NodaTime;
using NodaTime.Text;
using Sluice.Runs;

namespace Sluice.Tests.Runs;

public sealed class ExecDateTests
{
    [Theory]
    [InlineData("2026-11-21T06:15:30Z", "2026-11-21", "2026-11-20")]
    [InlineData("2026-11-20T22:59:59Z", "2026-11-20", "2026-11-19")] // winter: the day begins at 23:00 UTC
    [InlineData("2026-11-20T23:00:00Z", "2026-11-21", "2026-11-20")]
    [InlineData("2026-07-20T21:59:59Z", "2026-07-20", "2026-07-19")] // summer: at 22:00 UTC
    [InlineData("2026-07-20T22:00:00Z", "2026-07-21", "2026-07-20")]
    [InlineData("2026-03-28T23:00:00Z", "2026-03-29", "2026-03-28")] // the night of 23 hours
    [InlineData("2026-03-29T21:59:59Z", "2026-03-29", "2026-03-28")]
    [InlineData("2026-03-29T22:00:00Z", "2026-03-30", "2026-03-29")]
    [InlineData("2026-10-24T22:00:00Z", "2026-10-25", "2026-10-24")] // the night of 25 hours
    [InlineData("2026-10-25T22:59:59Z", "2026-10-25", "2026-10-24")]
    [InlineData("2026-10-25T23:00:00Z", "2026-10-26", "2026-10-25")]
    [InlineData("2026-12-31T22:59:59Z", "2026-12-31", "2026-12-30")]
    [InlineData("2026-12-31T23:00:00Z", "2027-01-01", "2026-12-31")] // now.day - 1 would be the 0th
    [InlineData("2028-02-29T12:00:00Z", "2028-02-29", "2028-02-28")]
    [InlineData("2028-03-01T12:00:00Z", "2028-03-01", "2028-02-29")]
    [InlineData("2027-03-01T12:00:00Z", "2027-03-01", "2027-02-28")]
    public void At_and_Yesterday_are_dates_in_Brussels(string time, string today, string yesterday)
    {
        var instant = InstantPattern.ExtendedIso.Parse(time).Value;

        Assert.Equal(today, ExecDate.Format(ExecDate.At(instant)));
        Assert.Equal(yesterday, ExecDate.Format(ExecDate.Yesterday(instant)));
    }

    [Fact]
    public void At_agrees_with_the_zones_own_day_for_any_instant()
    {
        var brussels = DateTimeZoneProviders.Tzdb["Europe/Brussels"];
        var seconds = Gen.Choose(int.MinValue, int.MaxValue).ToArbitrary();

        Prop.ForAll(seconds, value =>
        {
            var instant = Instant.FromUnixTimeSeconds(value);
            var date = ExecDate.At(instant);
            return brussels.AtStartOfDay(date).ToInstant() <= instant
                && instant < brussels.AtStartOfDay(date.PlusDays(1)).ToInstant()
                && ExecDate.Yesterday(instant).PlusDays(1) == date;
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void Format_and_TryParse_are_inverse()
    {
        var days = Gen.Choose(-700_000, 2_900_000).ToArbitrary(); // years 53 to 9910

        Prop.ForAll(days, value =>
        {
            var date = LocalDate.FromDateTime(DateTime.UnixEpoch).PlusDays(value);
            return ExecDate.TryParse(ExecDate.Format(date), out var read) && read == date;
        }).QuickCheckThrowOnFailure();
    }

    [Theory]
    [InlineData("2026-02-30")]
    [InlineData("2027-02-29")]
    [InlineData("2026-13-01")]
    [InlineData("2026-1-1")]
    [InlineData("20260101")]
    [InlineData(" 2026-01-01")]
    [InlineData("-2026-01-01")]
    [InlineData("")]
    public void Parse_refuses_other_forms_and_dates_that_do_not_exist(string text)
    {
        var error = Assert.Throws<RunRequestException>(() => ExecDate.Parse(text, "key 'incoming/x'"));

        Assert.Equal($"The date in key 'incoming/x' is '{text}', which is not a date that exists. Expected yyyy-MM-dd, such as 2026-02-28.", error.Message);
    }
}
